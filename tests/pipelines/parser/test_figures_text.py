"""Figures in real text: broken lines, sections, cut-offs, quotes, labels, what is left out."""

from datetime import date

import pytest

from pipelines.parser import Context, Report, parse
from pipelines.parser.figures.reader import read_figures
from pipelines.parser.model import Period, Section
from pipelines.parser.view import Document
from tests.pipelines.parser.figure_samples import PERIOD, figures, one, section
from tests.pipelines.parser.samples import report

BROKEN = """\
    （一）学校把主页作为公开的第一平台，全年在主页发布各类通知公告信
息共计1
208条，其中教务类信息九百余条，学生资助类信息三百二十条，其余都是人
事招聘类信息。
                              - 3 -
    （二）学校利用公众号推送文章共计365篇，阅读总量达到二百一十四万
余人次，粉丝已有8
万人。官方微博发布消息四百条，粉丝达到五万余。
    （三）学校召开教代会和各类通报会议一共12次，其中党委会8次，校长办
公会4次，会上都有代表发言。
"""


def test_lines_broken_by_a_page() -> None:
    found = figures(BROKEN)
    assert [(f.value, f.unit, f.channel, f.measure) for f in found] == [
        (1208, "条", "website", "items"),
        (900, "条", "website", "items"),
        (320, "条", "website", "items"),
        (365, "篇", "wechat", "items"),
        (2_140_000, "人次", "wechat", "reads"),
        (80_000, "人", "wechat", "followers"),
        (400, "条", "weibo", "items"),
        (50_000, None, "weibo", "followers"),
        (12, "次", "meeting", "sessions"),
        (8, "次", "meeting", "sessions"),
        (4, "次", "meeting", "sessions"),
    ]
    for f in found:
        assert BROKEN[f.start : f.end] in f.quote
        assert f.quote in BROKEN


def test_each_line_is_a_paragraph_where_the_page_did_not_break_it() -> None:
    text = "（一）门户网站\n发布新闻20条。\n（二）公众号\n推送文章30篇。\n（三）其他\n修订制度7件。\n"
    assert [(f.value, f.channel) for f in figures(text)] == [(20, "website"), (30, "wechat"), (7, None)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("共发布意向公开公告217条。", "意向公开公告"),
        ("本年度发布262条信息。", "信息"),
        ("学校新闻网发布综合新闻357条。", "综合新闻"),
        ("开通13部咨询电话。", "咨询电话"),
        ("累计粉丝数29.5万人。", "累计粉丝数"),
        ("办结114件。", "办结"),
        ("共计65万字。", None),
        ("学校将任务分解到18个职能部门。", "职能部门"),
        ("通过OA系统下发文件203份。", "文件"),
        ("在抖音平台直播17场。", None),
        ("在全国21个省份组织咨询。", "省份"),
        ("现有在校生2万余人。", "在校生"),
        ("关注人数接近4万人。", "关注人数"),
        ("2、更新栏目页面30个。", "栏目页面"),
    ],
)
def test_label(text: str, label: str | None) -> None:
    assert one(text).label == label


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("主页发布信息20条；公众号推送30篇。", ["主页发布信息20条", "公众号推送30篇"]),
        ("其中文件221条、公告331条和快讯37条。", ["文件221条", "公告331条", "快讯37条"]),
        ("发布公告2,685条、公示1,256条。", ["发布公告2,685条", "公示1,256条"]),
        ("发布信息30条（其中公告20条，公示10条）。", ["发布信息30条", "公告20条", "公示10条"]),
        ("组织170余名教师奔赴136个咨询点。", ["组织170余名教师", "教师奔赴136个咨询点"]),
    ],
)
def test_quote_is_the_shortest_clause(text: str, quotes: list[str]) -> None:
    assert [f.quote for f in figures(text)] == quotes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("截至2022年6月30日，发布公告76条；发布中标公告69条。此后发布12条。", [(2022, 6, 30)] * 2 + [None]),
        ("截止6月30日，粉丝3万人。", [(2022, 6, 30)]),
        ("截至11月底，粉丝3万人。", [(2021, 11, 30)]),
        ("截至2022年8月31日，办结12件。", [(2022, 8, 31)]),
        ("截至2022年底，发布公告76条。", [(2022, 12, 31)]),
        ("到2022年5月31日止，发布公告76条。", [(2022, 5, 31)]),
        ("自2021年9月1日至2022年6月30日，发布公告76条。", [(2022, 6, 30)]),
        ("自2021年9月1日至2022年8月31日，发布公告76条。", [None]),
        ("5月8日至5月12日，举行咨询会3场。", [None]),
        ("发布干部考核信息52条（以上数据统计截至2022年11月13日）。", [(2022, 11, 13)]),
        ("发布公告76条，粉丝12万人（截至2022年7月31日），另有短信9条。", [None, (2022, 7, 31), None]),
        ("发布公告76条。以上数据截至2022年7月31日。", [(2022, 7, 31)]),
        ("截至2022年7月3\n1日，发布公告76条。", [(2022, 7, 31)]),
        ("截至目前，发布公告76条。", [None]),
        ("截至2022年2月30日，发布公告76条。", [None]),
    ],
)
def test_as_of(text: str, days: list[tuple[int, int, int] | None]) -> None:
    assert [f.as_of for f in figures(text)] == [date(*d) if d else None for d in days]


