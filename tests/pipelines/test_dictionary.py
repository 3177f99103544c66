"""The data dictionary: generated, committed as generated, and without a gap."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from pipelines.dictionary import CHINESE, ENGLISH, FILES, facts, page
from pipelines.outcomes import LABELS_ZH, DocumentOutcome, SiteOutcome
from pipelines.parser import Kind, parse, vocab
from pipelines.parser.outline.headings import ORDER
from pipelines.store.models import Base
from pipelines.store.records import POINTS
from pipelines.store.renditions import IMAGES
from tests.support import ROOT
from xxgk_spiders.discovery.model import Carrier

CODES = {codes.name: codes for codes in facts.code_sets()}
WARNED = {warned.code for warned in facts.warnings()}
EXTRACTED = {warned.code for warned in facts.warnings("extraction")}
HAN = re.compile("[一-龥]")


@pytest.mark.parametrize("name", FILES)
def test_the_committed_page_is_the_generated_one(name: str) -> None:
    """Else: xxgk dictionary --out docs."""
    assert (ROOT / "docs" / name).read_text("utf-8") == page(FILES[name])


def test_every_column_is_on_both_pages() -> None:
    for language in (ENGLISH, CHINESE):
        lines = page(language).splitlines()
        for table in Base.metadata.tables.values():
            start = lines.index(f"### `{table.name}`")
            rows = []
            for line in lines[start + 4 :]:
                if not line.startswith("|"):
                    break
                rows.append(line)
            assert len(rows) == len(table.columns) + 2
            assert all(f"| `{column.name}` |" in "\n".join(rows) for column in table.columns)


def test_every_description_is_in_its_language() -> None:
    pairs = [
        *((name, codes.about) for name, codes in CODES.items()),
        *((f"{n}.{code}", about) for n, codes in CODES.items() for code, about in codes.codes.items()),
        *((warned.code, warned.about) for of in ("warning", "extraction") for warned in facts.warnings(of)),
        *((table.name, about) for table, about in facts.tables()),
    ]
    brands = {"channel.weibo", "channel.app"}
    for name, about in pairs:
        assert re.search("[A-Za-z]", about.english), name
        assert HAN.search(about.chinese) or name in brands, name


def test_a_bar_does_not_break_a_row() -> None:
    for language in (ENGLISH, CHINESE):
        for line in page(language).splitlines():
            if line.startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4), line


def test_every_field_of_the_object_has_its_column() -> None:
    fields = {field.path: field.column for field in facts.object_fields()}
    assert fields["requests.by_channel.email"] == "parse.requests_by_email"
    assert fields["inventory[].url"] == "inventory_item.url"
    assert [path for path, column in fields.items() if column is None] == ["schema"]
    for path, column in fields.items():
        if column is not None:
            table, _, name = column.partition(".")
            assert name in Base.metadata.tables[table].columns, path


def test_the_columns_that_a_set_names_are_there() -> None:
    for codes in CODES.values():
        for column in codes.columns:
            table, _, name = column.partition(".")
            assert name in Base.metadata.tables[table].columns


def test_the_program_s_codes() -> None:
    assert list(CODES["kind"].codes) == list(Kind)
    assert list(CODES["section"].codes) == [*ORDER, "extra", "preamble"]
    assert list(CODES["point_kind"].codes) == list(POINTS.values())
    assert list(CODES["site_outcome"].codes) == list(SiteOutcome)
    assert list(CODES["document_outcome"].codes) == list(DocumentOutcome)
    assert {*get_args(Carrier), IMAGES} <= set(CODES["carrier"].codes)
    for name in ("site_outcome", "document_outcome"):
        for code, about in CODES[name].codes.items():
            assert about.chinese == LABELS_ZH[code]


def _values(table: Any, key: str) -> Iterator[str]:
    """Give every value of a key, wherever in a table it stands."""
    if isinstance(table, dict):
        for name, value in table.items():
            if name == key and isinstance(value, str):
                yield value
            yield from _values(value, key)
    elif isinstance(table, list):
        for value in table:
            yield from _values(value, key)


def test_the_vocabulary_s_codes() -> None:
    channels = {code for code in _values(vocab.load("channels"), "code") if code}
    measures = set(_values(vocab.load("measures"), "measure"))
    assert channels <= set(CODES["channel"].codes)
    assert measures <= set(CODES["measure"].codes)
    assert len(channels) > 20
    assert len(measures) > 15


TEXTS = sorted((ROOT / "tests" / "accuracy" / "reports").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_the_parser_says_of_a_report_is_described(path: Path) -> None:
    record = parse(path.read_text("utf-8")).to_dict()
    assert record["kind"] in CODES["kind"].codes
    for figure in record["figures"]:
        assert figure["channel"] is None or figure["channel"] in CODES["channel"].codes
        assert figure["measure"] in CODES["measure"].codes
        assert figure["qualifier"] in CODES["qualifier"].codes
        assert figure["section"] in CODES["section"].codes
    assert {code.partition(":")[0] for code in record["warnings"]} <= WARNED


WHOLE = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
WITH_VALUES = re.compile(r"([a-z]+(?:_[a-z0-9]+)*):(?![/ ])")


def _heads(node: ast.AST) -> Iterator[tuple[str, bool]]:
    """Give the text that an expression begins with, and whether more follows."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.JoinedStr) and node.values:
        yield from ((text, True) for text, _ in _heads(node.values[0]))
    elif isinstance(node, ast.BinOp):
        yield from ((text, True) for text, _ in _heads(node.left))
    elif isinstance(node, ast.IfExp):
        yield from _heads(node.body)
        yield from _heads(node.orelse)


def _said(node: ast.AST, source: str) -> Iterator[ast.AST]:
    """Give what a call, a list or a yield hands on as a warning, or may."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("warn", "append") and "warn" in (
            ast.get_source_segment(source, node.func) or ""
        ):
            yield from node.args
    elif isinstance(node, ast.Yield) and node.value is not None and "warning" in source.split('"""')[1]:
        yield node.value
    elif (
        isinstance(node, ast.Assign | ast.AugAssign | ast.Return)
        and node.value is not None
        and "warn" in (ast.get_source_segment(source, node) or "")
    ):
        for part in ast.walk(node.value):
            yield from part.elts if isinstance(part, ast.List) else ()


def warned_in(folder: str) -> set[str]:
    """The codes of warnings in the sources: handed on as such, or followed by values."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.JoinedStr):
                found |= {match[1] for text, _ in _heads(node) if (match := WITH_VALUES.match(text))}
            for said in _said(node, source):
                for text, more in _heads(said):
                    if (match := WITH_VALUES.match(text)) or (not more and (match := WHOLE.fullmatch(text))):
                        found.add(match[match.lastindex or 0])
    return found


def test_every_warning_is_described() -> None:
    said = warned_in("pipelines/parser")
    assert {"title_missing", "section_missing", "period_inferred", "sum_mismatch"} <= said
    assert said - WARNED == set()
    said = warned_in("pipelines/extract")
    assert "pages_cut" in said
    assert said - EXTRACTED == set()


@pytest.mark.parametrize(("folder", "codes"), [("parser", WARNED), ("extract", EXTRACTED)])
def test_no_warning_is_described_that_nothing_gives(folder: str, codes: set[str]) -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "pipelines" / folder).rglob("*.py"))
    assert {code for code in codes if f'"{code}' not in source} == set()
