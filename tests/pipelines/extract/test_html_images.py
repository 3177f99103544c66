"""Pages whose report is not in their text: pictures of pages, PDFs written into scripts."""

import base64
import io
import re

import pytest
from PIL import Image

from pipelines.extract import Unreadable, extract
from pipelines.extract.options import Options
from pipelines.extract.pages.eye import Eye, Render
from pipelines.extract.pages.lines import Line, Page
from pipelines.extract.reader import read
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import renderers
from tests.pipelines.extract.sample import BLOCKS, TITLE, lines_of, squeeze

PDF = renderers.pdf(BLOCKS)
CODED = base64.b64encode(PDF).decode()
MENU = "".join(f'<li><a href="/c{i}.htm">栏目{i}</a></li>' for i in range(12))
PARAGRAPH = "本学年学校主动公开各类信息四千余条，师生员工总体满意，未收到举报和投诉。"


def page(body: str, head: str = "", container: str = 'class="wp_articlecontent"') -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-云岭理工学院</title>'
        f"{head}</head><body>"
        f'<div class="top"><img src="/images/top.jpg"><ul>{MENU}</ul></div><h1>{TITLE}</h1>'
        f"<div {container}>{body}</div>"
        '<div class="footer"><img src="/images/foot.jpg"><p>版权所有：云岭理工学院</p></div></body></html>'
    ).encode()


def picture(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1000, 1400), (shade, 200, 40)).save(out, "JPEG")
    noise = bytes((i * 97 + shade) % 256 for i in range(8000))
    return out.getvalue() + noise


def test_pictures_of_pages_are_named_in_order() -> None:
    body = "".join(
        f'<p><img src="/_upload/article/images/{n}.jpg" data-layer="photo" '
        f'original-src="/_upload/article/images/{n}_d.jpg" width="800"></p>'
        for n in (3, 1, 2)
    )
    text = extract(page(body + '<img src="/_ueditor/icon_doc.gif">'))
    assert text.images == tuple(f"/_upload/article/images/{n}_d.jpg" for n in (3, 1, 2))
    assert text.text == TITLE
    assert "body_is_pictures" in text.warnings
    assert "栏目" not in text.text


def test_a_line_of_text_beside_the_pictures_does_not_hide_them() -> None:
    text = extract(page(f'<p>{PARAGRAPH}</p><p><img src="a/1.png"><img src="a/2.png"></p>'))
    assert text.text == PARAGRAPH
    assert text.images == ("a/1.png", "a/2.png")


def test_an_article_with_pictures_is_an_article() -> None:
    body = f"<p>{PARAGRAPH}</p>" * 8 + '<p><img src="a/1.png"><img src="a/2.png"></p>'
    text = extract(page(body))
    assert text.images == ()
    assert text.text.count(PARAGRAPH) == 8


def test_ornaments_are_no_pages() -> None:
    ornaments = (
        '<img src="/system/resource/images/fileTypeImages/icon_pdf.gif">',
        '<img src="x.png" width="16" height="16">',
        '<img src="y.png" style="width: 100px">',
        '<img src="">',
        '<img src="/images/qrcode.png">',
    )
    text = extract(page(f"<p>{PARAGRAPH}</p>" + "".join(ornaments)))
    assert text.images == ()


def test_without_a_known_container_pictures_side_by_side_count() -> None:
    body = '<p><img src="s/1.jpg"></p><p><img src="s/2.jpg"></p><p><img src="s/3.jpg"></p>'
    text = extract(page(body, container='class="c81"'))
    assert text.images == ("s/1.jpg", "s/2.jpg", "s/3.jpg")
    assert extract(page('<p><img src="s/1.jpg"></p>', container='class="c81"')).images == ()


class Reader(Eye):
    """Says which page it was asked for."""

    def _see(self, question: int, number: int, render: Render) -> Page:
        shade = int(render().pixels[50, 50, 0])
        line = Line(f"第{question}幅图，色调为{shade}的正文", 60, 400, 700, 12, number)
        found = Page(number, 595, 842, [line])
        found.count()
        return found


