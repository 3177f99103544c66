"""What on a home page leads to the disclosure portal, and what only seems to."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.portal_doors import doors, frames
from xxgk_spiders.discovery.portal_hubs import hubs
from xxgk_spiders.discovery.portal_links import portal_leads
from xxgk_spiders.discovery.portal_ways import parts, script_page
from xxgk_spiders.discovery.portal_words import usual

SCHOOL = "霜渡理工大学|霜渡工学院"
HOME = "https://www.shuangdulg.edu.cn/"
PORTAL = "https://xxgk.shuangdulg.edu.cn/"


def page(body: str, url: str = HOME, title: str = "霜渡理工大学") -> Page:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_page(url, html.encode(), "text/html; charset=utf-8")


def first(body: str, url: str = HOME) -> tuple[str, str]:
    """The best lead's address and kind, nothing where there is none."""
    leads, _ = portal_leads(page(body, url), SCHOOL)
    return (leads[0].url, leads[0].why) if leads else ("", "")


FILLING = "".join(f'<li><a href="/info/1/{n}.htm">学校召开第{n}次工作会议</a></li>' for n in range(30))

WAYS: dict[str, str] = {
    "text": f'<a href="{PORTAL}">信息公开</a>',
    "text of a site": f'<a href="{PORTAL}">信息公开网</a>',
    "school in front": f'<a href="{PORTAL}">霜渡理工大学信息公开网</a>',
    "former name in front": f'<a href="{PORTAL}">霜渡工学院信息公开</a>',
    "spaced": f'<a href="{PORTAL}"> 信 息 公 开 </a>',
    "marked": f'<a href="{PORTAL}">» 信息公开 &gt;</a>',
    "two languages": f'<a href="{PORTAL}">信息公开 INFORMATION</a>',
    "picture": f'<a href="{PORTAL}"><img src="/i/3.png" alt="信息公开"></a>',
    "picture's title": f'<a href="{PORTAL}"><img src="/i/3.png" title="信息公开专栏"></a>',
    "title": f'<a href="{PORTAL}" title="信息公开"><i class="i3"></i></a>',
    "title beside a word": f'<a href="{PORTAL}" title="信息公开">更多</a>',
    "box with a title": f'<div title="信息公开"><a href="{PORTAL}"><img src="/i/3.png"></a></div>',
    "words under a picture": f'<li><a href="{PORTAL}"><img src="/i/3.png"></a><p>信息公开</p></li>',
    "card": f'<div class="k"><h4>信息公开</h4><p>办事公开透明</p><a href="{PORTAL}">查看详情</a></div>',
    "card below a heading": f'<div><h3>信息公开</h3><div><a href="{PORTAL}">点击查看</a></div></div>',
    "area": f'<map name="m"><area shape="rect" coords="1,1,9,9" href="{PORTAL}" alt="信息公开"></map>',
    "option": f'<select><option>校内链接</option><option value="{PORTAL}">信息公开</option></select>',
    "literal": f"<script>var menu=[{{name:'信息公开',href:'{PORTAL}'}}]</script>",
    "literal, address first": f'<script>var m=[{{"url":"{PORTAL}","text":"信息公开"}}]</script>',
    "call": f'<script>add("机构", "/jg.htm"); add("信息公开", "{PORTAL}");</script>',
    "written": f"<script>document.write('<li><a href=\"{PORTAL}\">信息公开</a></li>')</script>",
    "written, escaped quotes": f'<script>document.write("<a href=\\"{PORTAL}\\">信息公开<\\/a>")</script>',
    "escaped words": f'<script>var m=[{{"t":"\\u4fe1\\u606f\\u516c\\u5f00","u":"{PORTAL}"}}]</script>',
    "onclick": f"<span onclick=\"window.open('{PORTAL}')\">信息公开</span>",
    "onclick of an anchor": f'<a href="javascript:;" onclick="location.href=\'{PORTAL}\'">信息公开</a>',
    "data": f'<div class="b" data-url="{PORTAL}">信息公开</div>',
    "escaped words and slashes": (
        '<script>var m = [{"id": 7, "name": "\\u4fe1\\u606f\\u516c\\u5f00", "url": "'
        + PORTAL.replace("/", "\\/")
        + '", "children": []}]</script>'
    ),
    "escaped slashes": "<script>add('信息公开', '" + PORTAL.replace("/", "\\/") + "')</script>",
    "another spelling": f'<a href="{PORTAL}">資訊公開</a>',
    "our own": f'<a href="{PORTAL}">我校信息公开</a>',
    "with the party's": f'<a href="{PORTAL}">党务·校务公开</a>',
    "the party's behind it": f'<a href="{PORTAL}">信息公开、党务公开</a>',
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_link_it(way: str) -> None:
    assert first(FILLING + WAYS[way])[0] == PORTAL


WEAKER: dict[str, tuple[str, str]] = {
    "校务公开": (f'<a href="{PORTAL}">校务公开</a>', PORTAL),
    "its column": (f'<a href="{PORTAL}ndbg.htm">信息公开年度报告</a>', f"{PORTAL}ndbg.htm"),
    "its guide": (f'<a href="{PORTAL}zn.htm">信息公开指南</a>', f"{PORTAL}zn.htm"),
    "a report on its host": (
        f'<a href="{PORTAL}info/1/2.htm">霜渡理工大学2022-2023学年信息公开年度报告</a>',
        PORTAL,
    ),
    "any page on its host": (f'<a href="{PORTAL}zc/zhangcheng.htm">学校章程</a>', PORTAL),
    "an address without words": ('<a href="/xxgkw/"><img src="3.png"></a>', f"{HOME}xxgkw/"),
    "a picture's name": ('<a href="/c/7/"><img src="/i/foot_xxgk.png"></a>', f"{HOME}c/7/"),
    "an icon's name": ('<a href="/c/7/"><i class="icon icon-xxgk"></i></a>', f"{HOME}c/7/"),
    "阳光校园": ('<a href="/c/7/">阳光校园</a>', f"{HOME}c/7/"),
}


@pytest.mark.parametrize("way", WEAKER)
def test_weaker_words_are_leads(way: str) -> None:
    body, url = WEAKER[way]
    assert first(FILLING + body)[0] == url
    both = f'<a href="https://gk.shuangdulg.edu.cn/">信息公开</a>{body}'
    assert first(both)[0] == "https://gk.shuangdulg.edu.cn/"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('<a href="http://kyc.shuangdulg.edu.cn/xxgk/">科研信息公开</a>', "qualified"),
        ('<a href="http://zs.shuangdulg.edu.cn/">招生信息公开</a>', "qualified"),
        ('<a href="http://dw.shuangdulg.edu.cn/">党务公开</a>', "other_disclosure"),
        ('<a href="/cw/">财务信息公开</a>', "qualified"),
        ('<a href="/yw/">院务公开</a>', "other_disclosure"),  # of a university's college
        ('<a href="/xy/">学院信息公开</a>', "other_disclosure"),
        ('<a href="http://www.moe.gov.cn/gk/">信息公开</a>', "foreign_site"),
        ('<a href="https://mp.weixin.qq.com/s/1">信息公开</a>', "foreign_site"),
        ('<a href="http://jyt.lanheng.gov.cn/">政府信息公开</a>', "government"),
        ('<a href="http://jyt.lanheng.gov.cn/">省教育厅信息公开</a>', "government"),
        ('<a href="http://www.lanheng.gov.cn/">政务公开</a>', "government"),
    ],
)
def test_false_friends_are_refused_with_a_reason(link: str, why: str) -> None:
    leads, refused = portal_leads(page(FILLING + link), SCHOOL)
    assert leads == []
    assert [each.why for each in refused] == [why]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/xxgk/">学校概况</a>',
        '<a href="/c/7/"><img src="/i/xxgkb.png"></a>',
        '<a href="/c/7/" class="xxgk">学校概况</a>',
        '<a href="/xxgk/index.htm">学校简介</a>',
        '<a href="http://info.shuangdulg.edu.cn/">信息化中心</a>',
        f'<!-- <a href="{PORTAL}">信息公开</a> -->',
        f"<script>// add('信息公开', '{PORTAL}')\n</script>",
        f"<script>/* var m = [{{name: '信息公开', href: '{PORTAL}'}}] */</script>",
        '<a href="#">信息公开</a>',
        '<a href="javascript:void(0)">信息公开</a>',
        '<a href="/files/zn.pdf">信息公开指南</a>',
        f'<a href="{HOME}">信息公开</a>',
    ],
)
def test_what_is_no_lead(body: str) -> None:
    assert first(FILLING + body) == ("", "")


