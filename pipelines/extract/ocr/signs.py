"""Signs as Chinese print has them: the models give brackets and commas of either width."""

import re
from collections.abc import Iterable

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3001-\u301f\uff08\uff09]")
_OPEN, _CLOSE = "(（", ")）"
# After a Chinese character (or a bracket of Chinese text) these are its own signs.
_SPACES = re.compile(" {2,}")
_AROUND = re.compile(" ?([\u3001-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u201c\u201d]) ?")
_NARROW = re.compile("[\u3400-\u9fff\uf900-\ufaff] ?[,;:]")
_WIDE = re.compile("[\uff0c\uff1a\uff1b]")
_ITEM = 2
"""Digits of an item's number at most."""
_SIGNS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def has_narrow_commas(texts: Iterable[str]) -> bool:
    """Whether a page's commas and colons after Chinese characters are mostly of half width.

    Commas are read reliably, brackets are not: where the commas are narrow, the
    brackets are too.
    """
    narrow = wide = 0
    for text in texts:
        narrow += len(_NARROW.findall(text))
        wide += len(_WIDE.findall(text))
    return narrow > wide


def with_chinese_signs(text: str) -> str:
    """Make brackets and commas full-width where they belong to Chinese text.

    A pair of brackets is Chinese where one of the two is full-width, or stands
    beside a Chinese character, or numbers an item that has one; a comma, colon or
    semicolon where it follows one.
    Full-width signs have their space in themselves: none is left beside them.
    """
    text = _SPACES.sub(" ", text)
    if not any(c in "(),;:?!" for c in text):
        return _AROUND.sub(r"\1", text)
    chars = list(text)
    for a, b in _pairs(text):
        inside, before, after = text[a + 1 : b].strip(), text[:a].rstrip(), text[b + 1 :].lstrip()
        # (3) before an item stands beside whatever the item begins with.
        item = not before and len(inside) <= _ITEM and inside.isdigit()
        near = after if item else inside[:1] + inside[-1:] + before[-1:] + after[:1]
        if text[a] == "（" or text[b : b + 1] == "）" or _HAN.search(near):
            chars[a] = "（"
            if b < len(text):
                chars[b] = "）"
    last = ""  # the character before, spaces aside
    for i, char in enumerate(chars):
        if _HAN.match(last):
            chars[i] = "）" if char == ")" else _SIGNS.get(char, char)
        last = chars[i] if chars[i] != " " else last
    return _AROUND.sub(r"\1", "".join(chars))


def _pairs(text: str) -> list[tuple[int, int]]:
    """Places of brackets that belong together; the text's end where one is never closed."""
    out: list[tuple[int, int]] = []
    open_at: list[int] = []
    for i, char in enumerate(text):
        if char in _OPEN:
            open_at.append(i)
        elif char in _CLOSE and open_at:
            out.append((open_at.pop(), i))
    return [*out, *((i, len(text)) for i in open_at)]
