# ruff: noqa: E501 (markup as it is)
"""Lists, labels out of rows, and judgement by what stands around."""

from datetime import date

import pytest

from tests.xxgk_spiders.discovery.pages import VSB, page, vsb_list
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Judgement, Page, Verdict
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.rows import lists, oldest_date
from xxgk_spiders.discovery.surroundings import elsewhere, settled
from xxgk_spiders.discovery.wording import judge

HOST = "http://xxgk.jiangzhou.edu.cn"
SCHOOL = "江州大学"


@pytest.mark.parametrize("head", [VSB, ""], ids=["vsb", "unknown"])
def test_rows_with_and_without_a_table(head: str) -> None:
    rows = max(lists(page(vsb_list(""), head=head)), key=len)
    assert [row.published for row in rows] == [date(2024, 10, 20), date(2023, 10, 21), date(2022, 10, 22)]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><a href='1.htm'>甲</a> 2023-10-30</li><li><a href='2.htm'>乙</a> 2022-10-30</li></ul>",
        "<table><tr><td>1</td><td><a href='1.htm'>甲</a></td><td>2023-10-30</td></tr><tr><td>2</td><td><a href='2.htm'>乙</a></td><td>2022/10/30</td></tr></table>",
        "<div><div class='it'><a href='1.htm'><h4>甲</h4></a><p>2023年10月30日</p></div><div class='it'><a href='2.htm'>乙</a><p>2022.10.30</p></div></div>",
        "<dl><dd><span>2023-10-30</span><a href='1.htm'>甲</a></dd><dd><span>2022-10-30</span><a href='2.htm'>乙</a></dd></dl>",
    ],
)
def test_rows_of_any_markup(body: str) -> None:
    found = lists(page(body))
    assert [[row.published for row in rows] for rows in found] == [[date(2023, 10, 30), date(2022, 10, 30)]]
    assert oldest_date(page(body)) == date(2022, 10, 30)


def test_a_list_without_dates_has_no_oldest() -> None:
    assert (
        oldest_date(page("<ul><li><a href='1.htm'>甲</a></li><li><a href='2.htm'>乙</a></li></ul>")) is None
    )


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (
            "<table><tr><td>江州大学2022-2023学年信息公开年度报告</td><td><a href='/a.pdf'>下载</a></td></tr></table>",
            ["江州大学2022-2023学年信息公开年度报告"],
        ),
        (
            "<ul><li>2022-2023学年信息公开年度报告 【<a href='/a.pdf'>PDF</a>】【<a href='/a.doc'>Word</a>】</li></ul>",
            ["2022-2023学年信息公开年度报告"] * 2,
        ),
        ("<p>部门决算公开 <a href='/a.pdf'>点击查看</a></p>", ["部门决算公开"]),
        (f"<p>{'很长的一段话，' * 40}<a href='/a.pdf'>下载</a></p>", ["下载"]),
        ("<div><a href='/a.pdf'>下载</a></div>", ["下载"]),
        (
            "<a href='/1.htm' title='江州大学2022-2023学年信息公开年度报告'><span>30</span><b>2023-10</b><h3>江州大学2022-2023学年信息公开年度报告</h3><p>根据《高等学校信息公开办法》，现予公布。</p></a>",
            ["江州大学2022-2023学年信息公开年度报告"],
        ),
        (
            "<a href='/1.htm'><span>30</span><div class='tit'>江州大学2022-2023学年信息公开年度报告</div><p>根据《高等学校信息公开办法》，现予公布。</p></a>",
            ["江州大学2022-2023学年信息公开年度报告"],
        ),
    ],
)
def test_labels(body: str, texts: list[str]) -> None:
    assert [link.text for link in links(page(body))] == texts


# Judgement by surroundings ----------------------------------------------------------

OTHER = Judgement(Verdict.LIST, "list")
COLUMN = Judgement(Verdict.COLUMN, "column_exact")


