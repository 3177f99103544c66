"""What a cell of the inventory says: an item, departments, an address."""

import re

from pipelines.parser.inventory.items import enumerator
from pipelines.parser.memo import remembered
from pipelines.parser.view import fold
from pipelines.parser.vocab import load

_C = load("inventory")["cells"]
_D = load("inventory")["departments"]
_SCHEME = r"https?\s?[:：]\s?[/／]{1,2}"
_URL = re.compile(rf"(?i:{_SCHEME})((?:(?!(?i:{_SCHEME}))[!-~／：．])*)")
_DOMAIN = re.compile(rf"(?<![!-~]){_C['domain']}")
_BEGIN = re.compile(r"(?i)https?:|www\.[a-z0-9]")
_NOTHING = re.compile(_C["nothing"])
_LINK = re.compile(_C["link"])
_ENDING = re.compile(rf"(?<=[一-龥)]){_D['endings']}\Z")
_HALF = re.compile(rf"(?:^|[、,，;；/\s]){_D['half']}\Z")
_REST = re.compile(_D["rest"])
_OPEN = re.compile(_D["open"])
_SEPARATOR = re.compile(r"[、,;/与和及]")
_LATIN = re.compile(r"(?<=[0-9A-Za-z])\s+(?=[0-9A-Za-z])")
_STOPS = ".,;:)]}'\"、。"
_MAX_URL = 2000


def solid(text: str) -> str:
    """A text without white space, a space kept between two Latin words."""
    return "".join(_LATIN.sub("\0", text).split()).replace("\0", " ")


def nothing(text: str) -> bool:
    """Whether a cell says that nothing stands there: a dash, 无."""
    squeezed = "".join(fold(text).split())
    return bool(_NOTHING.fullmatch(squeezed))


@remembered
def item_text(text: str) -> str | None:
    """An item as printed, without its own number; None for an empty cell."""
    squeezed = solid(text)
    return squeezed[enumerator(fold(squeezed)) :].strip() or None


@remembered
def item_number(text: str) -> int | None:
    """The number that is printed before an item; None where there is none."""
    squeezed = "".join(fold(text).split())
    digits = re.sub(r"\D", "", squeezed[: enumerator(squeezed)][:8])
    return int(digits) if digits and len(digits) <= 2 else None


@remembered
def ordinal(text: str) -> int | None:
    """The number of a row in a column of numbers; None where the cell holds something else."""
    bare = "".join(fold(text).split()).strip("().、")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 2 else None


@remembered
def departments(text: str) -> str | None:
    """The departments of a cell, those on lines of their own joined by 、; None for none.

    A name that a line's end broke is whole again: what follows a name's usual
    ending (处, 部, 中心 …) is the next name.
    """
    if nothing(text):
        return None
    joined = ""
    for piece in text.split():
        if joined and _apart(joined, piece):
            joined += "、"
        elif joined and joined[-1].isascii() and joined[-1].isalnum() and piece[0].isascii():
            joined += " " if piece[0].isalnum() else ""
        joined += piece
    return joined.strip("、") or None


def _apart(before: str, piece: str) -> bool:
    folded, after = fold(before[-200:]), fold(piece[:40])
    if _OPEN.search(folded[-2:]) or _REST.match(after):
        return False
    if folded.count("(") > folded.count(")"):
        return False
    return bool(_ENDING.search(folded[-40:])) and not _HALF.search(folded[-12:])


@remembered
def is_department(text: str) -> bool:
    """Whether a text names departments and nothing else."""
    squeezed = "".join(fold(text).split())
    if not 2 <= len(squeezed) <= 120 or "。" in squeezed or "://" in squeezed:
        return False
    names = [name for name in _SEPARATOR.split(squeezed) if name]
    named = sum(1 for name in names if _ENDING.search(name[-40:]))
    return bool(names) and 2 * named >= len(names) and bool(_ENDING.search(names[-1][-40:]))


def is_rest(text: str) -> bool:
    """Whether a text can only be the end of a department's name that a line's end broke."""
    return bool(_REST.match(fold(text)))


def names_department(text: str) -> bool:
    """Whether a text names any department, whatever else it says."""
    return is_department(text) or any(is_department(name) for name in text.split("、"))


@remembered
def addresses(text: str) -> tuple[str, ...]:
    """The web addresses that a cell prints, one broken over lines whole again."""
    squeezed = "".join(text.split())
    found = [fold(m.group()).rstrip(_STOPS) for m in _URL.finditer(squeezed) if len(m[1]) > 3]
    if not found:
        found = [fold(m.group()).rstrip(_STOPS) for m in _DOMAIN.finditer(squeezed)]
    return tuple(url for url in dict.fromkeys(found) if len(url) <= _MAX_URL)


@remembered
def begins_address(text: str) -> bool:
    """Whether a web address begins here, even one that is cut off."""
    return bool(_BEGIN.match(fold(text)))


@remembered
def says_link(text: str) -> bool:
    """Whether a cell only stands for its link: 查看, 点击查看."""
    return bool(_LINK.fullmatch("".join(fold(text).split())))
