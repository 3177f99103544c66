"""What does not add up is said, with the values involved; what adds up is not."""

from datetime import date

import pytest

from pipelines.parser import Context, parse

HEAD = """澄湖师范大学{label}学年信息公开工作年度报告
本报告由概述等{parts}部分组成。数据统计期限自{start}至{end}。
"""
BODY = """一、概述
{overview}
二、主动公开情况
{proactive}
三、依申请公开情况
{requests}
四、对信息公开的评议情况
师生对学校信息公开工作普遍认可。
五、因信息公开受到举报、复议、诉讼的情况
{complaints}
六、主要经验、问题和改进措施
一是公开的渠道有待拓宽。
七、其他需要报告的事项
无。
八、清单事项公开情况
见附表。
澄湖师范大学
{signed}
"""
PLAIN = {
    "label": "2021-2022",
    "parts": "八个",
    "start": "2021年9月1日",
    "end": "2022年8月31日",
    "overview": "学校重视信息公开工作。",
    "proactive": "学校网站发布信息300条，其中通知公告200条，新闻100条。",
    "requests": "本学年共收到信息公开申请5件，已全部答复。",
    "complaints": "未因信息公开工作受到举报，未发生行政复议和行政诉讼。",
    "signed": "2022年10月20日",
}


def warnings(context: Context | None = None, **changed: str) -> list[str]:
    """Return what the parser says of the plain report with some of its parts changed."""
    return parse((HEAD + BODY).format(**(PLAIN | changed)), context=context).warnings


def test_what_adds_up_gives_no_warning() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"parts": "九个"}, "sections_announced:9,found:8"),
        ({"signed": "2020年10月20日"}, "period_future:2021-2022,2020-10-20"),
        ({"signed": "2022年3月1日"}, "signed_early:2022-03-01,2022-08-31"),
        ({"signed": "2025年3月1日"}, "signed_late:2025-03-01,2022-08-31"),
        ({"requests": "收到信息公开申请5件，答复6件。"}, "requests_answered:6,received:5"),
        (
            {"requests": "收到信息公开申请5件，其中予以公开4件，不予公开3件。"},
            "sum_mismatch:requests.received:5,7",
        ),
        (
            {"requests": "收到信息公开申请5件，其中电子邮件申请4件，信函申请2件。"},
            "sum_mismatch:requests.by_channel:5,6",
        ),
        ({"overview": "本学年共收到信息公开申请7件。"}, "requests_conflict:5,7"),
        ({"overview": "本学年受到信息公开举报2件。"}, "complaints_conflict:reports,0,2"),
        (
            {"proactive": "学校网站发布信息300条，其中通知公告250条，新闻100条。"},
            "sum_mismatch:proactive:300,350",
        ),
        (
            {"proactive": "学校网站发布信息300条；其中通知公告250条，新闻100条；讲座不计。"},
            "sum_mismatch:proactive:300,350",
        ),
        (
            {"proactive": "学校网站发布信息300条，其中：通知公告250条；新闻100条。"},
            "sum_mismatch:proactive:300,350",
        ),
        ({"proactive": "学校收到信件30封，办结率达到103%。"}, "percentage_over_100:103"),
    ],
)
def test_what_does_not_add_up(changed: dict[str, str], warning: str) -> None:
    assert warning in warnings(**changed)


def test_a_part_of_a_part_is_no_part() -> None:
    told = "学校网站发布信息300条，其中通知公告200条，其中招生类150条、采购类50条，新闻100条。"
    assert not [w for w in warnings(proactive=told) if w.startswith("sum_mismatch:proactive:300")]


@pytest.mark.parametrize(
    "told",
    [
        "收到申请5件（含上年结转1件），其中网上申请5件。",
        "粉丝50人，其中微信30人、微博20人，比上年分别增长40人、30人。",
        "学校主页发布信息100条，其中新闻60条，公告40条；信息公开网发布信息50条。",
        "学校主页发布信息100条，其中新闻60条；公告80条。",
        "共发布信息100条，其中新闻60条，另发布公告50条。",
        "学校主页发布信息100条，其中新闻60条，公告40条，微博推送信息50条。",
    ],
)
def test_what_is_no_part_adds_up_to_nothing(told: str) -> None:
    assert not [w for w in warnings(proactive=told) if w.startswith("sum_mismatch")]


def test_growth_may_be_more_than_everything() -> None:
    assert not [w for w in warnings(proactive="点击量比上学年增长130%。") if w.startswith("percentage")]


def test_a_report_published_before_its_period() -> None:
    published = Context(published=date(2019, 11, 1))
    assert "period_future:2021-2022,2019-11-01" in warnings(published, signed="澄湖师范大学")
