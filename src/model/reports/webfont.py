"""The shipped face, cut to the characters of one page and carried inside it."""

import base64
from io import BytesIO

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from model.reports.typeface import FONT


def embedded_face(text: str) -> str:
    """A data address (WOFF, base64) of the face with the characters of `text` and plain Latin.

    The licence of the face (SIL OFL, shipped beside it) allows it to be cut and embedded.
    """
    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    cutter = Subsetter(options)
    cutter.populate(text=text + "".join(chr(code) for code in range(32, 127)))
    stream = BytesIO()
    with TTFont(FONT, recalcTimestamp=False) as font:
        cutter.subset(font)
        font.flavor = "woff"
        font.save(stream)
    return "data:font/woff;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