def reports(body: str, own: Judgement = OTHER) -> dict[str, str]:
    """What is judged a report, with the reason."""
    shown: Page = page(body, title="基本信息-江州大学")
    judged = [(link, judge(link.text, context=link.context, school=SCHOOL)) for link in links(shown)]
    return {link.text: j.reason for link, j in settled(shown, judged, own) if j.verdict is Verdict.REPORT}


def items(*texts: str) -> str:
    return (
        "<ul class='list'>"
        + "".join(f"<li><a href='/{n}.htm'>{t}</a></li>" for n, t in enumerate(texts))
        + "</ul>"
    )


NAMED = ("江州大学2023-2024学年信息公开年度报告", "江州大学2022-2023学年信息公开年度报告")


def test_a_year_among_reports_is_one() -> None:
    assert reports(items(*NAMED, "2021-2022学年", "2020-2021学年度报告"))["2021-2022学年"] == "neighbours"
    assert "2020-2021学年度报告" in reports(items(*NAMED, "2020-2021学年度报告"))


def test_a_year_elsewhere_is_none() -> None:
    assert "2021-2022学年" not in reports(items("2021-2022学年", "2020-2021学年"))
    assert "2021-2022学年" not in reports(items(*NAMED) + items("2021-2022学年", "2020-2021学年"))
    others = [f"关于第{n}项工作的通知" for n in range(5)]
    assert "2021-2022学年" not in reports(items(*NAMED, *others, "2021-2022学年"))


def test_a_false_friend_among_reports_stays_one() -> None:
    friend = "江州大学2021-2022学年本科教学质量报告"
    assert friend not in reports(items(*NAMED, friend))
    assert friend not in reports(items(*NAMED, friend), COLUMN)


def test_a_year_in_a_column_of_reports() -> None:
    assert reports(items("2021年", "联系方式"), COLUMN) == {"2021年": "year_in_column"}
    assert reports(f"<div class='nav'>{items('2021年').replace('list', 'menu')}</div>", COLUMN) == {}


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://mp.weixin.qq.com/s/abc", "a WeChat article"),
        ("http://pan.baidu.com/s/1abc", "a network drive"),
        ("https://wwx.lanzou.com/i1", "a network drive"),
        ("http://xxgk.jiangzhou.edu.cn/a.htm", None),
        ("http://notpan.baidu.com.cn/", None),
    ],
)
def test_elsewhere(url: str, place: str | None) -> None:
    assert elsewhere(url) == place


# Records ---------------------------------------------------------------------------


def test_records_in_cdata_are_links() -> None:
    record = "<record><![CDATA[<li><a href='/art/2023/10/30/art_5_7.html' title='江州大学2022-2023学年信息公开年度报告'>江州大学2022...</a></li>]]></record>"
    for body in (
        f"<html><body><div><script type='text/xml'><datastore><recordset>{record}</recordset></datastore></script></div></body></html>",
        f"<?xml version='1.0' encoding='UTF-8'?><datastore><recordset>{record}</recordset></datastore>",
    ):
        found = links(read_page(f"{HOST}/col/col5/index.html", body.encode(), "text/xml; charset=utf-8"))
        assert [(link.url, link.text) for link in found] == [
            (f"{HOST}/art/2023/10/30/art_5_7.html", "江州大学2022-2023学年信息公开年度报告")
        ]


def test_json_is_links() -> None:
    body = '{"code":200,"data":{"total":1,"list":[{"id":3,"title":"2022-2023学年信息公开年度报告","url":"/a.htm","publishTime":"2023-10-30 09:00:00"},{"title":"无址"}]}}'
    found = links(read_page(f"{HOST}/api/list", body.encode(), "application/json"))
    assert [(link.url, link.text) for link in found] == [(f"{HOST}/a.htm", "2022-2023学年信息公开年度报告")]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[1,2",
        '{"a":' * 3_000,
        "<![CDATA[<record",
        "<record><![CDATA[<a href='/x'>]]",
        '{"url":1,"title":2}',
        "[]",
    ],
)
def test_broken_records_are_no_links(body: str) -> None:
    assert links(read_page(f"{HOST}/x", body.encode(), None)) == []
