# ruff: noqa: E501 - lines of markup are as long as they are
"""A notice of removal counts down; the new site pages by laypage; reports before 2018 carry the school's former name."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

FORMER = "苇杭工业学院"
NEW = "www.weihanglg.edu.cn"
COLUMNS = {
    101: "公开指南",
    102: "公开制度",
    103: "基本信息",
    104: "年度报告",
    105: "财务信息",
    106: "教学质量",
    107: "公开动态",
}


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2010, 2023)):
        title, text = wording(hand, (0, 4, 1)[n % 3], period), hand.body(period, day)
        if day.year < 2018:
            title, text = title.replace(hand.name, FORMER), text.replace(hand.name, FORMER)
        reports.append(Item(title, day, show(5410 - 67 * n), text, period))
    lists: dict[int, list[Item]] = {
        104: newest_first(
            reports, friends(hand, ["senate", "alumni"], 2015, 2024, lambda _, n: show(2000 - n))
        ),
        103: notices(hand, "jb", 31, lambda _, n: show(1900 - n)),
        105: friends(hand, ["budget", "accounts"], 2014, 2024, lambda _, n: show(1800 - n)),
        106: friends(hand, ["quality", "jobs"], 2014, 2024, lambda _, n: show(1700 - n)),
        107: newest_first(
            notices(hand, "dt", 40, lambda _, n: show(1600 - n)),
            friends(hand, ["notice", "meeting"], 2018, 2024, lambda _, n: show(1500 - n)),
        ),
        102: notices(hand, "zd", 5, lambda _, n: show(1400 - n), 2010, 2019),
    }
    for cid, rows in lists.items():
        for page, _, part in paginate(rows, 10):
            here = f"/xxgk/lists/{cid}" + (f"?page={page}" if page > 1 else "")
            shown = frame(hand, COLUMNS[cid], listed(cid, page, len(rows), part))
            for target in {here, f"/xxgk/lists/{cid}?page={page}"}:
                hand.page(target, shown, host=NEW)
            for item in part:
                text = f'<h1 class="title">{item.title}</h1><p class="meta">{item.day} 08:42 来源：校长办公室</p><div class="article-content">{item.html}</div>'
                add(hand, item, frame(hand, COLUMNS[cid], text), [f"https://{NEW}{here}"], NEW)
    hand.page("/xxgk/lists/101", frame(hand, COLUMNS[101], hand.words("guide")), host=NEW)
    recent = "".join(map(line, lists[107][:7]))
    hand.needed.add(hand.page("/xxgk/", frame(hand, "首页", f'<ul class="news">{recent}</ul>'), host=NEW))
    hand.page(
        "/",
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{FORMER}信息公开网</title></head><body><div style="text-align:center;margin-top:200px">
<p>{FORMER}信息公开网已迁移至新网址，<span id="sec">5</span>秒后自动跳转。如未跳转请点击 <a href="https://{NEW}/xxgk/">https://{NEW}/xxgk/</a></p></div>
<script>var s = 5; setInterval(function () {{ s--; document.getElementById("sec").innerText = s; if (s == 0) {{ location.href = "https://{NEW}/xxgk/"; }} }}, 1000);</script></body></html>""",
    )
    hand.page(
        "/",
        f'<html><head><meta charset="utf-8"><title>{hand.name}</title></head><body><a href="/xxgk/">信息公开</a><p>{hand.name}的前身是{FORMER}，2018年更名。</p></body></html>',
        host=NEW,
    )


def show(number: int) -> str:
    return f"/xxgk/show/{number}"


def line(item: Item) -> str:
    return f'<li><a href="{item.target}"><i class="layui-icon"></i>{item.title}</a><span>{item.day:%Y-%m-%d}</span></li>\n'


def listed(cid: int, page: int, total: int, part: Sequence[Item]) -> str:
    return f"""<ul class="news">{"".join(map(line, part))}</ul><div id="pages"></div><script>
layui.use(['laypage'], function () {{ var laypage = layui.laypage;
laypage.render({{ elem: 'pages', count: {total}, limit: 10, curr: {page}, layout: ['count', 'prev', 'page', 'next', 'skip'], jump: function (obj, first) {{ if (!first) {{ location.href = '/xxgk/lists/{cid}?page=' + obj.curr; }} }} }}); }});
</script>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<dd><a href="/xxgk/lists/{cid}">{name}</a></dd>' for cid, name in COLUMNS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}信息公开</title><link rel="stylesheet" href="/static/layui/css/layui.css"></head><body>
<dl class="layui-nav-child"><dd><a href="/xxgk/">信息公开首页</a></dd>{menu}</dl><span class="layui-breadcrumb"><a href="/">学校主页</a><a href="/xxgk/">信息公开</a><a><cite>{title}</cite></a></span>{main}<div class="foot">{hand.name}</div></body></html>"""
