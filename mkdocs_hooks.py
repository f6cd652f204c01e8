"""What the site needs beside its pages: the shipped face, so that Chinese is read anywhere, and pages' languages."""

import shutil
from pathlib import Path
from typing import Any

FACE = Path(__file__).parent / "src/model/region/data/fonts/NotoSansSC-BTH-Regular.otf"


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Say that a page is Chinese, for readers aloud and for browsers that choose a face by it."""
    chinese = page.file.src_uri.startswith("zh/")
    return output.replace('<html lang="en"', '<html lang="zh-CN"', 1) if chinese else output


def on_post_build(config: Any, **_: Any) -> None:
    """Lay the face beside the style sheet that names it."""
    shutil.copyfile(FACE, Path(config["site_dir"]) / "pictures" / "face.otf")
