"""Lines to paragraphs, in many settings, and the characters that they are made of."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract import Unreadable, extract
from pipelines.extract.assembly.glyphs import ordinary
from pipelines.extract.pages.joining import first_word_width, join
from pipelines.outcomes import DocumentOutcome
from tests.pipelines.extract import renderers
from tests.pipelines.extract.sample import BLOCKS, lines_of, squeeze

SHARED = Path(__file__).resolve().parents[4] / "shared" / "files"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared files are not here")


@pytest.mark.parametrize("size", [10.5, 12, 14, 16])
@pytest.mark.parametrize("indent", [0, 2])
def test_paragraphs_in_other_settings(size: float, indent: int) -> None:
    text = extract(renderers.pdf(BLOCKS, size=size, indent=indent)).text
    lines = lines_of(text)
    missing = [b for _, b in BLOCKS if squeeze(b) not in lines]
    assert not missing


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("信息", "公开", "信息公开"),
        ("共10", "606条", "共10606条"),
        ("达3.", "2万", "达3.2万"),
        ("共1,", "286条", "共1,286条"),
        ("Weibo and", "WeChat", "Weibo and WeChat"),
        ("见http://xxgk.a.ed", "u.cn/nb", "见http://xxgk.a.edu.cn/nb"),
        ("邮箱xxgk@a.", "edu.cn", "邮箱xxgk@a.edu.cn"),
        ("2022", "年", "2022年"),
        ("", "年", "年"),
    ],
)
def test_join(before: str, after: str, joined: str) -> None:
    assert join(before, after) == joined


def test_what_a_line_break_cannot_part() -> None:
    assert first_word_width("公开") == 1
    assert first_word_width("开，以") == 2
    assert first_word_width("（Kano），是") == pytest.approx(2 + 4 * 0.55 + 1)


@given(st.text(max_size=80), st.text(max_size=80))
def test_joining_loses_nothing(before: str, after: str) -> None:
    assert squeeze(join(before, after)) == squeeze(before + after)
    assert first_word_width(after) >= 0


def test_radicals_become_characters() -> None:
    assert ordinary("⼯作⽹⻚⻓⻔⺠") == "工作网页长门民"
    assert ordinary("\uf9dc") == "隆"
    assert ordinary("①（％）") == "①（％）"


@shared
@pytest.mark.parametrize("name", ["scan_small_ocr_8p.pdf", "scan_wut_letter.pdf"])
def test_scans_wait(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract((SHARED / name).read_bytes())
    assert caught.value.outcome is DocumentOutcome.AWAITS_OCR


@shared
def test_a_government_report() -> None:
    text = extract((SHARED / "gov_huaian_2024_annual_report.pdf").read_bytes())
    lines = text.text.split("\n")
    assert lines[:2] == ["淮安市人民政府", "2024年政府信息公开工作年度报告"]
    assert "一、总体情况" in lines
    assert "规章\t1\t0\t11" in lines
    assert not [line for line in lines if line.strip("- ").isdigit() and line.startswith("-")]


@shared
def test_fonts_that_are_not_embedded_lose_no_character() -> None:
    """Its commas and other single characters are runs of their own in fonts not embedded."""
    text = extract((SHARED / "pdf_cnki_missing_tounicode.pdf").read_bytes())
    assert "受世界经济不景气和大宗商品价格下跌的影响，自2014年以来，非洲经济增速明" in text.text
    assert text.text.count("，") > 500
    assert "glyphs_missing" not in text.warnings
