"""Damaged office files: a text or an outcome with a name, never anything else."""

import io
import zipfile
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import Unreadable, extract
from pipelines.extract.office.ole import CompoundFile
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import office_source, word_source
from tests.pipelines.extract.libreoffice import converted
from tests.pipelines.extract.ole_maker import compound, word95
from tests.pipelines.extract.test_extract_outcomes import readable_or_named

KINDS = ("doc", "rtf", "odt", "fodt", "xls", "xlsx", "ods", "ppt", "pptx", "word95")


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own readers have to cope."""
    monkeypatch.setenv("XXGK_OFFICE", "0")
    from pipelines.extract.office import program as office  # noqa: PLC0415

    office.program.cache_clear()


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    texts = {to: converted(office_source.REPORT, "docx", to) for to in ("doc", "rtf", "odt", "fodt")}
    sheets = {to: converted(office_source.WORKBOOK, "fods", to) for to in ("xls", "xlsx", "ods")}
    shows = {to: converted(office_source.SHOW, "fodp", to) for to in ("ppt", "pptx")}
    return texts | sheets | shows | {"word95": word95([("一、概述", ""), ("甲", "cell"), ("", "row")])}


def repacked(data: bytes, damage: bytes, place: float) -> bytes:
    """A package one of whose parts is damaged inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = names[int(place * len(names)) % len(names)]
        for name in names:
            body = bytearray(old.read(name))
            if name == chosen:
                at = int(place * 7919 * len(body)) % (len(body) + 1)
                body[at : at + len(damage)] = damage
            new.writestr(name, bytes(body))
    return out.getvalue()


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.floats(0, 1),
    st.lists(
        st.tuples(
            st.floats(0, 0.999), st.one_of(st.binary(min_size=1, max_size=8), st.just(b"\xff\xff\xff\xff"))
        ),
        max_size=12,
    ),
)
def test_damage(kind: str, keep: float, changes: list[tuple[float, bytes]]) -> None:
    data = files()[kind]
    damaged = bytearray(data if keep > 0.5 else data[: int(len(data) * keep * 2)])
    for place, patch in changes:
        at = int(place * len(damaged))
        damaged[at : at + len(patch)] = patch
    readable_or_named(bytes(damaged))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(("odt", "xlsx", "ods", "pptx")), st.binary(min_size=1, max_size=12), st.floats(0, 0.999)
)
def test_damage_inside_packages(kind: str, damage: bytes, place: float) -> None:
    readable_or_named(repacked(files()[kind], damage, place))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=1500))
def test_any_bytes_as_a_stream_or_a_document(body: bytes) -> None:
    for name in ("WordDocument", "Workbook", "PowerPoint Document"):
        readable_or_named(compound({name: body}))
    readable_or_named(compound({"WordDocument": b"\xec\xa5\xc1\0" + body, "0Table": body}))
    readable_or_named(b"{\\rtf1 " + body)
    readable_or_named(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n" + body)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="{}\\'*parucell0123 f公\n-", max_size=400))
def test_any_rich_text(body: str) -> None:
    readable_or_named(b"{\\rtf1" + body.encode("gb18030"))


@pytest.mark.parametrize("kind", ["odt", "xlsx", "pptx", "docx"])
def test_member_names_are_never_paths(kind: str) -> None:
    data = office_source.REPORT if kind == "docx" else files()[kind]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("../../etc/passwd", "x")
        new.writestr("word/vbaProject.bin", b"macro")
    assert extract(out.getvalue()).text == extract(data).text


@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_packages_with_a_password(kind: str) -> None:
    data = compound({"EncryptedPackage": b"\0" * 5000, "EncryptionInfo": b"\4\0"})
    with pytest.raises(Unreadable) as caught:
        extract(data, name=f"a.{kind}")
    assert caught.value.outcome is DocumentOutcome.ENCRYPTED


def test_deep_nesting() -> None:
    deep = "{" * 5000 + "公开" + "}" * 5000
    readable_or_named(b"{\\rtf1 " + deep.encode("gbk") + b"}")
    table = word_source.p("芯")
    for _ in range(60):
        table = word_source.table([100, 100], [[(table + word_source.p("外"), 1, ""), ("", 1, "")]])
    readable_or_named(word_source.document(table))


def hostile(**numbers: int) -> bytes:
    """A compound file whose stream is a chain that never ends, with other numbers in these places."""
    data = bytearray(compound({"Workbook": bytes(8000), "B": b""}))
    places = {"fats": 44, "difat": 68, "difats": 72, "mini": 60, "minis": 64, "table": 76}
    directory, table = (512 * (1 + int.from_bytes(data[at : at + 4], "little")) for at in (48, 76))
    places |= {"root_start": directory + 116, "root_size": directory + 120, "child": directory + 76}
    # Entry 1 is the small stream, entry 2 the workbook, in the first sectors.
    places |= {"left": directory + 2 * 128 + 68, "size": directory + 2 * 128 + 120, "loop": table}
    for name, number in {"loop": 0, "size": 0xFFFFFF00, **numbers}.items():
        data[places[name] : places[name] + 4] = number.to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"size": 100, "root_size": 0xFFFFFFFF, "root_start": 0, "minis": 0xFFFFFFFF, "mini": 0},
        {"difats": 0xFFFFFFFF, "difat": 0},
        {"difats": 0xFFFFFFFF // 127, "difat": 0, "fats": 0xFFFFFFFF},
        {"left": 1},
        {"child": 77},
        {"table": 7777},
    ],
)
def test_sizes_and_loops_of_compound_files_cost_no_more_than_the_file(numbers: dict[str, int]) -> None:
    data = hostile(**numbers)
    readable_or_named(data)
    try:
        file = CompoundFile(data)
    except Unreadable:
        return
    for name in file.names():
        assert len(file.read(name) or b"") <= len(data)


def test_a_compound_file_of_very_many_entries() -> None:
    data = compound({f"{i:05}": b"" for i in range(1200)})
    with pytest.raises(Unreadable) as caught:
        extract(data)
    assert caught.value.outcome is DocumentOutcome.BROKEN


def test_works_documents_are_named() -> None:
    with pytest.raises(Unreadable, match="LibreOffice") as caught:
        extract(compound({"MatOST": b"x", "CONTENTS": b"CHNKWKS"}))
    assert caught.value.outcome is DocumentOutcome.UNSUPPORTED
