"""Pagers that no word gives away, and what is none."""

import pytest

from tests.xxgk_spiders.discovery.pages import page
from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.discovery.numbered import step
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.frontier import Lead
from xxgk_spiders.survey import survey

HOST = "http://xxgk.jiangzhou.edu.cn"
ITEMS = "<ul>" + "".join(f'<li><a href="/d/{n}a">条目{n}</a></li>' for n in range(3)) + "</ul>"
COLUMN = Judgement(Verdict.COLUMN, "column_exact")


def following(pager: str, path: str) -> str | None:
    link = next_page(page(ITEMS + pager, HOST + path))
    return link.url.removeprefix(HOST) if link else None


@pytest.mark.parametrize(
    "label",
    [
        *(
            "下一页(2/3)",
            "下一页（2/9）",
            "加载更多...",
            "加载更多……",
            "Older",
            "▶",
            "后10条",
            "较早的内容",
            "→→",
            "翻看旧条目",
        ),
        *('<img src="/next.gif">', '<i class="icon-right"></i>', ""),
    ],
)
def test_an_address_one_higher_is_the_next_page_whatever_it_says(label: str) -> None:
    back = '<a href="/News/Index/5?p=1">上一页</a>'
    assert following(f'<a href="/News/Index/5?p=2">{label}</a>', "/News/Index/5") == "/News/Index/5?p=2"
    assert (
        following(f'{back}<a href="/News/Index/5?p=3">{label}</a>', "/News/Index/5?p=2")
        == "/News/Index/5?p=3"
    )


@pytest.mark.parametrize(
    ("own", "other", "numbers"),
    [
        ("/gknb/", "/gknb/index_2.html", (1, 2)),
        ("/gknb/index_2.html", "/gknb/index_3.html", (2, 3)),
        ("/ndbg.htm", "/ndbg_2.htm", (1, 2)),
        ("/news/", "/news/page/2", (1, 2)),
        ("/list.asp?cid=5", "/list.asp?Page=2&cid=5", (1, 2)),
        ("/list-5.html", "/list-5-2.html", (1, 2)),
        ("/list.asp?cid=5", "/list.asp?cid=6", None),
        ("/list-5-1.html", "/list-6-1.html", None),
        ("/a/index.html", "/b/index_2.html", None),
        ("/list.asp?cid=5&page=2", "/list.asp?cid=6&page=3", None),
    ],
)
def test_addresses_of_one_list(own: str, other: str, numbers: tuple[int, int] | None) -> None:
    found = step(HOST + own, HOST + other)
    assert (found[:2] if found else None) == numbers


@pytest.mark.parametrize(
    ("pager", "path"),
    [
        ('<a href="/News/Index/6">学校公告</a>', "/News/Index/5"),
        ('<a href="/list-6.html">通知公告</a>', "/list-5.html"),
        ('<a href="/info/92.htm">下一条：某事</a>', "/info/91.htm"),
        ('<a href="/info/92.htm">&raquo;</a>', "/info/91.htm"),
        ('<a href="/tz/39.htm"><img src="/n.gif"></a>', "/tz/38.htm"),
        ('<a href="/l.asp?page=3">上一页</a>', "/l.asp?page=2"),
        ('<a href="/l.asp?page=3">2</a><a href="/l.asp?page=4">3</a>', "/l.asp?page=2"),
        ('<a href="/nb/2.htm">3</a>', "/nb/1.htm"),
    ],
)
def test_what_is_no_next_page(pager: str, path: str) -> None:
    assert following(pager, path) is None


@pytest.mark.parametrize(
    ("pager", "path", "found"),
    [
        ('<a href="?cid=5&p=4">尾页</a>', "/l.asp?cid=5", "/l.asp?cid=5&p=2"),
        ('<a href="?cid=5&p=4">尾页</a>', "/l.asp?cid=5&p=3", "/l.asp?cid=5&p=4"),
        ('共4页 <a href="?cid=5&page=3">末页</a>', "/l.asp?cid=5", "/l.asp?cid=5&page=1"),
        ('<a href="?cid=5&p=4">尾页</a>', "/l.asp?cid=5&p=4", None),
        ('<a href="?cid=6&p=4">尾页</a>', "/l.asp?cid=5", None),
    ],
)
def test_the_last_page_gives_the_numbers(pager: str, path: str, found: str | None) -> None:
    assert following(pager, path) == found


def menu(script: str, value: str, chosen: int = 1) -> str:
    options = "".join(
        f'<option value="{value.format(n)}"{" selected" if n == chosen else ""}>第{n}页</option>'
        for n in (1, 2, 3)
    )
    return f'<select onchange="{script}">{options}</select>'


@pytest.mark.parametrize(
    ("pager", "found"),
    [
        (menu("location.href=this.value", "/l/{}.html"), "/l/2.html"),
        (menu("location.href=this.options[this.selectedIndex].value", "l.asp?pg={}", 2), "/l.asp?pg=3"),
        (menu("window.location='?k=7&pn='+this.value", "{}"), "/l.asp?k=7&pn=2"),
        (
            menu("go(this.value)", "{}") + "<script>function go(n){location.href='l.asp?s='+n;}</script>",
            "/l.asp?s=2",
        ),
        (menu("location.href=this.value", "/l/{}.html", 3), None),
        (menu("alert(1)", "{}"), None),
        ('<select onchange="location.href=this.value"><option value="/a/">学院</option></select>', None),
    ],
)
def test_a_jump_menu(pager: str, found: str | None) -> None:
    assert following(pager, "/l.asp") == found


def test_the_number_of_the_first_page_is_not_looked_at_as_an_item() -> None:
    numbers = "".join(f'<li><a href="/News/Index/5?p={n}">{n}</a></li>' for n in (1, 2))
    url = f"{HOST}/News/Index/5"
    found = survey(
        page(f'{ITEMS}<ul class="pagination">{numbers}</ul>', url),
        Lead(url, "信息公开年报", 0.9, "column_exact", COLUMN),
        school_code="1",
        school_name="江州大学",
        sha256="0",
        size=1,
        menu=set(),
    )
    assert [lead.url.removeprefix(HOST) for lead in found.leads if "Index" in lead.url] == [
        "/News/Index/5?p=2"
    ]
