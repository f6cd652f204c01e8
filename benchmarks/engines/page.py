"""Tables that a script puts into a page, between two marks."""

from pathlib import Path


def put_section(page: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`."""
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    whole = page.read_text(encoding="utf-8")
    if first not in whole or last not in whole:
        raise SystemExit(f"{page} has no {first} ... {last}")
    before, rest = whole.split(first, 1)
    after = rest.split(last, 1)[1]
    page.write_text(f"{before}{first}\n{text.strip()}\n{last}{after}", encoding="utf-8")
