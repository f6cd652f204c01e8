"""What `jjj trace` says in Chinese: heads, groups and names of its tables."""

from functools import cache
from typing import Final

from model.cli.tongue import said

WORDS: Final = {
    "Residents": "居民",
    "From where to where, persons": "从哪里到哪里，人",
    "By age, persons": "按年龄，人",
    "By education, persons": "按学历，人",
    "By sector of their job, persons": "按所在行业，人",
    "Firms, and their jobs": "企业及其岗位",
    "Firms by sector, from where to where": "企业按行业，从哪里到哪里",
    "status": "状态",
    "origin_city": "原所在",
    "destination_city": "现所在",
    "age_group": "年龄组",
    "education": "学历",
    "sector": "行业",
    "persons": "人",
    "firms": "企业",
    "jobs": "岗位",
    "elsewhere": "在别处",
    "only in the first": "只在前者",
    "only in the second": "只在后者",
    "not in the region": "不在区域内",
    "none": "无",
    "junior school or below": "初中及以下",
    "senior school": "高中",
    "college": "大专",
    "bachelor and above": "本科及以上",
    "agriculture": "农业",
    "mining_utilities": "采矿与公用事业",
    "manuf_general": "一般制造业",
    "manuf_advanced": "先进制造业",
    "construction": "建筑业",
    "trade_logistics": "商贸物流",
    "finance": "金融业",
    "business_realestate": "商务与房地产",
    "ict": "信息服务业",
    "science_tech": "科技服务业",
    "public_services": "公共服务",
    "consumer_services": "生活服务业",
}


def told(word: str) -> str:
    """A title, head or group in the language of the terminal; what has no Chinese, such as `15-29`, stays."""
    return said(WORDS.get(word) or _cities().get(word, word), word)


@cache
def _cities() -> dict[str, str]:
    from model.region.places import load_places

    places = load_places()
    return dict(zip(places.city_ids, places.city_names_zh, strict=True))
