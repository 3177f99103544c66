"""The fifty items on the portal's first page; the links in a row are years, of articles and of files."""

from datetime import date

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import Item, add, friends

ROWS = (
    (
        "基本信息",
        (
            ("学校简介、机构设置、领导分工", "gk"),
            ("学校章程及各项规章制度", "zc"),
            ("教职工代表大会相关制度、工作报告", "jd"),
            ("学术委员会相关制度、年度报告", "xs"),
            ("信息公开年度报告", "nb"),
        ),
    ),
    ("招生考试信息", (("招生章程及招生计划", "zs"), ("录取查询及分数线", "lq"))),
    ("财务资产及收费信息", (("部门预算", "ys"), ("部门决算", "js"), ("收费项目及标准", "sf"))),
    ("教学质量信息", (("高等职业教育质量年度报告", "zl"), ("毕业生就业质量年度报告", "jy"))),
)


def make(hand: Freehand) -> None:
    reports = []
    for n, (period, day) in enumerate(years(2017, 2024)):
        a, b = period.split("-")
        is_page = int(a) < 2021
        target = f"/xxgk/info/{1500 - 40 * n}.html" if is_page else f"/upload/file/{day:%Y%m%d}/xxgknb{b}.pdf"
        reports.append(Item(f"{a}-{b}学年", day, target, hand.body(period, day), period))
    senate = friends(hand, ["senate"], 2019, 2025, lambda _, n: f"/xxgk/info/{900 - n}.html")
    groups = {
        "nb": reports,
        "xs": senate,
        "ys": friends(hand, ["budget"], 2017, 2025, lambda _, n: f"/xxgk/info/{880 - n}.html"),
        "js": friends(hand, ["accounts"], 2017, 2025, lambda _, n: f"/xxgk/info/{860 - n}.html"),
        "zl": friends(hand, ["quality"], 2017, 2025, lambda _, n: f"/xxgk/info/{840 - n}.html"),
        "jy": friends(hand, ["jobs"], 2017, 2025, lambda _, n: f"/xxgk/info/{820 - n}.html"),
    }
    rows, number = "", 0
    for kind, items in ROWS:
        for k, (name, slug) in enumerate(items):
            number += 1
            first = f'<td rowspan="{len(items)}" class="lb">{kind}</td>' if k == 0 else ""
            cell = "　".join(
                f'<a href="{i.target}" target="_blank">{i.title if slug == "nb" else f"{i.day.year}年"}</a>'
                for i in groups.get(slug, ())
            )
            other = f"/xxgk/info/{100 + number}.html"
            cell = cell or f'<a href="{other}" target="_blank">点击查看</a>'
            rows += f"<tr>{first}<td>{number}</td><td>{name}</td><td>{cell}</td></tr>\n"
            if slug not in groups:
                hand.page(other, frame(hand, name, "<p>内容由有关部门负责更新。</p>"))
    home = (
        '<h2 class="bt">信息公开事项清单</h2><table class="qd" border="1"><thead><tr><th>类别</th>'
        f"<th>序号</th><th>公开事项</th><th>公开内容</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    hand.page("/xxgk/", frame(hand, "信息公开", home))
    for slug, items in groups.items():
        for item in items:
            if item.target.endswith(".pdf"):
                file = hand.file(item.target, item.period, item.day)
                hand.expect(item.period, item.title, item.day, file, file, "pdf")
                continue
            title = f"澜沧湖职业学院{item.title}信息公开年度报告" if slug == "nb" else item.title
            text = f'<h1>{title}</h1><p class="sj">{stamp(item.day)}</p><div class="nr">{item.html}</div>'
            add(hand, item, frame(hand, title, text))
    for n, name in ((1, "信息公开指南"), (2, "信息公开实施细则"), (3, "依申请公开")):
        hand.page(f"/xxgk/info/{n}.html", frame(hand, name, hand.words(("guide", "measures", "form")[n - 1])))


def stamp(day: date) -> str:
    return f"发布时间：{day.year}年{day.month:02d}月{day.day:02d}日　发布人：办公室"


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(
        f' <a href="{target}">{name}</a>'
        for target, name in (
            ("https://www.lchzy.edu.cn/", "首页"),
            ("/xxgk/", "信息公开"),
            ("/xxgk/info/1.html", "信息公开指南"),
            ("/xxgk/info/2.html", "信息公开实施细则"),
            ("/xxgk/info/3.html", "依申请公开"),
        )
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>'
        f'<div class="h">{menu}</div><div class="w">当前位置：首页 &gt; {title}</div>'
        f'<div class="m">{main}</div><div class="f">{hand.name}</div></body></html>'
    )