def test_a_calendar_years_window_that_ends_early_is_the_cut_off_of_all() -> None:
    text = "统计时间为2024年1月1日至10月31日。\n发布信息20条。截至2024年6月30日，推送文章9篇。"
    period = Period("calendar_year", "2024", date(2024, 1, 1), date(2024, 12, 31), True)
    assert [f.as_of for f in figures(text, period=period)] == [date(2024, 10, 31), date(2024, 6, 30)]


def test_sections_and_what_is_skipped() -> None:
    text = "前言提到制度3件。\n一、概述\n培训员工4人。\n二、主动公开情况\n主页发布5条。\n表中6条。\n"
    first, second = text.index("一、"), text.index("二、")
    sections = [
        Section("overview", 1, "概述", first, second, first + 4),
        Section("proactive", 2, "主动公开情况", second, len(text), second + 8),
    ]
    table = text.index("表中")
    found, _ = read_figures(Document(text), sections, PERIOD, [(table, table + 6)])
    assert [(f.value, f.section) for f in found] == [(3, "preamble"), (4, "overview"), (5, "proactive")]


def test_numbers_in_a_sections_heading_are_none() -> None:
    text = "一、三项工作12件\n主页发布5条。"
    found, _ = read_figures(Document(text), [Section("extra", 1, "", 0, len(text), 9)], PERIOD, [])
    assert [f.value for f in found] == [5]


def test_text_without_sections_is_preamble() -> None:
    found, _ = read_figures(Document("主页发布5条。"), [], Period(), [])
    assert [f.section for f in found] == ["preamble"]
    assert figures("", "proactive") == []


def test_within_a_report() -> None:
    found = parse(report(), context=Context())
    assert isinstance(found, Report)
    assert [(f.value, f.unit, f.channel, f.measure, f.section) for f in found.figures] == [
        (820, "条", "website", "items", "proactive"),
        (210, "篇", "wechat", "items", "proactive"),
    ]
    assert found.to_dict()["figures"][0]["as_of"] is None


def test_a_table_row_is_a_paragraph_of_its_own() -> None:
    text = "学校主页\t发布12条\n公众号\t推送30篇\n"
    assert [(f.value, f.channel) for f in figures(text)] == [(12, "website"), (30, "wechat")]


def test_an_unclosed_quotation_hides_nothing() -> None:
    assert [f.value for f in figures('"校务公开"专栏更新12条,"问答更新7条。')] == [12, 7]
    assert [f.value for f in figures("《校务公开专栏更新12条。")] == [12]


def test_section_of_the_sample() -> None:
    assert section("甲").end == 1
