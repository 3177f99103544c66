"""Whatever the text: an object, offsets within the text, spans that say what was read."""

# ruff: noqa: E501 - the samples are one a line

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parser import SCHEMA, Context, Report, Roster, parse
from pipelines.parser.view import Document, fold
from tests.pipelines.parser.samples import report

REPORTS = sorted((Path(__file__).parents[2] / "accuracy" / "reports").glob("*.txt"))
KEYS = {
    "schema", "kind", "school", "title", "period", "document_number", "addressee", "signed_by", "signed_on",
    "contact", "portal_url", "legal_basis", "sections", "requests", "complaints", "figures", "practices",
    "problems", "measures", "inventory", "warnings", "evidence",
}  # fmt: skip
PIECES = st.sampled_from(
    [
        "一、概述\n", "二、主动公开情况\n", "（三）", "第一部分 ", "东山大学", "2021-2022学年", "信息公开年度报告\n", "《", "》",
        "教办函〔2014〕23号", "收到申请", "2件", "未", "举报", "电话：010-12345678", "http://x.cn", "2022年9月1日至", "\n", "。",
        "统计时间", "邮箱 a@b.cn", "附件", "目录\n", "- 1 -\n", "\u3000", "省教育厅：\n", "费", "十", "，", "；", "\U0002000b", "\ud800",
        "依申请公开和不予公开情况\n", "经验、问题\n", "评议", "请与校长办公室联系", "（", "）", "0", "九", "均", "公开", "信函",
    ]
)  # fmt: skip
ROSTER = Roster([("东山大学", "4100000001", False)])


def check(text: str, found: Report) -> None:
    """The invariants of any report object."""
    plain = found.to_dict()
    assert set(plain) == KEYS
    assert plain["schema"] == SCHEMA
    json.dumps(plain)
    for start, end in found.evidence.values():
        assert 0 <= start <= end <= len(text)
    for s in found.sections:
        assert 0 <= s.start <= s.body <= s.end <= len(text)
    for a, b in pairwise(found.sections):
        assert a.end == b.start
    if found.sections:
        assert found.sections[-1].end == len(text)
    doc = Document(text)
    for path in ("title", "signed_by", "addressee", "portal_url"):
        value = getattr(found, path)
        if value is not None and path in found.evidence:
            assert squeeze(value) == squeeze(doc.value(found.evidence[path]))
    for key in ("office", "address", "postcode", "phone", "email"):
        value = getattr(found.contact, key)
        if value is not None:
            assert squeeze(value) == squeeze(doc.value(found.evidence[f"contact.{key}"]))


def squeeze(text: str) -> str:
    return "".join(fold(text).split())


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text(text: str) -> None:
    check(text, parse(text, roster=ROSTER, context=Context(text, text or None, "4100000001")))


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_mix_of_what_reports_say(text: str) -> None:
    check(text, parse(text, roster=ROSTER))


@given(st.sampled_from(REPORTS), st.data())
@settings(deadline=None, max_examples=100)
def test_a_report_with_a_piece_torn_out(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    torn = text[:start] + data.draw(PIECES) + text[end:]
    check(torn, parse(torn))


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_evidence_is_complete(path: Path) -> None:
    text = path.read_text("utf-8")
    found = parse(text)
    check(text, found)
    plain = found.to_dict()
    for group in ("requests", "complaints", "contact"):
        for key, value in plain[group].items():
            rows = {f"{key}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {key: value}
            for name, one in rows.items():
                field = f"{group}.{name}"
                assert (one is not None) == (field in found.evidence), field
    for i, basis in enumerate(found.legal_basis):
        start, end = found.evidence[f"legal_basis.{i}"]
        assert squeeze(basis.title).translate(str.maketrans("〈〉", "《》")) == squeeze(
            text[start:end]
        ).translate(str.maketrans("〈〉", "《》"))
    for path_, value in (("school.name", found.school.name), ("period.label", found.period.label)):
        assert value is None or path_ in found.evidence


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    squeezed = Document(text).squeezed
    places = [squeezed.place(i) for i in range(len(squeezed.text))]
    assert all(a < b for a, b in pairwise(places))
    assert [squeezed.index(place) for place in places] == list(range(len(places)))
    for c, i in zip(squeezed.text, places, strict=True):
        assert c == fold(text)[i] or c in " \n"


@pytest.mark.parametrize(
    "unit",
    [
        "一、概述\n",
        "《",
        "收到申请2件，",
        "经验、问题\n",
        "2022年",
        "(",
        "未收到",
        "a ",
        "大学",
        "\n",
        "统计时间2022年9月",
    ],
)
def test_one_piece_repeated_ends(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    check(text, parse(text))


def test_text_without_a_report_keeps_its_spans() -> None:
    text = "\ufeff\u3000" + report(signature="东 山 大 学\n二○二二年十月二十日")
    found = parse(text)
    check(text, found)
    assert found.signed_by == "东山大学"
    assert text[slice(*found.evidence["signed_by"])] == "东 山 大 学"
