"""Dates beside links and titles; a date that is not whole is none."""

import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"(?<!\d)(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_LABELLED = re.compile(
    r"(?:发布|更新|发表|添加|创建|公开|编辑|录入|上传)?(?:时间|日期)\s{0,3}[:：]\s{0,3}"
    r"(20\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})"
)


@lru_cache(maxsize=8_192)
def find_date(text: str) -> date | None:
    """The first whole, possible date in a text (2023-10-30, 2023/10/30, 2023年10月30日)."""
    for match in _DATE.finditer(text):
        found = _whole(match)
        if found:
            return found
    return None


def labelled_date(text: str) -> date | None:
    """The date behind 发布时间：and its like."""
    match = _LABELLED.search(text)
    return _whole(match) if match else None


def _whole(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
