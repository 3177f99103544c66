"""What stands in a crawl's way: captchas before files, suspended hosts, hijacked domains, traps."""

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from tests.campus import Campus, make_portal
from tests.campus.documents import pdf_bytes
from tests.campus.quirks import CAPTCHA
from tests.support import no_traceback
from tests.xxgk_spiders.middlewares.web import OnWeb, Reply, Web, small_web
from tests.xxgk_spiders.test_crawl_nightly import publication
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.economy import BARREN_ITEMS
from xxgk_spiders.hijack import refuse_hijacked

MISSING: Reply = (404, {}, "<h1>404</h1>")
DOWNLOAD = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=77"
LOCAL = "/__local/A/B7/30/0C51E2_8F31D2AA_1F2.pdf"
VIRTUAL = "/virtual_attach_file.vsb?afc=a1b2c3&oid=12&tid=31&nid=90&e=.pdf"


def school(slug: str) -> str:
    return f"{slug}学院"


def code(slug: str) -> str:
    return f"9908{crc32(slug.encode()) % 1_000_000:06}"


def host(slug: str) -> str:
    return f"xxgk.{slug}.edu.cn"


def page(title: str, inside: str) -> Reply:
    menu = "".join(f"<li><a href='/gk/{n}.htm'>公开事项{n}</a></li>" for n in range(1, 6))
    html = f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><div>{inside}</div></body></html>"
    return 200, {}, html


def answering(pages: dict[str, Reply]) -> Callable[[str, int], Reply]:
    return lambda path, count: pages.get(path, MISSING)


def crawl(
    campus: Campus, folder: Path, sites: dict[str, dict[str, Reply]], *, known: bool = True
) -> tuple[OnWeb, Web]:
    """Crawl schools, each with the pages of its portal, which is also its home page where it is not known."""
    for slug in sites:
        made = make_portal(
            folder / slug,
            style="plain",
            host=host(slug),
            school=school(slug),
            code=code(slug),
            scheme="http",
            filler=0,
        )
        if not known:
            text = (made / "portal.toml").read_text(encoding="utf-8")
            text = text.replace("[portal]\n", "[portal]\nknown = false\n")
            (made / "portal.toml").write_text(text, encoding="utf-8")
        campus.publish(made)
    hosts = {host(slug): answering(pages) for slug, pages in sites.items()}
    homes = {f"www.{slug}.edu.cn": hosts[host(slug)] for slug in sites if not known}
    with small_web(hosts | homes) as web:
        place = OnWeb(folder / "data", campus, tuple(sites))
        place.web = web
        no_traceback(place.scrapy("all=1"))
    return place, web


# A captcha before a file that has another address --------------------------------------

ANOTHER_ADDRESS = {
    "lianjie": (f"<p><a href='{LOCAL}'>点击查看全文</a></p>", LOCAL),
    "yulan": (f"<script>showVsbpdfIframe('{LOCAL}','100%','600','0','',vsb_pdf_image_data);</script>", LOCAL),
    "kuangjia": (
        "<iframe src='/system/resource/pdfjs/viewer.html?file=%2Fvirtual_attach_file.vsb%3Fafc%3Da1b2c3"
        "%26oid%3D12%26tid%3D31%26nid%3D90%26e%3D.pdf'></iframe>",
        VIRTUAL,
    ),
    "xuni": (f"<p>附件：<a href='{VIRTUAL}'>年度报告.pdf</a></p>", VIRTUAL),
}


