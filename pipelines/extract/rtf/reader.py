"""Rich text documents (.rtf, also under the name .doc) as their reader sees them."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.extract.assembly.build import TextBuilder
from pipelines.extract.options import Options
from pipelines.extract.rtf.body import Body
from pipelines.extract.rtf.tokens import Token, tokens
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rtf.toml").read_text(encoding="utf-8"))
_SKIP = frozenset(_DATA["skip"])
_READ = frozenset(_DATA["read"])
_CHARACTERS: dict[str, str] = _DATA["characters"]
_CHARSETS: dict[int, str] = {int(code): codec for code, codec in _DATA["charsets"].items()}
_SIGNS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_SYMBOL = "symbol"
_BOXES = frozenset({"shptxt", "dptxbxtext"})
_NUMBERS = frozenset({"listtext", "pntext"})
_WIDE = frozenset({"gb18030", "big5hkscs", "cp932", "cp949"})
_START = b"{\\rtf"
_ADDRESS = re.compile(r'^\s{0,20}HYPERLINK\s{1,20}"?([^"\s]{1,2000})', re.IGNORECASE)
# What is said of paragraphs in these is not said of the document's.
_OWN_LAYOUT = frozenset({"skip", "stylesheet", "fonttbl", "fldinst", *_NUMBERS})
_LAYOUT_WORDS = frozenset(_DATA["layout_words"])
_LINE_WORDS = frozenset({"par", "sect", "line", "page", "column", "lbr"})
_SETTLING = frozenset({"par", "row", "sect"})
_MAX_DEPTH = 2_000


@dataclass(slots=True)
class _State:
    """What a group inherits and its end takes back."""

    place: str = "text"
    font: int | None = None
    unicode_skip: int = 1
    hidden: bool = False
    deleted: bool = False
    # Whether this very group said what `place` is.
    own: bool = False


def read_rtf(data: bytes, options: Options) -> Text:
    """Read a rich text document; raises `Unreadable` (TRUNCATED, BROKEN).

    Headers, footers, notes and comments are not read. Text boxes follow the
    paragraph or table that they are anchored to.
    """
    start = data.find(_START)
    if start < 0:
        raise Unreadable(DocumentOutcome.BROKEN, "rich text without its start")
    reader = _Reader(data[start:])
    reader.read()
    builder = TextBuilder("rtf")
    reader.body.write(builder)
    return builder.build()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._codec = _code_page(data[:4096])
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._name: list[str] = []
        self._code: list[str] = []
        self._link: list[tuple[int, str]] = []
        self._number = 0
        self._bytes = bytearray()
        self._skip = 0
        self._starred = self._fresh = self._settled = False
        self._state = _State()
        self._stack: list[_State] = []
        self._bodies = [Body(self._styles)]

    @property
    def body(self) -> Body:
        """The document's own paragraphs."""
        return self._bodies[0]

    def read(self) -> None:
        """Read all tokens; raises `Unreadable` (TRUNCATED) where text is missing at the end."""
        for token in tokens(self._data, wide=self._codec in _WIDE):
            self._settled = token.kind == "word" and token.name in _SETTLING
            if token.kind == "bytes":
                self._put_bytes(token)
                continue
            if self._bytes:
                self._flush()
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
                if not self._stack:
                    break
            elif token.kind == "sign":
                self._sign(token.name)
            else:
                self._word(token.name, token.value)
                self._fresh = False
        self._flush()
        # The last brace alone may be missing, if a paragraph has just ended.
        if self._stack and (len(self._stack) > 1 or not self._settled):
            raise Unreadable(DocumentOutcome.TRUNCATED, "rich text without its end")
        if self.body.begun():
            self.body.end_paragraph()

    def _open(self) -> None:
        if len(self._stack) >= _MAX_DEPTH:
            raise Unreadable(DocumentOutcome.BROKEN, "rich text nested too deep")
        self._stack.append(self._state)
        self._state = replace(self._state, own=False)
        self._fresh, self._starred, self._skip = True, False, 0

    def _close(self) -> None:
        ended = self._state
        if not self._stack:
            return
        self._state = self._stack.pop()
        self._skip = 0
        if not ended.own:
            if ended.place == "stylesheet" and self._name:
                self._styles.setdefault(self._number, "".join(self._name).strip().rstrip(";").strip())
                self._name, self._number = [], 0
            return
        if ended.place in _BOXES and len(self._bodies) > 1:
            box = self._bodies.pop()
            if box.begun():
                box.end_paragraph()
            self._bodies[-1].boxes.append(box)
        elif ended.place == "fldrslt" and self._link:
            start, url = self._link.pop()
            self._bodies[-1].link(start, url)

    def _put_bytes(self, token: Token) -> None:
        data = token.data
        self._fresh = False
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        if self._state.place != "skip":
            self._bytes += data

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        codec = self._fonts.get(self._state.font if self._state.font is not None else -1, self._codec)
        if codec == _SYMBOL:
            if data.isascii() and self._state.place not in _NUMBERS:
                self._put(data.decode("ascii"))
            return
        if codec not in _WIDE and self._codec in _WIDE:
            codec = self._codec
        self._put(data.decode(codec, "replace"))

    def _put(self, text: str) -> None:
        state, body = self._state, self._bodies[-1]
        if state.place == "fldinst":
            self._code.append(text)
        elif state.place == "stylesheet":
            self._name.append(text)
        elif state.place in _NUMBERS:
            body.number.append(text)
        elif state.place not in ("skip", "fonttbl") and not state.hidden and not state.deleted:
            body.parts.append(text)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _word(self, name: str, value: int | None) -> None:
        if self._fresh and self._destination(name):
            return
        state = self._state
        if name == "u" and value is not None:
            self._put(chr(value & 0xFFFF))
            self._skip = state.unicode_skip
        elif name == "uc":
            state.unicode_skip = max(0, min(value or 0, 100))
        elif name == "f":
            state.font = value
        elif name == "fcharset" and state.place == "fonttbl" and state.font is not None:
            self._fonts[state.font] = _SYMBOL if value == 2 else _CHARSETS.get(value or 0, self._codec)
        elif name == "cpg" and state.place == "fonttbl" and state.font is not None:
            self._fonts[state.font] = _codec(value)
        elif name == "v":
            state.hidden = value != 0
        elif name == "deleted":
            state.deleted = value != 0
        elif name == "plain":
            state.hidden = state.deleted = False
            state.font = None
        elif name in _CHARACTERS:
            self._put(_CHARACTERS[name])
        elif name == "s" and state.place == "stylesheet":
            self._number = value or 0
        elif name in _LAYOUT_WORDS and state.place not in _OWN_LAYOUT:
            self._layout_word(name, value)

    def _destination(self, name: str) -> bool:
        """Whether a word at a group's start says what the group is for."""
        state = self._state
        if state.place == "skip" and name not in ("ud", *_BOXES):
            return True
        if name in ("fonttbl", "stylesheet", "fldinst", "fldrslt", *_NUMBERS, *_BOXES):
            state.place, state.own = name, True
            if name in _BOXES:
                self._bodies.append(Body(self._styles))
            elif name == "fldinst":
                self._code = []
            elif name == "fldrslt":
                found = _ADDRESS.match("".join(self._code)[:2100])
                self._link.append((self._bodies[-1].size(), found[1] if found else ""))
                self._code = []
            return True
        if name in _SKIP or (self._starred and name not in _READ and state.place != "stylesheet"):
            state.place = "skip"
            return True
        if name == "ud":
            state.place = "text"
        return name in _READ

    def _layout_word(self, name: str, value: int | None) -> None:
        """Pass a word about paragraphs on, unless a change or hiding took the paragraph's end away."""
        if name not in _LINE_WORDS or not (self._state.deleted or self._state.hidden):
            self._bodies[-1].word(name, value)


def _code_page(head: bytes) -> str:
    found = re.search(rb"\\ansicpg(\d{1,5})", head)
    return _codec(int(found[1]) if found else 936)


def _codec(page: int | None) -> str:
    """Return the codec of a Windows code page; GB18030, the corpus's own, where it is unknown."""
    if page in (936, 54936, 20936, None, 0):
        return "gb18030"
    if page == 950:
        return "big5hkscs"
    if page == 65001:
        return "utf-8"
    try:
        "".encode(name := f"cp{page}")
    except LookupError:
        return "gb18030"
    return name
