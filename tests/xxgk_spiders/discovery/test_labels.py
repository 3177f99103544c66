# ruff: noqa: E501 (markup as it is)
"""Years without a word beside them: the label of their row says of what they are."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from tests.xxgk_spiders.discovery.test_survey_of_columns import OTHER, look
from xxgk_spiders.discovery.labels import is_bare_year
from xxgk_spiders.discovery.links import links

REPORTS, JOBS = '<a href="/r/2022.html">2022年</a>', '<a href="/j/2022.html">2022年</a>'
ROWS = (
    "<table><tr><td>3</td><td>信息公开年度报告</td><td>{0}</td></tr><tr><td>4</td><td>毕业生就业质量年度报告</td><td>{1}</td></tr></table>",
    "<table><tr><td>4</td><td>毕业生就业质量年度报告</td><td>{1}</td></tr><tr><td>3</td><td>信息公开年度报告</td><td>{0}</td></tr></table>",
    "<dl><dt>（1）信息公开年度报告</dt><dd>{0}</dd><dt>（2）毕业生就业质量年度报告</dt><dd>{1}</dd></dl>",
    "<dl><dt>毕业生就业质量年度报告</dt><dd>{1}</dd><dt>信息公开年度报告</dt><dd>{0}</dd></dl>",
    "<ul><li>1. 信息公开年度报告：{0}</li><li>2. 毕业生就业质量年度报告：{1}</li></ul>",
    "<div><p>毕业生就业质量年度报告：<b>{1}</b>（全文）</p><p>信息公开年度报告：<span>{0}</span>（全文）</p></div>",
)


@pytest.mark.parametrize("rows", ROWS)
def test_a_year_is_what_its_row_is_about(rows: str) -> None:
    read = page(f'<div class="content">{rows.format(REPORTS, JOBS)}</div>', title="信息公开事项清单")
    leads = {lead.url.partition(".cn")[2]: lead.reason for lead in look(read, OTHER, "清单").leads}
    assert "/r/2022.html" in leads
    assert "/j/2022.html" not in leads


@pytest.mark.parametrize(
    "rows",
    [
        "<ul><li>2023-10-30 {0}</li></ul>",
        "<table><tr><td>2023年10月30日</td><td>{0}</td></tr></table>",
        '<table><tr><td><a href="/g/">规章制度汇编</a></td><td>{0}</td></tr></table>',
        "<p>第一章 总则，说明了信息公开的范围、方式和程序，以及有关部门和单位各自的职责分工和工作要求。{0}</p>",
        "<ul><li>{0}</li></ul>",
    ],
)
def test_dates_links_and_prose_are_no_label(rows: str) -> None:
    found = {link.text: link.label for link in links(page(rows.format(REPORTS)))}
    assert found["2022年"] == ""


@pytest.mark.parametrize("text", ["2022年", "2021-2022学年", "2021—2022学年度", "2022", "（2022年度）"])
def test_a_bare_year(text: str) -> None:
    assert is_bare_year(text)


@pytest.mark.parametrize("text", ["", "1", "年", "2022年报", "10-30", "2023年10月30日", "信息公开2022"])
def test_no_bare_year(text: str) -> None:
    assert not is_bare_year(text)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/1.htm" title="{0}"><div><b>30</b><i>2022-10</i></div><h5>{1}…</h5></a>',
        '<a href="/1.htm" title="{0}"><div><b>30</b><i>2022-10</i></div><p>{1}...</p></a>',
        '<a href="/1.htm" title="{0}"><p>{1}...</p><span>2022-10-30</span></a>',
    ],
)
def test_a_cut_text_with_its_date_is_completed_by_the_title(link: str) -> None:
    title = "江州大学2021-2022学年信息公开工作年度报告"
    (found,) = links(page(link.format(title, title[:18])))
    assert found.text == title
    (other,) = links(page(link.format("点击查看这一篇文章的全文", title[:18])))
    assert title[:18] in other.text