@pytest.fixture(scope="module")
def behind_captcha(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> OnWeb:
    """A report each, whose attachment asks for a captcha, and whose page names it in another way as well."""
    sites = {}
    for slug, (other, address) in ANOTHER_ADDRESS.items():
        report = publication("2022-2023", school=school(slug))
        attachment = f"<ul><li>附件【<a href='{DOWNLOAD}'>{report.title}.pdf</a>】已下载次</li></ul>"
        sites[slug] = {
            "/": page("信息公开", f"<ul><li><a href='/info/31/90.htm'>{report.title}</a></li></ul>"),
            "/info/31/90.htm": page(report.title, f"<h1>{report.title}</h1>{other}{attachment}"),
            DOWNLOAD: (200, {}, CAPTCHA),
            address: (
                200,
                {"Content-Type": "application/pdf"},
                pdf_bytes(report.title, report.text.splitlines()),
            ),
        }
    return crawl(campus, tmp_path_factory.mktemp("captcha"), sites)[0]


@pytest.mark.parametrize("slug", ANOTHER_ADDRESS)
def test_the_other_address_of_a_file_is_tried(behind_captcha: OnWeb, slug: str) -> None:
    query = "SELECT document_url, outcome FROM rendition WHERE institution_code = ?"
    rows = behind_captcha.rows(query, code(slug))
    found = {url.partition(host(slug))[2]: outcome for url, outcome in rows}
    assert found[ANOTHER_ADDRESS[slug][1]] == "read"
    assert found.get(DOWNLOAD, "captcha") == "captcha"
    query = "SELECT period_label FROM report WHERE institution_code = ?"
    assert behind_captcha.rows(query, code(slug)) == [("2022-2023",)]


# Hosts that show something else than the school ----------------------------------------

NOTICES = {
    "beian": "<title>网站暂时无法访问</title><p>该网站的备案信息核查未通过，已停止接入。</p>",
    "daoqi": "<title>空间到期</title><p>您的虚拟主机已到期，请及时续费。</p>",
    "guanbi": "<title>通知</title><p>本站点已经关闭，新版网站正在建设。</p><a href='http://www.gov.cn/'>政府网</a>",
    "zanting": "<title>Website suspended</title><p>This site has been suspended. Contact your provider.</p>",
    "moren": "<title>恭喜，站点创建成功！</title><p>这是默认首页，由系统自动生成。</p>",
    "meiyouzi": "<title></title><img src='/notice.png'>",
}
BETTING = {
    "zhuye": "<title>开元棋牌_开元棋牌官网下载-信息公开网</title>",
    "miaoshu": (
        "<title>官网首页-信息公开</title><meta name='keywords' content='亚博,皇冠体育,真人视讯,彩票平台'>"
    ),
}


@pytest.fixture(scope="module")
def elsewhere(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> tuple[OnWeb, Web]:
    """Notices in place of portals, and copies of portals on domains that others have taken."""
    sites: dict[str, dict[str, Reply]] = {
        slug: {"/": (200, {}, f"<html><head><meta charset='utf-8'>{html}</html>")}
        for slug, html in NOTICES.items()
    }
    for slug, head in BETTING.items():
        report = publication("2022-2023", school=school(slug))
        items = f"<li><a href='/info/31/90.htm'>{report.title}</a></li>"
        items += "".join(f"<li><a href='/app/{n}.htm'>真人视讯{n}</a></li>" for n in range(20))
        body = "".join(f"<p>{line}</p>" for line in report.text.splitlines())
        sites[slug] = {
            "/": (200, {}, f"<html><head>{head}</head><body><ul>{items}</ul></body></html>"),
            "/info/31/90.htm": page(report.title, f"<h1>{report.title}</h1>{body}"),
        }
    return crawl(campus, tmp_path_factory.mktemp("elsewhere"), sites)


def site_run(place: OnWeb, slug: str) -> tuple[str, str]:
    query = "SELECT outcome, detail FROM site_run WHERE institution_code = ?"
    ((outcome, detail),) = place.rows(query, code(slug))
    return outcome, detail


@pytest.mark.parametrize("slug", NOTICES)
def test_a_notice_does_not_say_that_nothing_was_published(elsewhere: tuple[OnWeb, Web], slug: str) -> None:
    outcome, detail = site_run(elsewhere[0], slug)
    assert outcome in ("unreachable", "unreadable")
    assert detail


@pytest.mark.parametrize("slug", BETTING)
def test_nothing_is_taken_from_a_domain_in_other_hands(elsewhere: tuple[OnWeb, Web], slug: str) -> None:
    place, web = elsewhere
    outcome, detail = site_run(place, slug)
    assert outcome == "unreachable"
    assert detail.startswith("the domain is in other hands")
    assert [url.partition(host(slug))[2] for url in web.urls if host(slug) in url] == ["/robots.txt", "/"]
    assert place.rows("SELECT * FROM report") == []


def test_a_domain_in_other_hands_is_no_way_to_a_portal(campus: Campus, tmp_path: Path) -> None:
    """The home page, and what may be guessed, show betting beside a copy of the portal."""
    report = publication("2022-2023", school=school("jiuzhi"))
    links = {
        "/xxgk/": "信息公开",
        "/zn.htm": "信息公开指南",
        "/ml.htm": "信息公开目录",
        "/ndbg.htm": "信息公开年度报告",
    }
    items = "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in links.items())
    items += f"<li><a href='/info/31/90.htm'>{report.title}</a></li>"
    copied = page("真人娱乐-信息公开网", f"<h2>信息公开</h2><ul>{items}</ul>")
    place, _ = crawl(campus, tmp_path, {"jiuzhi": {"/": copied, "/xxgk/": copied}}, known=False)
    assert site_run(place, "jiuzhi")[0] not in ("found", "not_published")
    assert place.rows("SELECT * FROM portal") == []
    assert place.rows("SELECT * FROM report") == []


@pytest.mark.parametrize(
    "title", ["关于防范网络赌博的通知", "远离博彩 警惕棋牌游戏陷阱主题教育", "信息公开-彩云学院", ""]
)
def test_a_school_may_warn_of_betting(title: str) -> None:
    html = f"<title>{title}</title><meta name='description' content='信息公开'><p>开元棋牌 百家乐 快三</p>"
    refuse_hijacked(read_page("http://xxgk.caiyun.edu.cn/", html.encode(), "text/html; charset=utf-8"))


# Ways that lead nowhere ----------------------------------------------------------------


def test_calendars_searches_and_prints_are_not_walked(campus: Campus, tmp_path: Path) -> None:
    """Days lead to days, and stand in the column of the reports."""
    one = publication("2022-2023", school=school("rili"))
    days = "".join(f"<td><a href='/rl/2024/10/{day}.htm'>{day}</a></td>" for day in range(1, 32))
    traps = (
        "<a href='/dayin.jsp?id=90&print=1'>打印</a><a href='/search.jsp?keyword=年度报告'>搜索</a>"
        f"<table class='rili'><tr>{days}</tr></table>"
    )
    sites: dict[str, Reply] = {
        "/": page("信息公开", f"<ul><li><a href='/ndbg/'>信息公开年度报告</a></li></ul>{traps}"),
        "/ndbg/": page(
            "信息公开年度报告",
            f"<h2>信息公开年度报告</h2><ul><li><a href='/a/1.htm'>第一号</a></li></ul>{traps}",
        ),
        "/a/1.htm": page(
            one.title, f"<h1>{one.title}</h1>" + "".join(f"<p>{line}</p>" for line in one.text.splitlines())
        ),
    }
    for day in range(1, 400):
        near = "".join(
            f"<td><a href='/rl/2024/10/{other}.htm'>{other}</a></td>" for other in range(day + 1, day + 30)
        )
        sites[f"/rl/2024/10/{day}.htm"] = page("信息公开年度报告", f"<table><tr>{near}</tr></table>")
    place, web = crawl(campus, tmp_path, {"rili": sites})
    paths = [url.partition(host("rili"))[2] for url in web.urls]
    assert place.rows("SELECT period_label FROM report") == [("2022-2023",)]
    assert not [path for path in paths if "print" in path or "search" in path]
    assert len([path for path in paths if path.startswith("/rl/")]) <= 2 * BARREN_ITEMS