def test_the_own_domain_comes_before_others() -> None:
    copy = '<a href="http://www.huancun.com/">信息公开</a>'
    sister = '<a href="http://xxgk.shuangdugy.edu.cn/">信息公开</a>'
    leads, _ = portal_leads(page(f'{copy}{sister}<a href="{PORTAL}">信息公开</a>'), SCHOOL)
    assert [lead.url.split("/")[2] for lead in leads] == [
        "xxgk.shuangdulg.edu.cn",
        "xxgk.shuangdugy.edu.cn",
        "www.huancun.com",
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="http://www1.lanhengjyt.gov.cn/xxgk/">高校信息公开年度报告</a>',
        '<a href="http://jyt.lanheng.gov.cn/gx/">信息公开年度报告（教育厅集中公布）</a>',
        '<a href="http://gx.lanhengedu.cn/">全省高校信息公开年度报告</a>',
    ],
)
def test_a_province_collection_is_a_lead_of_its_own(link: str) -> None:
    assert first(link)[1] == "collection"


def test_a_menu_that_a_script_file_holds() -> None:
    home = page(
        '<script src="/js/jquery.min.js"></script><script src="/js/nav.js"></script><div id="n"></div>'
    )
    assert parts(home) == [f"{HOME}js/nav.js"]
    loaded = script_page(home, parts(home)[0], "document.write('<a href=\"xxgkw/index.htm\">信息公开</a>');")
    leads, _ = portal_leads(loaded, SCHOOL)
    assert [lead.url for lead in leads] == [
        f"{HOME}xxgkw/index.htm"
    ]  # relative to the page, not to the script


