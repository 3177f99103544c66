"""Whom a report names for questions about itself, and where it says it lives."""

import re
from collections.abc import Iterator

from pipelines.parser.model import Contact
from pipelines.parser.view import Span, Squeezed
from pipelines.parser.vocab import alternation, load

_C = load("header")["contact"]
_P = load("header")["portal"]
_ASK = re.compile(_C["ask"])
_ABOUT = re.compile(_C["about"])
_INNER = re.compile(_C["inner"])
_FOREIGN = re.compile(_C["foreign"])
_LABELS: dict[str, list[str]] = _C["labels"]
_ANY = alternation([w for words in _LABELS.values() for w in words])
_LABELLED = re.compile(_ANY)
_LABEL = {key: alternation(words) for key, words in _LABELS.items()}
_STOP = re.compile("[。\n]")
# A postcode may follow its address in bare brackets; a bracket inside it is closed.
_VALUE_ENDS = rf"(?=\(\d{{6}}\)|[,。;\n)]|[、(]?\s?(?:{_ANY})|$)"
_ADDRESS = re.compile(rf"{_LABEL['address']}\s?(?:[:为是在]\s*)([^,。;\n]{{4,60}}?){_VALUE_ENDS}")
_POSTCODE = re.compile(rf"{_LABEL['postcode']}\s?[:为是]?\s*(\d{{6}})(?!\d)")
_OFFICE_LABELLED = re.compile(rf"{_LABEL['office']}\s?[:为是]\s*([^,。;\n]{{3,36}}?){_VALUE_ENDS}")
PHONE = re.compile(
    r"(?:\(\s?0\d{2,3}\s?\)|(?<!\d)(?:\+?86[- ]?)?0\d{2,3})\s?[- ]{0,3}\s?(?:\d{7,8}|\d{3,4} \d{4})(?!\d)"
    r"(?:[-转]\d{1,5})?"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d-])[2-9]\d{6,7}(?!\d)(?:-\d{1,5})?|400-?\d{3,4}-?\d{3,4}"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:@|#|\(at\)|\[at\])[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4}"
)
_CODE = re.compile(r"\((\d{6})\)")
# Behind the office, in brackets with the postcode: (大学路1号主楼210室,邮编450052).
_UNLABELLED = re.compile(
    rf"\(([\u4e00-\u9fff]{{2,24}}\d[^,。;:()\n]{{0,30}}?[号室楼层座]),\s?{_LABEL['postcode']}"
)
_HOSTS = r"(?:edu\.cn|edu|cn|com|net|org)"
_PATH = r"(?:/[A-Za-z0-9._~:/?#!$&*+=%-]{0,150})?"
_URL = re.compile(
    # One that the end of a line broke in its host comes first.
    rf"https?:/{{0,2}}(?!\d)(?![A-Za-z0-9.-]{{0,100}}\.{_HOSTS} )[A-Za-z0-9.-]{{0,100}} "
    rf"(?!www\.)[A-Za-z0-9.-]{{0,60}}\.{_HOSTS}{_PATH}(?![\w.-])"
    r"|https?:/{1,2}[A-Za-z0-9._~:/?#@!$&*+=%-]{4,200}"
    rf"|(?<![\w.@/-])(?:[A-Za-z0-9-]{{1,40}}\.){{1,4}}{_HOSTS}{_PATH}"
)
_LATIN = re.compile(r"[!-~]{4,}(?: [!-~]{2,}){0,8}")
_OFFICE = re.compile(
    rf"(?:请?(?:与|同|和)|联系|请?(?:向|致电|致函|询)|请联系|咨询|(?:联系单位|联系部门)[:为是]?)"
    rf"([一-龥()]{{2,36}}?{_C['office']}(?:[、和][一-龥]{{2,16}}?{_C['office']})?)(?=[联咨反询进取垂提索,。;:]|\((?![一-龥]{{2,6}}\)[一-龥])|来|获|查|$|电话)"
)
_SITE = re.compile(_P["site"])
_ENDS = ("(", ":", ",", "网址", "地址", "为", "是")
_NAMED = re.compile(rf"{_P['site']}\s?{alternation(_ENDS)}{{1,4}}$")
_READS = re.compile(_P["reads"])


