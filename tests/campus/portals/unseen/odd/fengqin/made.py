"""Folding menus; 关于发布…的通知 has the report and the inventory as attachments."""

from datetime import timedelta

from tests.campus.freehand import Freehand, years
from tests.campus.wire import Answer

TREE = {
    "基本信息": (("学校章程", 101), ("信息公开年度报告", 102), ("学校规章制度", 103)),
    "招生考试信息": (("招生章程", 201), ("分数线", 202)),
    "财务、资产及收费信息": (("预算决算", 301), ("收费项目", 302)),
    "人事师资信息": (("岗位设置", 401), ("人员招聘", 402)),
}


def make(hand: Freehand) -> None:
    lines = ""
    for index, (period, day) in enumerate(years(2016, 2023)):
        title = f"关于发布{hand.name}{period}学年信息公开年度报告的通知"
        target, file = f"/info/102/{1600 - 40 * index}.html", f"/attach/{day:%Y/%m/%d}/1f{index}b09.pdf"
        sheet = f"/attach/{day:%Y/%m/%d}/1f{index}b10.xls"
        text = f"""<p>各单位：</p><p>现将《{hand.name}{period}学年信息公开年度报告》予以发布。</p>
<p>附件1：<a href="{file}">{hand.name}{period}学年信息公开年度报告</a></p>
<p>附件2：<a href="{sheet}">{hand.name}信息公开事项清单</a></p><p>{hand.name}办公室</p>"""
        page = hand.page(target, frame(hand, title, f"<h1>{title}</h1>{text}"), day)
        document = hand.file(file, period, day)
        table = "<table><tr><td>序号</td><td>类别</td><td>公开事项</td></tr><tr><td>1</td><td>基本信息</td>"
        body = (table + "<td>办学规模</td></tr></table>").encode("gb18030")
        hand.route(sheet, lambda body=body: Answer(body=body, content_type="application/vnd.ms-excel"))  # type: ignore[misc]
        hand.refuse(hand.url(sheet), "信息公开事项清单", "inventory")
        hand.expect(period, title, day, page, document, "pdf", via=["/col/102.html"])
        lines += f'<li><a href="{target}" title="{title}">{title}</a><span>[{day}]</span></li>'
        asked = f"关于做好{period}学年信息公开年度报告编制工作的通知"
        target = f"/info/102/{1601 - 40 * index}.html"
        hand.refuse(hand.page(target, frame(hand, asked, hand.words("notice"))), asked, "notice")
        lines += (
            f'<li><a href="{target}" title="{asked}">{asked}</a><span>[{day - timedelta(40)}]</span></li>'
        )
    for _, columns in TREE.items():
        for name, number in columns:
            items = lines if number == 102 else ""
            for i, notice in enumerate(hand.notices(name, 0 if number == 102 else 9)):
                target = f"/info/{number}/{i}.html"
                items += f'<li><a href="{target}">{notice.title}</a><span>[{notice.published}]</span></li>'
                hand.page(target, frame(hand, notice.title, "<p>".join(notice.lines)))
            hand.page(f"/col/{number}.html", frame(hand, name, f"<ul>{items}</ul>"))
    hand.page("/", frame(hand, "首页", "<p>本网依据高等学校信息公开办法建设。</p>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = ""
    for name, columns in TREE.items():
        inside = "".join(f'<li><a href="/col/{n}.html">{c}</a></li>' for c, n in columns)
        menu += f'<dt><a href="javascript:;">{name}</a></dt><dd style="display:none"><ul>{inside}</ul></dd>'
    return f"""<html><head><meta charset="utf-8"><title>{title}</title><script>
$(function(){{$('.acc dt').click(function(){{$(this).next('dd').slideToggle()}})}})</script></head><body>
<div class="left"><dl class="acc">{menu}</dl></div><div class="right">{main}</div></body></html>"""
