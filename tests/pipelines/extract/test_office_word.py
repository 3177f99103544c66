"""The same document in every word processor's format gives the same text."""

import base64
import io
import quopri
import zipfile

import pytest

from pipelines.extract import Text, Unreadable, extract
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import office_source, renderers, word_source
from tests.pipelines.extract.libreoffice import converted
from tests.pipelines.extract.ole_maker import word95
from tests.pipelines.extract.sample import BLOCKS, HEADER, INVENTORY
from tests.pipelines.extract.test_extract_whole import assert_consistent, assert_whole

FORMATS = {"docx": "docx", "doc": "doc", "rtf": "rtf", "odt": "odt", "fodt": "odt"}


def blocks(text: Text) -> list[tuple[str, int | None, str]]:
    return [(b.kind, b.level, text.text[b.start : b.end]) for b in text.blocks]


def links(text: Text) -> list[tuple[str, str]]:
    return [(text.text[link.start : link.end], link.url) for link in text.links]


def lines(data: bytes) -> list[str]:
    return extract(data).text.split("\n")


def test_as_we_wrote_it() -> None:
    text = extract(office_source.REPORT)
    assert blocks(text) == office_source.BLOCKS
    assert links(text) == office_source.LINKS


@pytest.mark.parametrize("to", FORMATS)
def test_as_libreoffice_writes_it(to: str) -> None:
    """Numbers, changes, fields, boxes, merged cells, nested tables; no header, footer or note."""
    text = extract(converted(office_source.REPORT, "docx", to), name="年报.pdf")
    assert text.format == FORMATS[to]
    assert blocks(text) == office_source.BLOCKS
    assert links(text) == office_source.LINKS
    assert text.warnings == ()
    assert_consistent(text)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("numbered", [False, True])
def test_reports_are_whole(to: str, numbered: bool) -> None:
    text = extract(converted(renderers.docx(BLOCKS, table=True, numbered=numbered), "docx", to))
    assert_whole(text, BLOCKS)
    rows = [text.text[b.start : b.end].split("\t") for b in text.blocks if b.kind == "table_row"]
    assert rows == [HEADER, *INVENTORY]


@pytest.mark.parametrize("suffix", ["rtf", "html"])
def test_other_formats_under_the_name_doc(suffix: str) -> None:
    data = (
        renderers.web(BLOCKS, "word_paste")
        if suffix == "html"
        else b"\r\n" + converted(office_source.REPORT, "docx", "rtf")
    )
    assert extract(data, name="报告.doc", content_type="application/msword").format == suffix


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "unicode"])
def test_web_archives(coding: str, charset: str) -> None:
    page = "<html><body><h1>溪口师范学院年报</h1><p>共收到申请5件。</p>"
    page += "<table><tr><td>序号</td><td>事项</td></tr><tr><td>1</td><td>章程</td></tr></table></body></html>"
    raw = page.encode({"gb2312": "gb18030", "unicode": "utf-16"}.get(charset, charset))
    body = base64.encodebytes(raw) if coding == "base64" else quopri.encodestring(raw)
    head = (
        "From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\tboundary="----=_X"; type="text/html"\r\n\r\n------=_X\r\nContent-Type: image/png\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------=_X\r\n"
        f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {coding}\r\n'
        "Content-Location: file:///C:/a.htm\r\n\r\n"
    )
    text = extract(head.encode() + body + b"\r\n------=_X--\r\n", name="年报.doc")
    assert text.format == "mht"
    assert text.text.split("\n") == ["溪口师范学院年报", "共收到申请5件。", "序号\t事项", "1\t章程"]


def test_word_2003_xml() -> None:
    text = extract(converted(office_source.REPORT, "docx", "xml:MS Word 2003 XML"), name="年报.doc")
    assert text.format == "wordml"
    # LibreOffice writes neither tracked changes, hidden text, restarts nor covered cells in this form.
    lost = ("申请", "隐藏", "另起", "章程")
    wanted = [line for _, _, line in office_source.BLOCKS if not any(word in line for word in lost)]
    found = text.text.split("\n")
    assert [line for line in found if line in wanted] == wanted
    assert "校内文件页眉" not in text.text
    assert "脚注里的话" not in text.text
    assert links(text) == office_source.LINKS


def test_numbers_in_word_2003_xml_are_those_that_it_states() -> None:
    space = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    aux = 'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    body = "".join(
        f'<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="{number}"/></w:listPr>'
        f"</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        for number, words in (("一、", "概述"), ("\uf0b7", "一点"), ("2.", "其他"))
    )
    data = f'<?xml version="1.0"?><w:wordDocument {space} {aux}><w:body>{body}</w:body></w:wordDocument>'
    assert lines(data.encode()) == ["一、概述", "一点", "2. 其他"]


def test_flat_packages() -> None:
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    parts = ""
    with zipfile.ZipFile(io.BytesIO(office_source.REPORT)) as archive:
        for name in archive.namelist():
            inner = archive.read(name).decode().partition("?>")[2]
            parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    data = f'<?xml version="1.0" standalone="yes"?><pkg:package {space}>{parts}</pkg:package>'
    assert blocks(extract(data.encode())) == office_source.BLOCKS


