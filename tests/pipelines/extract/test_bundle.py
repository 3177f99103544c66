"""Archives: the report is found among its neighbours, bombs and strange names do nothing."""

import gzip
import io
import os
import re
import tarfile
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipelines.extract import Text, Unreadable, extract
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Eye, Render
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.reader import read
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import renderers
from tests.pipelines.extract.archive_maker import Files, by_program, rar4, rar5, zipped
from tests.pipelines.extract.sample import BLOCKS, HEADER, INVENTORY, TITLE, lines_of, squeeze

DOCX = renderers.docx(BLOCKS)
NOTICE = (
    "关于做好2021-2022学年信息公开年度报告编制工作的通知\n各学院、各部门：\n"
    + "请按要求编制信息公开年度报告，于十月十五日前报送学校办公室。" * 12
).encode()
FORM = ("信息公开申请表\n申请人姓名\t联系电话\n" * 30).encode()
TABLE = ("附件：清单事项公开情况表\n" + "\n".join("\t".join(row) for row in [HEADER, *INVENTORY])).encode()
REPORT = "云岭理工学院2021-2022学年信息公开年度报告.docx"
TABLE_NAME = "附件1：高等学校信息公开事项清单.txt"
FILES: Files = {
    "关于报送年度报告的通知.txt": NOTICE,
    "信息公开申请表.txt": FORM,
    f"年报材料/{REPORT}": DOCX,
    f"年报材料/{TABLE_NAME}": TABLE,
    "年报材料/照片.png": b"\x89PNG\r\n\x1a\n broken",
    "__MACOSX/._a.docx": b"\0\x05\x16\x07",
    "年报材料/Thumbs.db": b"\xd0\xcf\x11\xe0 thumbs",
}


def outcome(data: bytes) -> DocumentOutcome:
    with pytest.raises(Unreadable) as caught:
        extract(data)
    return caught.value.outcome


def check(text: Text, kind: str) -> None:
    """The report whole, its table after it, everything else listed."""
    lines = lines_of(text.text)
    assert [block for _, block in BLOCKS if squeeze(block) not in lines] == []
    assert text.format == kind
    assert text.chosen == f"年报材料/{REPORT}"
    assert {m.name for m in text.members} == set(FILES)
    outcomes = {m.name.rpartition("/")[2]: m.outcome.value for m in text.members}
    assert outcomes["Thumbs.db"] == outcomes["._a.docx"] == "not_a_document"
    assert outcomes["信息公开申请表.txt"] == "read"
    table = next(m for m in text.members if m.name.endswith(TABLE_NAME))
    assert text.text[table.start : table.end].split("\n")[1] == "\t".join(HEADER)
    assert table.end == len(text.text)
    assert "各学院、各部门" not in text.text
    assert [text.text[b.start : b.end] for b in text.blocks] == text.text.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_zip_names_of_either_encoding(encoding: str) -> None:
    check(extract(zipped(FILES, encoding)), "zip")
    check(extract(zipped(FILES, encoding, flagged=False)), "zip")


@pytest.mark.parametrize("kind", ["zip", "7z"])
def test_by_the_real_archiver(kind: str, tmp_path: Path) -> None:
    check(extract(by_program(FILES, tmp_path, kind)), kind)


def test_rar_of_both_versions() -> None:
    check(extract(rar4({name.encode("gb18030"): data for name, data in FILES.items()})), "rar")
    check(extract(rar5(FILES)), "rar")