def read_contact(
    sq: Squeezed, places: list[tuple[int, int]], inner: list[tuple[int, int]]
) -> tuple[Contact, dict[str, Span]]:
    """The contact in the first of several stretches of the squeezed text that has one.

    A stretch counts where it asks for questions or has the labels of an address;
    the `inner` ones, of sections, only where they ask about the report. Values keep
    their printed form.
    """
    for start, end in places:
        for a, b in _passages(sq.text, start, end):
            if (start, end) in inner and not _INNER.search(sq.text, a, b):
                continue
            contact, spans = _read(sq, a, b)
            reached = contact.phone or contact.email or contact.address
            if reached or (contact.office and _ABOUT.search(sq.text, a, b)):
                return contact, spans
    return Contact(), {}


def read_portal(sq: Squeezed, start: int, end: int, own: int) -> tuple[str, Span] | None:
    """The address that the text gives for its own disclosure site.

    Up to the index `own` the report speaks of itself; behind it only an address
    that directly follows the site's name counts.
    """
    second: tuple[str, Span] | None = None
    for m in _urls(sq.text, start, end):
        near = sq.text[max(start, m.start() - 40) : m.start()]
        if m.start() >= own and not near.rstrip().endswith(_ENDS):
            continue
        raw = m.group().rstrip(".:?,;!&-")
        found = (raw.replace(" ", ""), sq.span(m.start(), m.start() + len(raw)))
        if _SITE.search(near) if m.start() < own else _NAMED.search(near):
            return found
        if m.start() < own and second is None and _reads(sq.text, near, m.end()) and "邮" not in near[-8:]:
            second = found
    return second


def _urls(text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
    for run in _LATIN.finditer(text, start, end):
        yield from _URL.finditer(text, *run.span())


def _reads(text: str, near: str, end: int) -> bool:
    """Whether an address is where disclosed matter is read, a few words before or behind."""
    about = near + text[end : end + 14]
    return "公开" in about and bool(_READS.search(about))


def _passages(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that speak of contact: from the asking word to where labels stop."""
    at = start
    while at < end:
        asked = _ASK.search(text, at, end)
        labelled = _LABELLED.search(text, at, end)
        hits = [m.start() for m in (asked, labelled) if m]
        if not hits:
            return
        first = min(hits)
        sentence = max(text.rfind(c, start, first) for c in "。\n") + 1
        a = max(start, sentence)
        b = _passage_end(text, first, end)
        if PHONE.search(text, a, b) or _EMAIL.search(text, a, b) or _OFFICE.search(text, a, b):
            yield a, b
        at = max(b, first + 1)


def _passage_end(text: str, first: int, end: int) -> int:
    """A sentence's end; the next sentences too while they go on with labels."""
    at = first
    for _ in range(8):
        stop = _STOP.search(text, at, min(end, at + 240))
        if not stop:
            return min(end, at + 240)
        follow = _LABELLED.search(text, stop.end(), min(end, stop.end() + 14))
        if not follow:
            return stop.start()
        at = stop.end()
    return at


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """An address with the bracket that it opens."""
    opened = text.count("(", start, end) > text.count(")", start, end)
    return start, end + (opened and text[end : end + 1] == ")")


def _read(sq: Squeezed, a: int, b: int) -> tuple[Contact, dict[str, Span]]:
    text = sq.text
    contact, spans = Contact(), {}

    def keep(key: str, start: int, end: int) -> None:
        value = text[start:end].strip()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if value and getattr(contact, key) is None:
            setattr(contact, key, value)
            spans[key] = sq.span(start, start + len(value))

    for m in _ADDRESS.finditer(text, a, b):
        keep("address", *_closed(text, *m.span(1)))
        if code := _CODE.match(text, m.end(1)):
            keep("postcode", *code.span(1))
    if m3 := _UNLABELLED.search(text, a, b):
        keep("address", *m3.span(1))
    for m in _POSTCODE.finditer(text, a, b):
        keep("postcode", *m.span(1))
    for m in _OFFICE_LABELLED.finditer(text, a, b):
        keep("office", *m.span(1))
    if m2 := _OFFICE.search(text, a, b):
        keep("office", *m2.span(1))
    for m in _EMAIL.finditer(text, a, b):
        keep("email", *m.span())
    for m in PHONE.finditer(text, a, b):
        before = re.split("[,。;\n]", text[max(a, m.start() - 14) : m.start()])[-1]
        if not _FOREIGN.search(before) and "传真" not in before[-6:] and "编" not in before[-3:]:
            keep("phone", *m.span())
    return contact, spans
