"""Rich text cut into tokens: one pass, each byte looked at once."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<value>-?\d{1,10})? ?|'(?P<hex>[0-9A-Fa-f]{2})|"
    rb"(?P<sign>[^A-Za-z'\r\n])|(?P<newline>\r\n?|\n))|(?P<group>[{}])|(?P<text>[^\\{}\r\n\0]{1,65536})|[\r\n\0\\]"
)
# Unescaped double-byte characters: the second byte may look like a brace or a backslash.
_WIDE_TEXT = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n\0\x80-\xff]){1,65536}")
_MAX_VALUE = 1 << 31


class Token(NamedTuple):
    """One token: `kind` is word, sign, bytes, open or close.

    `name` is the control word; `value` its number, None without one; `data`
    the text's bytes.
    """

    kind: str
    name: str = ""
    value: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token("open"), Token("close")
_HEX = {b"%02x" % code: Token("bytes", data=bytes([code])) for code in range(256)}


@lru_cache(maxsize=2048)
def _plain(word: bytes) -> Token:
    return Token("word", word.decode("ascii"))


def tokens(data: bytes, *, wide: bool) -> Iterator[Token]:
    """Yield the tokens; `wide` where the default code page has double bytes."""
    at = 0
    while match := _TOKEN.match(data, at):
        kind = match.lastgroup
        at = match.end()
        if kind == "text":
            if wide and not match["text"].isascii() and (raw := _WIDE_TEXT.match(data, match.start())):
                at = raw.end()
                yield Token("bytes", data=raw.group())
            else:
                yield Token("bytes", data=match["text"])
        elif kind == "group":
            yield _OPEN if match["group"] == b"{" else _CLOSE
        elif kind == "hex":
            yield _HEX[match["hex"].lower()]
        elif kind in ("word", "value"):
            value = int(match["value"]) if match["value"] else None
            word = match["word"]
            if word == b"bin":
                # Raw bytes that only their count ends.
                at += max(0, value or 0)
            elif value is None:
                yield _plain(word)
            else:
                yield Token("word", word.decode("ascii"), value if abs(value) <= _MAX_VALUE else 0)
        elif kind == "sign":
            yield Token("sign", match["sign"].decode("latin-1"))
        elif kind == "newline":
            yield Token("word", "par")
