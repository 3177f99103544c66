"""The report's own title: one line or several, before the first section."""

import re
from dataclasses import dataclass

from pipelines.parser.view import Document, Line, Span
from pipelines.parser.vocab import load

_T = load("header")["title"]
_SUBJECT = re.compile(_T["subject"])
_BRACKET = re.compile(f"(?:{_T['bracket']})$")
_ENDS = re.compile(_T["ends"])
_PART = re.compile(_T["part"])
_NEVER = re.compile(_T["never"])
# Sentence marks: no title has them.
_SENTENCE = re.compile(r"[。;!?]|[:,](?!\d)")
_NUMBER = re.compile(r"[〔\[(【]?\d{4}[〕\])】]?第?\d{1,4}号\)?$")
_DATED = re.compile(r"(?:20\d\d|二[〇零O][一-龥〇]{2})年.{1,3}月.{1,3}[日号]\)?$")
# The announced parts of a report, not its title.
_LISTED = re.compile("[、,;][^、,;]{2,30}[、,;][^、,;]{2,30}[、,;]")
_LONGEST, _SHORTEST, _LINES = 80, 8, 4
_PERIOD = re.compile(r"20\d\d年?[-~至/]20\d\d")
_PERIOD_LINE = re.compile(r"\(?20\d\d年?(?:[-~至/]20\d\d)?(?:年?学年度?|年度|年)\)?")
_OWN = re.compile(r"大学|学院|学校")
_TYPES = re.compile(
    r"(?:报告|年报|通知|办法|细则|函|意见|公告|公示|通报|简章|指南|清单|一览表|情况表|条例|规定|方案|要点|目录|预算|决算|表)"
    r"(?:\(.{1,20}\))?$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its evidence; `lines` is how many lines it takes."""

    text: str
    span: Span
    lines: int = 1


def read_title(doc: Document, before: int) -> Title | None:
    """The disclosure report's title in the text before an offset.

    A covering letter's own title gives way to that of the report attached to
    it, so the last different one counts.
    """
    lines = [line for line in doc.lines if line.start < before][:120]
    found: list[Title] = []
    i = 0
    while i < len(lines):
        title = None if _inside_quote(doc, lines[i].start) else _title_at(doc, lines, i)
        if title is None:
            i += 1
            continue
        if all(title.text != t.text for t in found):
            found.append(title)
        i += title.lines
    return found[-1] if found else None


def headline(doc: Document, before: int) -> Title | None:
    """What a document calls itself in its first lines above an offset, whatever kind it is."""
    for line in doc.lines[:12]:
        if line.start >= before:
            break
        text = line.squeezed
        if 5 <= len(text) <= _LONGEST and not _SENTENCE.search(text) and _TYPES.search(text):
            span = (line.start, line.end)
            return Title(doc.value(span), span)
    return None


def is_title(text: str) -> bool:
    """Whether folded text without white space can be the report's whole title."""
    text = text.strip("【】")
    bare = _BRACKET.sub("", text)
    return bool(
        _SHORTEST <= len(text) <= _LONGEST
        and _ENDS.search(bare)
        and _SUBJECT.search(bare)
        and not _NEVER.search(text)
        and not _SENTENCE.search(text)
        and not _LISTED.search(text)
        and _closed(text)
        and not text.startswith("《")
    )


def _inside_quote(doc: Document, at: int) -> bool:
    """Whether a 《 before an offset is still open: a cited title broken over lines."""
    opened = doc.folded.rfind("《", max(0, at - 120), at)
    return opened >= 0 and doc.folded.find("》", opened, at) < 0


def _closed(text: str) -> bool:
    """Whether every 《 is closed, and no 》 stands before its 《: else it is a piece of a sentence."""
    depth = 0
    for c in text:
        depth += (c == "《") - (c == "》")
        if depth < 0:
            return False
    return depth == 0


def _title_at(doc: Document, lines: list[Line], i: int) -> Title | None:
    """The longest title that begins at line i."""
    best: Title | None = None
    joined = ""
    for n, line in enumerate(lines[i : i + _LINES], 1):
        text = line.squeezed if len(line.text) <= 200 else ""
        if n == 1 and len(line.text) > _LONGEST:
            return _run_in(doc, line)
        if not text or len(joined) + len(text) > _LONGEST or _SENTENCE.search(text):
            break
        if n > 1 and is_title(text) and _OWN.search(joined) and _OWN.search(text):
            # A title of its own, not the end of what stands above it.
            break
        if n > 1 and text.startswith(joined):
            break  # a letterhead, which the title then repeats
        joined += text
        if is_title(joined) or (best and n == best.lines + 1 and _PERIOD_LINE.fullmatch(text)):
            span = (lines[i].start + joined.startswith("【"), line.end - joined.endswith("】"))
            best = Title(doc.value(span), span, n)
        if not _continues(text, joined, best):
            break
    return best


def _continues(text: str, joined: str, best: Title | None) -> bool:
    """Whether the next line may still belong to a title."""
    if best is not None:
        # Only the period in brackets follows a title that is complete.
        return not _BRACKET.search(joined) and not _PERIOD.search(joined)
    if _NEVER.search(text) or _NUMBER.search(text) or text.endswith(("文件", "网", "网站")):
        return False
    if _DATED.search(text):
        return False  # a covering letter's date
    return len(text) <= 45 and bool(_PART.search(text))


def _run_in(doc: Document, line: Line) -> Title | None:
    """A title with its text on the same line, a gap between the two."""
    for m in re.finditer(r"\s+", line.text[: _LONGEST * 2]):
        text = "".join(line.text[: m.start()].split())
        if is_title(text):
            span = (line.start, line.start + m.start())
            return Title(doc.value(span), span)
    return None
