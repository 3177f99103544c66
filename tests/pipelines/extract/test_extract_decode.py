"""Encodings: the bytes decide, headers and metas break ties."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.decode import decode

PROSE = "学校主动公开信息四千余条，师生评议满意率较高，未收到举报。" * 20
PAGE = f"<html><head><title>年报</title></head><body><p>{PROSE}</p></body></html>"
TRADITIONAL = "學校主動公開資訊四千餘條，師生評議滿意率較高，未收到舉報與訴訟案件。" * 20


@pytest.mark.parametrize(
    ("data", "header", "encoding"),
    [
        (PAGE.encode(), None, "utf-8"),
        (PAGE.encode(), "text/html; charset=gb2312", "utf-8"),
        (PAGE.encode("gbk"), "text/html; charset=utf-8", "gb18030"),
        (PAGE.encode("gbk"), "text/html; charset=ISO-8859-1", "gb18030"),
        (PAGE.encode("gb18030"), None, "gb18030"),
        (PAGE.replace("年报", "㐂𠮷").encode("gb18030"), "text/html; charset=gb2312", "gb18030"),
        (PAGE.encode("utf-8-sig"), "text/html; charset=gbk", "utf-8"),
        (PAGE.encode("utf-16-le"), None, "utf-16-le"),
        (PAGE.encode("utf-16-be"), None, "utf-16-be"),
        (b"\xff\xfe" + PAGE.encode("utf-16-le"), None, "utf-16-le"),
        ("年报".encode("gbk"), None, "gb18030"),
        (b"plain ascii", "text/html; charset=gbk", "utf-8"),
        (b"", None, "utf-8"),
    ],
)
def test_encoding(data: bytes, header: str | None, encoding: str) -> None:
    text, found = decode(data, header)
    assert found == encoding
    assert "�" not in text
    assert not text.startswith("\ufeff")
    if len(data) > 100:
        assert PROSE in text


def test_a_broken_byte_leaves_a_page_utf8() -> None:
    data = PAGE.encode()
    text, encoding = decode(data[:400] + b"\xe5" + data[400:])
    assert encoding == "utf-8"
    assert text.count("�") <= 2


def test_a_cut_page_stays_utf8() -> None:
    assert decode(PAGE.encode()[:-40][:1000])[1] == "utf-8"


def test_a_few_gbk_words_in_a_long_ascii_page() -> None:
    data = b"<p>" + b"abc " * 8000 + "年报".encode("gbk") + b"</p>"
    text, encoding = decode(data)
    assert encoding == "gb18030"
    assert "年报" in text


def test_big5_needs_statistics_or_a_declaration() -> None:
    text, encoding = decode(TRADITIONAL.encode("big5"), "text/html; charset=big5")
    assert encoding == "big5hkscs"
    assert text == TRADITIONAL
    assert decode(PAGE.encode("gbk"), "text/html; charset=big5")[0] == PAGE


@given(st.binary(max_size=2000), st.one_of(st.none(), st.text(max_size=60)))
def test_any_bytes(data: bytes, header: str | None) -> None:
    text, encoding = decode(data, header)
    assert isinstance(text, str)
    assert encoding


@given(st.text(max_size=500))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if b"\0" not in data and not data.startswith((b"\xef\xbb\xbf",)):
        assert decode(data) == (data.decode(), "utf-8")


def test_importing_it_loads_no_reader() -> None:
    code = (
        "import sys, pipelines.extract, pipelines.extract.decode;"
        "print([m for m in ('trafilatura', 'pypdfium2', 'lxml', 'resiliparse') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