def test_tar_and_gzip() -> None:
    for mode, kind in (("w:gz", "gz"), ("w", "tar")):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
            for name, data in FILES.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        data = out.getvalue()
        check(extract(data), kind)
        assert "members_cut" in extract(data[: len(data) * 3 // 4]).warnings or kind == "tar"
    assert lines_of(extract(gzip.compress(DOCX)).text) >= {squeeze(TITLE)}
    assert outcome(gzip.compress(DOCX)[:500]) is DocumentOutcome.TRUNCATED
    assert outcome(gzip.compress(bytes(600 << 20), 1)) is DocumentOutcome.TOO_LARGE


def test_without_the_program_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for data in (rar5(FILES), b"7z\xbc\xaf\x27\x1c" + bytes(60)):
        with pytest.raises(Unreadable, match="libarchive-tools") as caught:
            extract(data)
        assert caught.value.outcome is DocumentOutcome.UNSUPPORTED
    check(extract(zipped(FILES)), "zip")


def test_names_do_not_decide_alone() -> None:
    """Numbered files: the text says which is the report."""
    files = {"1.txt": NOTICE, "2.docx": DOCX, "3.txt": FORM}
    assert extract(zipped(files)).chosen == "2.docx"


def test_folders_may_be_called_as_in_office_files() -> None:
    assert extract(zipped({f"word/{REPORT}": DOCX, "xl/a.txt": FORM})).chosen == f"word/{REPORT}"


def test_the_same_report_in_two_formats_comes_once() -> None:
    files = {"信息公开年度报告.pdf": renderers.pdf(BLOCKS), "信息公开年度报告.docx": DOCX}
    text = extract(zipped(files))
    assert text.chosen == "信息公开年度报告.docx"
    assert squeeze(text.text).count(squeeze(TITLE)) == 1


def test_a_table_that_the_report_holds_is_not_repeated() -> None:
    files = {REPORT: renderers.docx(BLOCKS, table=True), TABLE_NAME: TABLE}
    text = extract(zipped(files))
    assert text.text.count(INVENTORY[0][2]) == 1


def test_archives_within_archives_to_a_limit(tmp_path: Path) -> None:
    inner = zipped({REPORT: DOCX, "说明.txt": FORM})
    middle = by_program({"年度报告.zip": inner}, tmp_path, "7z")
    text = extract(zipped({"2022.7z": middle}))
    assert text.chosen == f"2022.7z/年度报告.zip/{REPORT}"
    assert "2022.7z/年度报告.zip/说明.txt" in {m.name for m in text.members}
    assert (
        outcome(zipped({"4.zip": zipped({"3.zip": zipped({"2.zip": inner})})})) is DocumentOutcome.TOO_LARGE
    )


class Reader(Eye):
    """Says which page it was asked for, and how large its picture is."""

    def _see(self, question: int, number: int, render: Render) -> Page:
        del render
        line = Line(f"第{question}问，第{number}页的正文内容", 60, 400, 700, 12, number)
        said = "学校主动公开各类信息，接受监督。"
        more = [Line(said, 60, 400, 680 - 30 * i, 12, number) for i in range(20)]
        page = Page(number, 595, 842, [line, *more])
        page.count()
        return page


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), (shade, 90, 90)).save(out, "PNG")
    return out.getvalue()


def test_pictures_are_the_pages_of_one_document() -> None:
    data = zipped({f"年报/{n}.png": picture(n) for n in (10, 2, 1)})
    assert outcome(data) is DocumentOutcome.AWAITS_OCR
    text = read(data, Options(eye=Reader()))
    assert re.findall(r"第(\d)问，第(\d)页", text.text) == [("1", "1"), ("2", "2"), ("3", "3")]
    assert {m.name: (m.start, m.end) for m in text.members} == dict.fromkeys(
        ("年报/1.png", "年报/2.png", "年报/10.png"), (0, len(text.text))
    )
    assert text.pages == 3
    assert text.readings == ("ocr",) * 3


def test_a_picture_without_bytes_is_a_lost_page() -> None:
    text = read(zipped({"1.png": picture(1), "2.jpg": b"", "3.png": picture(3)}), Options(eye=Reader()))
    assert re.findall(r"第(\d)问，第(\d)页", text.text) == [("1", "1"), ("2", "3")]
    assert text.readings == ("ocr", "unread", "ocr")
    assert "ocr_failed:2" in text.warnings
    assert {m.name: m.outcome.value for m in text.members} == {
        "1.png": "read",
        "2.jpg": "empty",
        "3.png": "read",
    }
    assert outcome(zipped({"1.png": b"", "2.png": b""})) is DocumentOutcome.EMPTY


def test_a_word_of_explanation_does_not_hide_the_pictures() -> None:
    files = {"说明.txt": "解压后请按顺序浏览图片。".encode()} | {f"{n}.png": picture(n) for n in (1, 2)}
    assert outcome(zipped(files)) is DocumentOutcome.AWAITS_OCR
    assert read(zipped(files), Options(eye=Reader())).chosen == "1.png"
    assert extract(zipped({**files, REPORT: DOCX})).chosen == REPORT


def test_a_scan_with_the_right_name_is_waited_for() -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture(5))).save(out, "PDF")
    files = {"信息公开年度报告.pdf": out.getvalue(), TABLE_NAME: TABLE, "支撑材料.pdf": out.getvalue()}
    with pytest.raises(Unreadable, match="信息公开年度报告") as caught:
        extract(zipped(files))
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR
    eye = Reader()
    text = read(zipped(files), Options(eye=eye))
    assert text.chosen == "信息公开年度报告.pdf"
    assert eye.asked == 1  # not for what no name speaks for
    assert {m.name: m.outcome.value for m in text.members}["支撑材料.pdf"] == "awaits_ocr"


# -- hostile ones -------------------------------------------------------------------


def children() -> set[str]:
    me = os.getpid()
    return set(Path(f"/proc/{me}/task/{me}/children").read_text().split())


