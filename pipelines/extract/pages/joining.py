"""Two parts of a text that a line break parted, put together again."""

import re

_LATIN = re.compile(r"[A-Za-z0-9]")
_LATIN_END = re.compile(r"[A-Za-z0-9,.;:!?)\]%\"']$")
# The last word of a line, when it can be an address that was broken anywhere.
_LAST_WORD = re.compile(r"[!-~]{1,400}$")
# What cannot be parted at a line's start: opening marks, a Latin word or one
# character, and the marks that may not begin a line.
_FIRST_WORD = re.compile(
    r"[（(《“‘「『【〔\[<]{0,4}(?P<word>[A-Za-z0-9@:/._%+\-]{1,300}|.)?[，。、；：！？”’）)》」』】〕\],.;:!?%]{0,4}"
)
_ADDRESS = re.compile(r"://|www\.|@|[A-Za-z0-9]\.[A-Za-z]{2,6}/", re.IGNORECASE)


def join(before: str, after: str) -> str:
    """Join without a space, but between Latin words.

    Numbers are joined: Chinese typesetting breaks lines inside them, while two
    numbers that only a space parts do not occur in prose. Addresses too.
    """
    if not before or not after:
        return before + after
    left, right = before[-1], after[0]
    if not (_LATIN_END.search(left) and _LATIN.match(right)):
        return before + after
    if left.isdigit() and right.isdigit():
        return before + after
    # Decimal points, thousands and percentages broken in the middle.
    if left in ".,:" and right.isdigit() and before[-2:-1].isdigit():
        return before + after
    word = _LAST_WORD.search(before)
    if word and _ADDRESS.search(word[0]):
        return before + after
    return f"{before} {after}"


def first_word_width(text: str) -> float:
    """Width in em of what a line break cannot part from the start of `text`."""
    match = _FIRST_WORD.match(text)
    if match is None:
        return 1.0
    return sum(0.55 if char.isascii() else 1.0 for char in match[0])