def test_pictures_within_the_page_are_read_as_one_document() -> None:
    body = "".join(
        f'<p><img src="data:image/jpeg;base64,{base64.b64encode(picture(shade)).decode()}"></p>'
        for shade in (40, 10, 25)
    )
    with pytest.raises(Unreadable) as caught:
        extract(page(body))
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR
    text = read(page(body), Options(eye=Reader()))
    found = re.findall(r"第(\d)幅图，色调为(\d{1,3})", text.text)
    assert [number for number, _ in found] == ["1", "2", "3"]
    tones = [int(tone) for _, tone in found]
    assert [abs(a - b) < 6 for a, b in zip(tones, (40, 10, 25), strict=True)] == [True] * 3
    assert text.format == "html"
    assert text.pages == 3
    assert (text.title or "").startswith(TITLE)


@pytest.mark.parametrize(
    "script",
    [
        'var raw = atob("{}"); show(raw);',
        "pdfjsLib.getDocument({{data: atob('{}')}});",
        'var src = "data:application/pdf;base64,{}";',
    ],
)
def test_a_pdf_in_a_script_is_the_document(script: str) -> None:
    check(page('<div id="viewer"></div>', f"<script>{script.format(CODED)}</script>"))


def test_a_pdf_in_pieces_is_put_together() -> None:
    pieces = '" +\n   "'.join(CODED[i : i + 76] for i in range(0, len(CODED), 76))
    check(page("", f'<script>var d = "{pieces}";</script>'))
    lines = "\\n".join(CODED[i : i + 64] for i in range(0, len(CODED), 64))
    check(page("", f'<script>var d = "{lines}";</script>'))
    check(page("", f'<script>var d = "{CODED.replace("/", chr(92) + "/")}";</script>'))


@pytest.mark.parametrize(
    "element",
    [
        '<embed src="data:application/pdf;base64,{}" type="application/pdf">',
        '<object data="data:application/pdf;base64,{}"></object>',
        '<iframe src="data:application/pdf;base64,{}"></iframe>',
    ],
)
def test_a_pdf_in_an_element_is_the_document(element: str) -> None:
    check(page(element.format(CODED)))
    check(page(element.format(CODED.replace("+", "%2B").replace("=", "%3D"))))


def test_a_word_file_in_an_element_is_the_document() -> None:
    coded = base64.b64encode(renderers.docx(BLOCKS)).decode()
    body = f'<iframe src="data:application/vnd.openxmlformats;base64,{coded}"></iframe>'
    check(page(body))


def check(data: bytes) -> None:
    text = extract(data)
    assert text.format == "html"
    assert text.chosen == "embedded-1"
    lines = lines_of(text.text)
    assert [block for _, block in BLOCKS if squeeze(block) not in lines] == []


def test_a_page_with_a_report_keeps_it_whatever_it_carries() -> None:
    other = base64.b64encode(renderers.pdf([("p", "校园网维护说明，请各单位周知。" * 20)])).decode()
    data = renderers.web(BLOCKS, "vsb_p").replace(
        b"</body>", f'<script>var d = atob("{other}");</script></body>'.encode()
    )
    text = extract(data)
    assert text.chosen is None
    assert TITLE in text.text
    assert "校园网维护说明" not in text.text


@pytest.mark.parametrize("coded", ["JVBERi", "JVBERi0xLjQK" + "A" * 5000, CODED[:3000], "JVBERi" * 3000])
def test_a_damaged_file_in_a_page_leaves_the_page(coded: str) -> None:
    text = extract(page(f"<p>{PARAGRAPH}</p>", f'<script>var d = "{coded}";</script>'))
    assert text.text == PARAGRAPH


def test_pages_in_pages_end_somewhere() -> None:
    data = page(f"<p>{PARAGRAPH}</p>")
    for _ in range(6):
        coded = base64.b64encode(data).decode()
        data = page(f'<iframe src="data:text/html;base64,{coded}"></iframe>')
    assert extract(data).text == TITLE
