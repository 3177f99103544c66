"""A tree that javascript:; unfolds; its leaves are absolute http links, beside other yearly reports."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, notices, reports

TREE = {
    "1 基本信息": {
        101: "1.1 办学基本情况",
        102: "1.2 章程与规章制度",
        103: "1.3 教职工代表大会",
        104: "1.4 学术委员会年度报告",
        105: "1.5 规划与工作计划",
        106: "1.6 信息公开年度报告",
    },
    "2 招生考试信息": {201: "2.1 招生章程及计划", 202: "2.2 录取结果"},
    "3 财务、资产及收费信息": {301: "3.1 财务管理制度", 302: "3.5 预算", 303: "3.6 决算"},
    "5 教学质量信息": {501: "5.7 毕业生就业质量年度报告", 502: "5.9 本科教学质量报告"},
    "10 其他": {901: "10.2 应急预案"},
}
NAMES = {cid: name for leaves in TREE.values() for cid, name in leaves.items()}
ROOT = "http://www.cenxiwan.edu.cn/gkml"


def make(hand: Freehand) -> None:
    def view(base: int, step: int = 1) -> str:
        return f"/gkml/view?aid={base - step}"

    lists: dict[int, list[Item]] = {
        106: reports(hand, 2010, 2023, (1, 0), lambda _, n: view(7000, 13 * n)),
        104: friends(hand, ["senate"], 2017, 2023, lambda _, n: view(6000, n)),
        302: friends(hand, ["budget"], 2014, 2024, lambda _, n: view(5900, n)),
        303: friends(hand, ["accounts"], 2014, 2024, lambda _, n: view(5800, n)),
        501: friends(hand, ["jobs"], 2013, 2023, lambda _, n: view(5700, n)),
        502: friends(hand, ["quality"], 2013, 2023, lambda _, n: view(5600, n)),
    }
    for cid, name in NAMES.items():
        rows = lists.get(cid) or notices(hand, str(cid), 6, partial(numbered, cid))
        for number, pages, part in paginate(rows, 10):
            here = "/gkml/list" + f"?cid={cid}" + (f"&pn={number}" if number > 1 else "")
            hand.page(here, frame(hand, name, listed(cid, number, pages, part)))
            for item in part:
                text = f'<div class="art"><h1>{item.title}</h1><p class="d">{item.day}</p>{item.html}</div>'
                add(hand, item, frame(hand, item.title, text), via=[here])
    hand.page("/gkml/", frame(hand, "信息公开目录", "<p>请点击左侧目录查看。</p>"))


def numbered(cid: int, _day: date, number: int) -> str:
    return f"/gkml/view?aid={cid * 10 + number}"


def listed(cid: int, number: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(
        f'<tr><td>{n}</td><td><a href="{ROOT}{item.target.removeprefix("/gkml")}">{item.title}</a></td>'
        "<td>校办</td>"
        f"<td>{item.day:%Y.%m.%d}</td></tr>"
        for n, item in enumerate(part, 10 * number - 9)
    )
    after = f'<a href="{ROOT}/list?cid={cid}&amp;pn={number + 1}">后一页</a>' if number < pages else "后一页"
    return f"""<table><thead><tr><th>序号</th><th>标题</th><th>发布机构</th><th>发布日期</th></tr></thead>
<tbody>{lines}</tbody></table><p>第 {number} 页 / 共 {pages} 页 {after}</p>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    tree = "".join(
        f'<li class="closed"><a href="javascript:;" class="fold">{name}</a><ul style="display:none">'
        + "".join(f'<li><a href="{ROOT}/list?cid={cid}">{leaf}</a></li>' for cid, leaf in leaves.items())
        + "</ul></li>\n"
        for name, leaves in TREE.items()
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div id="h"><h1>{hand.name}信息公开目录</h1><a href="http://www.cenxiwan.edu.cn/">返回学校主页</a></div>
<div id="tree"><ul>{tree}</ul></div><div id="c">{main}</div>
<!-- <a href="{ROOT}/list?cid=999">年度报告（旧）</a> --><div id="f">岑溪湾工业学院 版权所有</div></body>
</html>"""