def test_word_95() -> None:
    data = word95(
        [
            ("溪口师范学院年度报告", ""), ("本学年收到申请5件。", ""),
            ("序号", "cell"), ("", "cell"), ("网址", "cell"), ("", "row"),
            ("1", "cell"), ("章程", "cell"), ("http://a", "cell"), ("", "row"),
            ("表后", ""),
        ]
    )  # fmt: skip
    text = extract(data)
    assert text.format == "doc"
    assert text.text.split("\n") == [
        "溪口师范学院年度报告", "本学年收到申请5件。", "序号\t\t网址", "1\t章程\thttp://a", "表后",
    ]  # fmt: skip


def outcome(data: bytes) -> DocumentOutcome:
    with pytest.raises(Unreadable) as caught:
        extract(data)
    return caught.value.outcome


def test_a_word_document_with_a_password() -> None:
    data = bytearray(converted(office_source.REPORT, "docx", "doc"))
    start = data.find(b"\xec\xa5")
    data[start + 11] |= 1
    assert outcome(bytes(data)) is DocumentOutcome.ENCRYPTED


def test_a_cut_word_document_is_truncated() -> None:
    data = converted(office_source.REPORT, "docx", "doc")
    for share in (0.1, 0.3, 0.5, 0.7):
        assert outcome(data[: int(len(data) * share)]) is DocumentOutcome.TRUNCATED


def test_cut_rich_text_is_truncated() -> None:
    data = converted(office_source.REPORT, "docx", "rtf")
    assert outcome(data[: len(data) * 2 // 3]) is DocumentOutcome.TRUNCATED


def test_sectors_that_loop_end() -> None:
    data = bytearray(converted(office_source.REPORT, "docx", "doc"))
    # The allocation table begins where the header says; every sector leads to itself.
    table = (int.from_bytes(data[76:80], "little") + 1) * 512
    for sector in range(len(data) // 512):
        data[table + 4 * sector : table + 4 * sector + 4] = sector.to_bytes(4, "little")
    assert outcome(bytes(data)) is DocumentOutcome.BROKEN


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (rb"{\rtf1\ansi\ansicpg936 \'b8\'c5\'ca\'f6\par \'b6\'fe}", ["概述", "二"]),
        (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 SimSun;}}\f0\'b8\'c5\plain A}", ["概A"]),
        (rb"{\rtf1\ansi\uc1\u27010?\u-28072\'3f}", ["概" + chr(-28072 & 0xFFFF)]),
        (rb"{\rtf1\ansi\uc2\u27010\'b8\'c5x}", ["概x"]),
        (rb"{\rtf1 a{\*\unknown b}{\footnote c}{\header d}{\pict 0011}e}", ["ae"]),
        (rb"{\rtf1 a{\deleted b}{\v c}{\revised d}\line e}", ["ad", "e"]),
        (rb"{\rtf1{\field{\*\fldinst PAGE}{\fldrslt 3}}\bin4 }}}}x}", ["3x"]),
        (rb"{\rtf1{\listtext\pard 1.\tab}one\par{\listtext\f0\'b7\tab}two\par}", ["1. one", "two"]),
        (rb"{\rtf1 {\upr{bad}{\*\ud{\u27010?}}}\~b\_c\-d}", ["概 b-cd"]),
        (
            rb"{\rtf1\trowd\cellx100\cellx200\intbl a\cell b\cell\row"
            rb"\trowd\clvmrg\cellx100\cellx200 x\cell c\cell\row}",
            ["a\tb", "\tc"],
        ),
    ],
)
def test_rich_text(rtf: bytes, expected: list[str]) -> None:
    assert lines(rtf) == expected


def test_raw_double_bytes_that_look_like_signs() -> None:
    """乗 is 81 5C in GBK: its second byte is a backslash."""
    raw = b"{\\rtf1\\ansi\\ansicpg936 " + "信乗息".encode("gbk") + b"\\par}"
    assert lines(raw) == ["信乗息"]


def test_entities_are_refused() -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "x"}">' for i in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE r [{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    flat = (
        head + '<office:document office:mimetype="application/vnd.oasis.opendocument.text">'
        "&a8;&f;</office:document>"
    )
    assert outcome(flat.encode()) is DocumentOutcome.BROKEN
    word = (
        head
        + '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">&a8;</w:wordDocument>'
    )
    assert outcome(word.encode()) is DocumentOutcome.BROKEN


def test_a_grid_of_cells_whose_edges_differ_slightly() -> None:
    rows = [[("甲", 1, ""), ("乙", 1, "")], [("丙", 1, ""), ("丁", 1, "")]]
    first, second = (
        word_source.table(widths, [row])
        for widths, row in zip(([3000, 3000], [3040, 2960]), rows, strict=True)
    )
    joined = first.removesuffix("</w:tbl>") + second[second.index("<w:tr>") :]
    data = converted(word_source.document(joined), "docx", "doc")
    assert lines(data) == ["甲\t乙", "丙\t丁"]
