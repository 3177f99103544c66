import pytest

from xxgk_spiders.discovery.model import Judgement, Link, Verdict
from xxgk_spiders.discovery.ranking import rank
from xxgk_spiders.discovery.wording import judge
from xxgk_spiders.platforms import GENERIC, PLATFORMS, Platform

HOST = "http://xxgk.jiangzhou.edu.cn"
COLUMN = Judgement(Verdict.COLUMN, "column_exact")
LIST = Judgement(Verdict.LIST, "list")
PORTAL = Judgement(Verdict.PORTAL, "portal")


def score(
    text: str,
    path: str = "/a/b.htm",
    *,
    on: Judgement | None = None,
    platform: Platform = GENERIC,
    **more: object,
) -> float:
    link = Link(path if path.startswith("http") else HOST + path, text, **more)  # type: ignore[arg-type]
    judged = judge(text, context=link.context, school="江州大学")
    return rank(link, judged, page_judgement=on, platform=platform)[0]


def test_order_of_promise() -> None:
    scores = [
        score("江州大学2022-2023学年信息公开年度报告"),
        score("信息公开年度报告"),
        score("年度报告", in_content=False),
        score("信息公开", in_content=False),
        score("最新公开信息", on=PORTAL),
        score("通知公告"),
        score("学校概况"),
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert scores[-1] == 0


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("信息公开年度报告", "/search.jsp?q=1"),
        ("信息公开", "/ssjg.jsp?wbtreeid=1"),
        ("信息公开", "http://cas.jiangzhou.edu.cn/login?service=x"),
        ("最新公开信息", "/system/resource/code/rss/rssfeed.jsp?type=list"),
        ("信息公开", "/_visitcount?siteId=1"),
        ("信息公开年度报告", "/print.asp?id=1"),
        ("信息公开年度报告", "/a/b.mp4"),
        ("English", "/en/"),
        ("登录", "/xxgk/"),
        ("校园风光", "/photo/1.htm"),
        ("本科教学质量报告", "/info/1.htm"),
        ("关于做好2023年信息公开年度报告工作的通知", "/info/2.htm"),
        ("2023年部门预算", "/info/3.htm"),
        ("章程", "/zc.pdf"),
        ("学校召开运动会", "http://news.jiangzhou.edu.cn/xxgk/1.htm"),
        ("上一页", "/ndbg/2.htm"),
    ],
)
def test_never_followed(text: str, path: str) -> None:
    assert score(text, path) == 0


def test_pagers_are_worth_what_their_list_is() -> None:
    column, mixed, unknown = (score("下一页", "/nb/2.htm", on=on) for on in (COLUMN, LIST, None))
    assert column > mixed > unknown > 0


def test_slugs_speak_where_texts_do_not() -> None:
    assert (
        score("查看", "/xxgkndbg/list.htm")
        > score("查看", "/xxgk/list.htm")
        > score("查看", "/xiaoqing/list.htm")
        == 0
    )
    assert score("查看", "/fxxgkx/list.htm") == 0


def test_items_of_a_column() -> None:
    assert score("2023", "/1.htm", on=COLUMN) > score("附件", "/2.htm", on=COLUMN) > 0
    assert score("附件", "/2.pdf", on=COLUMN) > 0
    assert score("附件", "/2.htm", on=LIST) == 0
    assert score("2023年", "/1.htm", context="信息公开年度报告") == 1


def test_a_file_that_is_the_report() -> None:
    assert 0.9 < score("2022-2023学年信息公开年度报告", "/a.pdf", is_file=True) < 1
    assert score("2009-2010学年信息公开年度报告", "/a.jpg", is_file=True) > 0.9
    assert score("校门", "/a.jpg", is_file=True) == 0


def test_menus_of_a_portal_under_other_names() -> None:
    assert 0 < score("最新新闻发布", on=PORTAL) < 0.4
    assert score("最新新闻发布", on=None) == 0


def test_platform_s_own_exclusions() -> None:
    webplus = next(p for p in PLATFORMS if p.name == "webplus")
    assert score("信息公开", "/_web/_search/api", platform=webplus) == 0


def test_all_scores_lie_between_zero_and_one() -> None:
    for verdict in Verdict:
        for on in (None, COLUMN, LIST, PORTAL):
            link = Link(f"{HOST}/ndbg/1.htm", "x")
            value, reason = rank(link, Judgement(verdict, "r"), page_judgement=on, platform=GENERIC)
            assert 0 <= value <= 1
            assert reason
