"""落款, 主送机关 and 发文字号: the formal lines around a report."""

import re
from datetime import date

from pipelines.parser.header.basis import NUMBER, normalise_number
from pipelines.parser.numbers import DAY, read_day
from pipelines.parser.view import Document, Line, Span
from pipelines.parser.vocab import load

_H = load("header")
_BODY = re.compile(_H["signature"]["body"])
_ADDRESSEE = re.compile(_H["addressee"]["ends"])
_NUMBER_LINE = re.compile(
    rf"(?:(?:发文字号|文号|文件编号|发文号)[:]?)?(?:\()?({NUMBER})(?:\))?(?:\s*签发人.{{0,12}})?"
)
_SEAL = re.compile(r"\((?:公章|盖章|印章|章)\)$")
_LAST_LINES = 1500

Found = tuple[str, Span]


def read_number(doc: Document, before: int) -> Found | None:
    """The report's own document number: a line of its own above the sections."""
    for line in doc.lines[:30]:
        if line.start >= before:
            break
        text = line.text
        if len(text) > 60:
            continue
        squeezed = line.squeezed
        m = _NUMBER_LINE.fullmatch(squeezed)
        if m and "令" not in m[1]:
            return normalise_number(m[1]), (line.start, line.end)
    return None


def read_addressee(doc: Document, before: int) -> Found | None:
    """The body a letter is sent to: a salutation that ends in a colon."""
    for line in doc.lines[:60]:
        if line.start >= before:
            break
        text = line.squeezed if len(line.text) <= 60 else ""
        name = text.rstrip(":")
        if (
            name != text
            and 3 <= len(name) <= 30
            and _ADDRESSEE.search(name)
            and not re.search(r"[,。;(《\d]|联系|报送", name)
        ):
            span = (line.start, line.end - 1)
            return doc.value(span).rstrip(":："), span
    return None


def read_signature(
    doc: Document, after: int, schools: set[str], before: int | None = None
) -> tuple[Found | None, tuple[date, Span] | None]:
    """Who signs and when: from the last lines, behind an offset.

    A date alone needs the body above it or the school's; a body alone counts
    only as the very last line. Lists that follow the signature are passed over.
    """
    end = len(doc.folded) if before is None else before
    lines = [line for line in doc.lines if after <= line.start < end]
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        line = lines[i]
        if len(line.text) > 60:
            continue
        m = DAY.search(line.squeezed)
        if not m or line.squeezed[m.end() :].strip(")]。"):
            continue
        when = read_day(m)
        if when is None:
            continue
        same = line.squeezed[: m.start()].strip("(:, ")
        if same:
            name = _body_in(same, schools)
            if name and len(same) <= 40:
                return _found(doc, line, same), (when, _date_span(line, m.group()))
            continue
        body = _above(doc, lines, i, schools) or _below(doc, lines, i, schools)
        if body or i >= len(lines) - 6:
            return body, (when, (line.start, line.end))
    for line in lines[-3:]:
        if line.squeezed in schools:
            return _found(doc, line, line.squeezed), None
    return None, None


def _above(doc: Document, lines: list[Line], i: int, schools: set[str]) -> Found | None:
    if not i or len(lines[i - 1].text) > 50:
        return None
    text = _SEAL.sub("", lines[i - 1].squeezed).strip(":")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    return _found(doc, lines[i - 1], text) if _body_in(text, schools) else None


def _below(doc: Document, lines: list[Line], i: int, schools: set[str]) -> Found | None:
    """The school's name on the last line, under the date."""
    if i != len(lines) - 2 or lines[-1].squeezed not in schools:
        return None
    return _found(doc, lines[-1], lines[-1].squeezed)


def _body_in(text: str, schools: set[str]) -> bool:
    if text in schools:
        return True
    if re.search(r"[,。;、:《》\d]|公开年|网站?$", text):
        return False
    return 4 <= len(text) <= 36 and bool(_BODY.search(text))


def _found(doc: Document, line: Line, text: str) -> Found:
    """The body's name as printed, with the span of its characters on the line."""
    at = 0
    first = last = -1
    for i, c in enumerate(line.text):
        if at < len(text) and c == text[at]:
            first, last, at = (i if first < 0 else first), i, at + 1
        elif first >= 0 and at < len(text) and not c.isspace():
            first, at = -1, 0
    span = (line.start + max(first, 0), line.start + last + 1)
    return doc.value(span), span


def _date_span(line: Line, text: str) -> Span:
    """Where on the line a date stands whose white space was dropped."""
    year = line.text.rfind(text[:4])
    return (line.start + (year if year >= 0 else 0), line.end)