@pytest.fixture
def untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing may be written where names lead or be left for later, and no process may stay."""
    places = [tmp_path / "watched" / "here", tmp_path / "watched" / "scratch"]
    for place in places:
        place.mkdir(parents=True)
    monkeypatch.chdir(places[0])
    monkeypatch.setattr(tempfile, "tempdir", str(places[1]))
    before = children()
    yield
    assert [path for place in places for path in place.iterdir()] == []
    assert {path.name for path in (tmp_path / "watched").iterdir()} == {"here", "scratch"}
    assert not Path("/abs.txt").exists()
    assert children() <= before


STRANGE = [
    "../../escape.txt",
    "/abs.txt",
    "..\\..\\windows.txt",
    "C:\\x.txt",
    "a/../../b.txt",
    "con\x1b[2J.txt",
]


@pytest.mark.usefixtures("untouched")
def test_names_lead_nowhere() -> None:
    files = dict.fromkeys(STRANGE, FORM) | {REPORT: DOCX}
    for data in (
        zipped(files),
        rar5(files),
        rar4({name.encode("gb18030"): data for name, data in files.items()}),
    ):
        text = extract(data)
        assert text.chosen == REPORT
        assert len(text.members) == len(files)
        assert all(m.name.isprintable() for m in text.members)


@pytest.mark.usefixtures("untouched")
def test_links_devices_and_doubles_are_no_members(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", FORM)
        archive.writestr("a.txt", NOTICE)
    text = extract(out.getvalue())
    assert [m.name for m in text.members] == ["a.txt", "a.txt"]
    source = tmp_path / "source"
    source.mkdir()
    (source / "link").symlink_to("/etc/passwd")
    made = extract(by_program({"a.txt": FORM}, tmp_path, "7z", "-snl"))
    assert [m.name for m in made.members] == ["a.txt"]
    assert "root" not in made.text


@pytest.mark.usefixtures("untouched")
def test_passwords_are_named(tmp_path: Path) -> None:
    for folder, options in (("a", ("-psecret",)), ("b", ("-psecret", "-mhe=on"))):
        assert (
            outcome(by_program({"a.txt": FORM}, tmp_path / folder, "7z", *options))
            is DocumentOutcome.ENCRYPTED
        )
    for folder, method in (("c", "-mem=AES256"), ("d", "-mem=ZipCrypto")):
        locked = by_program({"a.txt": FORM}, tmp_path / folder, "zip", "-psecret", method)
        assert outcome(locked) is DocumentOutcome.ENCRYPTED


@pytest.mark.usefixtures("untouched")
def test_bombs_are_too_large(tmp_path: Path) -> None:
    zeros = bytes(300 << 20)
    bomb = zipped({"a.txt": zeros})
    assert outcome(bomb) is DocumentOutcome.TOO_LARGE
    assert outcome(by_program({"a.txt": zeros}, tmp_path, "7z")) is DocumentOutcome.TOO_LARGE
    nested = zipped({f"{n}.zip": bomb for n in range(20)})
    assert outcome(zipped({f"{n}.zip": nested for n in range(20)})) is DocumentOutcome.TOO_LARGE
    # Beside a bomb the report is read.
    assert extract(zipped({"a.bin": zeros, REPORT: DOCX})).chosen == REPORT


@pytest.mark.usefixtures("untouched")
def test_what_all_members_give_together_is_limited() -> None:
    half = bytes(range(256)) * (1 << 12)  # a mebibyte that hardly shrinks to a thousandth
    member = half * 90
    data = zipped({f"{n}.bin": member for n in range(9)} | {"z.txt": FORM})
    outcomes = {m.name: m.outcome.value for m in extract(data).members}
    assert outcomes["8.bin"] == "too_large"
    assert list(outcomes.values()).count("too_large") == 4


def test_many_members_are_cut() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(2_500):
            archive.writestr(f"{n}.bin", b"\x00\x01")
        archive.writestr("a.txt", FORM)
    assert outcome(out.getvalue()) is DocumentOutcome.UNSUPPORTED


def test_lying_sizes_are_broken() -> None:
    data = bytearray(zipped({"a.txt": FORM}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (5).to_bytes(4, "little")
    assert outcome(bytes(data)) is DocumentOutcome.BROKEN


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("kind", ["zip", "7z", "rar4", "rar5"])
def test_cut_anywhere(kind: str, tmp_path: Path) -> None:
    files = {"a.txt": FORM, REPORT: DOCX}
    if kind == "rar4":
        data = rar4({name.encode("gb18030"): content for name, content in files.items()})
    elif kind == "rar5":
        data = rar5(files)
    else:
        data = by_program(files, tmp_path, kind)
    for share in (1, 2, 5, 10, 40, 70, 95, 99):
        part = data[: len(data) * share // 100]
        if kind.startswith("rar") and share >= 40:
            text = extract(part)
            assert "members_cut" in text.warnings
            assert text.chosen == "a.txt"
        elif kind.startswith("rar"):
            readable_or_named(part)
        else:
            assert outcome(part).value in ("truncated", "broken", "unsupported")


def readable_or_named(data: bytes) -> None:
    try:
        assert extract(data).text
    except Unreadable as reason:
        assert reason.detail  # noqa: PT017 - either may happen


def test_empty_ones() -> None:
    assert outcome(b"PK\x05\x06" + bytes(18)) is DocumentOutcome.EMPTY
    assert outcome(zipped({"a.txt": b""})) is DocumentOutcome.EMPTY
    assert outcome(rar5({})) is DocumentOutcome.EMPTY
