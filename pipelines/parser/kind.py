"""What a document is: a school's disclosure report, or one of its false friends."""

import re

from pipelines.parser.model import Kind, Section
from pipelines.parser.view import Document
from pipelines.parser.vocab import load

_K = load("kinds")
_T = {k: re.compile(v) for k, v in _K["titles"].items()}
_B = {k: re.compile(v) for k, v in _K["bodies"].items()}
# A report says something: the shortest real ones have some 600 characters.
_SHORT = 500


def judge(
    doc: Document,
    title: str | None,
    headline: str | None,
    sections: list[Section],
    school: str | None,
    sub_unit: bool,
    addressed: bool,
) -> Kind:
    """The kind of a document, from its title, outline and body (folded text).

    `title` is a disclosure report's, `headline` whatever the first lines say above
    it, `addressed` whether an authority is saluted;
    a title decides only what the body bears out.
    """
    text = doc.squeezed.text
    codes = {s.code for s in sections} - {"extra"}
    called = title or headline
    if sub_unit or _is_government(text, called, school) or (called and _T["partial"].search(called)):
        return Kind.OTHER_REPORT
    outlined = len(codes & {"on_request", "proactive", "complaints", "evaluation"}) >= 2
    if headline and (kind := _by_headline(headline, text)):
        if kind is Kind.NOTICE and addressed:
            # A letter to the authority that only sends the report along.
            kind = Kind.COVER
        # A menu's words above a whole outline, or above a title, decide nothing.
        if len(codes) < 4 and (not title or _T["notice"].search(headline)):
            return kind
        if not title and kind is Kind.NOTICE and _B["notice"].search(text):
            return kind
    if outlined and len(codes) >= 3 and "公开" in text:
        return Kind.ANNUAL_REPORT
    if _is_inventory(text, headline):
        return Kind.INVENTORY
    return _titled(text, sections) if title else _untitled(text, headline)


def _untitled(text: str, headline: str | None) -> Kind:
    """A body without outline or title of its own."""
    if headline and _T["report"].search(headline) and len(text) < _SHORT:
        return Kind.COVER
    if not headline and _B["notice"].search(text[:1500]) and "年度报告" in text and "通知" in text:
        return Kind.NOTICE
    if "信息公开" in text and _B["news"].search(text) and re.search("报告|年报", text):
        return Kind.NOTICE
    return Kind.OTHER


def _by_headline(headline: str, text: str) -> Kind | None:
    if _T["notice"].search(headline):
        return Kind.NOTICE if "公开" in headline else Kind.OTHER
    if _T["report"].search(headline):
        return None
    if _T["inventory"].search(headline):
        return Kind.INVENTORY if _is_inventory(text, headline) else Kind.OTHER
    if _T["rules"].search(headline):
        return Kind.OTHER
    if _T["other_report"].search(headline):
        return Kind.OTHER_REPORT
    if _T["news"].search(headline) and "信息公开" in text and "报告" in text:
        return Kind.NOTICE
    return None


def _titled(text: str, sections: list[Section]) -> Kind:
    """A disclosure report's title over a body without the usual outline."""
    said = len(re.sub(r"\s", "", text))
    if said < _SHORT:
        return Kind.COVER
    if sections or re.search("主动公开|依申请公开", text):
        return Kind.ANNUAL_REPORT
    return Kind.COVER if said < 2 * _SHORT and _B["cover"].search(text) else Kind.OTHER


def _is_government(text: str, title: str | None, school: str | None) -> bool:
    """Whether the report is a government body's: its title or its wording, no school's."""
    if school:
        return False
    if title and _T["government"].search(title) and "公开" in title:
        return True
    own = len(_B["government"].findall(text))
    return own >= 5 and own * 2 > len(_B["disclosure"].findall(text))


def _is_inventory(text: str, headline: str | None) -> bool:
    """The ministry's list on its own: its columns or its numbered items."""
    if "清单" not in text[:400] and not (headline and "清单" in headline):
        return False
    items = len(set(re.findall(r"\(([1-9]|[1-4]\d|50)\)", text)))
    columns = len(re.findall("序号|类别|公开事项|公开网址|责任部门|责任单位|负责部门", text[:1500]))
    return items >= 15 or (columns >= 2 and items + len(re.findall("https?:", text)) >= 5) or columns >= 3