def test_a_menu_that_is_loaded_as_a_fragment() -> None:
    home = page("<div id='foot'></div><script>$('#foot').load('/inc/foot.html');</script>")
    assert parts(home) == [f"{HOME}inc/foot.html"]
    loaded = script_page(home, parts(home)[0], '<ul><li><a href="/gk/">信息公开</a></li></ul>')
    assert portal_leads(loaded, SCHOOL)[0][0].url == f"{HOME}gk/"


def test_a_door_leads_on() -> None:
    assert doors(page('<a href="/main.htm">进入主页</a> <a href="/en/">English</a>')) == [f"{HOME}main.htm"]
    assert doors(page('<meta http-equiv="refresh" content="0;url=/zh/">')) == [f"{HOME}zh/"]
    assert doors(page('<iframe src="https://ads.example.com/"></iframe>')) == []
    assert doors(page('<a href="/cms/"><img src="enter.jpg"></a>')) == [f"{HOME}cms/"]


JUMPS = (
    "<script>setTimeout(function () { window.location.href = '/cn/index.htm'; }, 3000)</script>欢迎",
    "<script>var to = '/cn/index.htm'; window.location.href = to;</script>",
    "<script>window.open('cn/index.htm', '_self')</script>",
    "<script>if (phone) { location.href = '/wap/'; } else { location.href = '/cn/index.htm'; }</script>",
    "<META HTTP-EQUIV=REFRESH CONTENT=\"0.1;URL='cn/index.htm'\">",
    '<meta http-equiv="refresh" content="3; cn/index.htm">',
    '<a href="/cn/index.htm">霜渡理工大学</a>',
)


