"""How a school may call its disclosure (信息公开) in other words, put into the usual ones."""

import re

from xxgk_spiders.discovery.tables import any_of, table

_NAMES = table("portal")["names"]
_SPELLED: dict[str, str] = _NAMES["spelled"]
_OF_COLLEGES: dict[str, str] = _NAMES["of_colleges"]
_COLLEGES = tuple(_NAMES["colleges"])
_PLAIN = any_of(_NAMES["plain"])
_JOINT = "[、,/·|&和与及]"
_BEFORE = re.compile(
    rf"^(?:{any_of(_NAMES['own'])}|{any_of(_NAMES['beside'])}{_JOINT}{{0,2}}"
    rf"|{any_of(_NAMES['joined'])}{_JOINT}{{1,2}})(?={_PLAIN})"
)
_BEHIND = re.compile(
    rf"(?<={_PLAIN})(?:{_JOINT}{{0,2}}{any_of(_NAMES['beside'])}|{_JOINT}{{1,2}}{any_of(_NAMES['joined'])})$"
)


def usual(text: str, school: str) -> str:
    """Return a normalised text with the usual words: 院务公开 of a college as 校务公开.

    `school` is the school's names joined by `|`. What is said of something else
    than the school stays as it is.
    """
    if "公" not in text:
        return text
    spelled = _SPELLED | (_OF_COLLEGES if school.partition("|")[0].endswith(_COLLEGES) else {})
    for odd, plain in spelled.items():
        text = text.replace(odd, plain)
    return _BEHIND.sub("", _BEFORE.sub("", text))
