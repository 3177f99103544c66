"""Whether a PDF page's characters can be trusted, page by page.

A page may be a scan, or have fonts without a Unicode map, whose characters come
out wrong or not at all. Such pages are read from their picture.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.extract.pages.lines import Line, Page

# Share of Han characters of a page with usable Chinese text: pages of tables and
# addresses measured 0.35 and more, those of fonts without a map below 0.15.
_HAN_SHARE = 0.2
FEW = 20
"""Characters, not white space, up to which a page says nothing about its fonts."""
# Glyphs without characters per Han character: sound files measured below
# 0.008, one whose fonts leave some glyphs unmapped 0.035. Wide-set tables can
# have as many, so below the second limit the commas must be missing as well:
# prose has one for about every 20 Han characters.
HOLES, _MANY_HOLES = 0.02, 0.08
_HAN_PER_COMMA = 35
# What says nothing about fonts: web addresses, the leaders of a table of contents, blanks to fill in.
_NEUTRAL = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}|[.．·…⋯_＿—-]{4,2000}")
_COMMAS = re.compile("[，,、]")
STAMPED = 120
"""Characters that a scanner's program or a stamp may lay over the picture of a page."""
_COVERED = 0.5
"""Share of a page that its pictures cover where it is one picture."""
_AGREED = 0.9


def untrusted(pages: Sequence[Page], covered: Sequence[float]) -> dict[int, bool]:
    """Return the numbers of the pages whose picture must be read, and whether they only lack Chinese.

    Those may be right all the same (an English page, a page of addresses): see `agree`.

    `covered` are the shares, 0 to 1, of the pages that pictures cover.
    """
    han = sum(page.han for page in pages)
    holes = sum(page.holes for page in pages)
    lost = holes > HOLES * han and _lost_commas(pages, han)
    out: dict[int, bool] = {}
    for page, share in zip(pages, covered, strict=True):
        solid = page.solid
        if solid > FEW and page.han < _HAN_SHARE * solid:
            solid -= _neutral(page.lines)  # lists of addresses have little Chinese, and are sound
        garbled = solid > FEW and page.han < _HAN_SHARE * solid
        holed = page.holes > 1 and (
            page.holes > _MANY_HOLES * max(page.han, 1) or (lost and page.holes > HOLES * page.han)
        )
        stamped = page.solid <= STAMPED and share >= _COVERED
        if not page.solid or garbled or holed or stamped:
            out[page.number] = garbled and not (holed or stamped)
    return out


def agree(own: Page, read: Page) -> bool:
    """Whether a page's characters are what its picture shows: then they are the better reading."""
    ours, theirs = _characters(own.lines), _characters(read.lines)
    shared = sum((ours & theirs).values())
    return shared >= _AGREED * max(sum(ours.values()), sum(theirs.values()), 1)


def _characters(lines: Sequence[Line]) -> Counter[str]:
    text = "".join("".join(line.cells) if line.cells else line.text for line in lines)
    return Counter("".join(text.split()))


def _neutral(lines: Sequence[Line]) -> int:
    """Count the characters of addresses and leaders; in a cell they may be wrapped."""
    texts = (cell.replace(" ", "") for line in lines for cell in (line.cells or [line.text]))
    return sum(len(found) for text in texts for found in _NEUTRAL.findall(text))


def _lost_commas(pages: Sequence[Page], han: int) -> bool:
    """Whether commas are much rarer than Chinese prose has them."""
    commas = sum(
        len(_COMMAS.findall("".join(line.cells) if line.cells else line.text))
        for page in pages
        for line in page.lines
    )
    return commas * _HAN_PER_COMMA < han