@pytest.mark.parametrize("body", JUMPS)
def test_a_bare_page_leads_on_however_it_is_written(body: str) -> None:
    assert doors(page(body)) == [f"{HOME}cn/index.htm"]
    assert doors(page(FILLING + body)) in ([], [f"{HOME}cn/index.htm"])


def test_the_likeliest_door_comes_first() -> None:
    gate = '<a href="/60/">进入校庆专题</a><a href="/main.htm">进入学校主页</a>'
    assert doors(page(gate)) == [f"{HOME}main.htm", f"{HOME}60/"]


def test_a_page_in_another_language_leads_to_the_chinese_one() -> None:
    many = "".join(f'<a href="/en/{n}.htm">School No. {n}</a>' for n in range(40))
    chinese = '<a href="/zh/">中文</a>'
    assert doors(page(many + chinese, title="Shuangdu University")) == [f"{HOME}zh/"]
    assert doors(page(FILLING + chinese)) == []  # beside English, on a Chinese page


def test_frames_are_parts_and_no_doors() -> None:
    one, two = '<frame src="top.asp">', '<frame src="main.asp">'
    assert doors(page(f"<frameset>{one}</frameset>")) == [f"{HOME}top.asp"]
    assert doors(page(f"<frameset>{one}{two}</frameset>")) == []
    assert frames(page(f"<frameset>{one}{two}</frameset>")) == [f"{HOME}top.asp", f"{HOME}main.asp"]


def test_pages_that_may_have_the_link_are_of_the_own_site() -> None:
    body = '<a href="/jg/">机构设置</a><a href="http://xb.shuangdulg.edu.cn/">学校办公室</a>'
    body += '<a href="/dt/">网站地图</a><a href="/dt2/">网站地图</a>'
    foreign = '<a href="http://www.huancun.com/">公共服务</a><a href="/a.pdf">学校概况</a>'
    assert [hub.url for hub in hubs(page(body + foreign))] == [
        f"{HOME}dt/",
        "http://xb.shuangdulg.edu.cn/",
        f"{HOME}jg/",
    ]
    assert [hub.url for hub in hubs(page(body), ("offices",))] == ["http://xb.shuangdulg.edu.cn/"]


@pytest.mark.parametrize(
    ("text", "school", "usual_text"),
    [
        ("院务公开", "云泊职业学院", "校务公开"),
        ("院务公开", "云泊大学", "院务公开"),
        ("校(院)务公开", "云泊大学", "校务公开"),
        ("校园信息公开", "云泊大学", "信息公开"),
        ("党务公开", "云泊大学", "党务公开"),
        ("党务公开、校务公开", "云泊大学", "校务公开"),
        ("招生信息公开", "云泊大学", "招生信息公开"),
        ("招生公开、信息公开", "云泊大学", "招生公开、信息公开"),
        ("学校章程与信息公开", "云泊大学", "信息公开"),
        ("章程信息公开", "云泊大学", "章程信息公开"),
        ("", "", ""),
    ],
)
def test_other_words_for_it(text: str, school: str, usual_text: str) -> None:
    assert usual(text, school) == usual_text


@given(st.text(max_size=400), st.sampled_from(sorted(WAYS.values())))
@settings(max_examples=60, deadline=None)
def test_any_page_gives_leads_or_none(noise: str, link: str) -> None:
    cut = len(noise) % (len(link) + 1)
    made = page(noise + link[:cut] + noise)
    for ask in (lambda p: portal_leads(p, SCHOOL), doors, frames, hubs, parts):
        call: Callable[[Page], object] = ask
        call(made)
    script_page(made, HOME, noise + link)


def test_a_hostile_page_takes_no_time() -> None:
    """Bounded: what is nested or repeated without end is given up, not followed."""
    hostile = "<div title='信息公开'>" * 3_000 + "<a href='/a'></a>" * 3_000
    hostile += "<script>" + "'信息公开'," * 20_000 + "</script>" + "<span onclick=\"window.open('" * 2_000
    portal_leads(page(hostile), SCHOOL)
