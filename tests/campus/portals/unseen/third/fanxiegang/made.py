# ruff: noqa: E501 - lines of markup are as long as they are
"""An entrance that is an image map; links with backslashes and unescaped Chinese names; downloadFile('id') in the rest."""

from urllib.parse import quote

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

COLUMNS = {
    "gkzn": "公开指南",
    "gkzd": "规章制度",
    "zsxx": "招生信息",
    "cwxx": "收费与财务",
    "ndbg": "年度报告",
    "gsgg": "公示公告",
}


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", "gbk"
    lists: dict[str, list[Item]] = {
        "zsxx": notices(hand, "zs", 17, lambda _, n: f"/zsxx/{300 - n}.htm"),
        "cwxx": friends(hand, ["budget", "accounts"], 2018, 2024, lambda _, n: f"/cwxx/{270 - n}.htm"),
        "gsgg": newest_first(
            notices(hand, "gs", 28, lambda _, n: f"/gsgg/{240 - n}.htm"),
            friends(hand, ["notice", "meeting"], 2020, 2024, lambda _, n: f"/gsgg/{200 - n}.htm"),
        ),
        "gkzd": notices(hand, "zd", 6, lambda _, n: f"/gkzd/{180 - n}.htm", 2013, 2020),
        "ndbg": friends(hand, ["quality", "jobs"], 2016, 2024, lambda _, n: f"/ndbg/{160 - n}.htm"),
    }
    extra = []
    for n, (period, day) in enumerate(years(2014, 2023)):
        title = wording(hand, (0, 5)[n % 2], period)
        if n % 2:
            name = f"{title} 终稿.pdf"
            file = hand.file(f"/upload/{day.year}/{quote(name)}", period, day)
            href = f"..\\upload\\{day.year}\\{name}"
            hand.expect(period, title, day, file, format_="pdf", via=["/index.htm", "/ndbg/index.htm"])
            extra.append((day, title, f'<a href="{href}" target="_blank">{title}</a>'))
        else:
            number = 8800 + day.year
            file = hand.file(f"/common/down.asp?fileid={number}", period, day, "docx")
            page = hand.page(
                f"/ndbg/{400 - n}.htm",
                frame(hand, title, f"""<h2>{title}</h2><p>日期：{day}</p><p>　　全文见附件。</p><p>附件：<a href="javascript:downloadFile('{number}')">{title}</a></p>
<script>function downloadFile(id) {{ window.location.href = "/common/down.asp?fileid=" + id; }}</script>"""),
                day,
            )  # fmt: skip
            hand.expect(period, title, day, page, file, "docx", ["/index.htm", "/ndbg/index.htm"])
            extra.append((day, title, f'<a href="{400 - n}.htm">{title}</a>'))
    for slug, rows in lists.items():
        lines = [
            (item.day, f'<a href="..\\{item.target[1:].replace("/", chr(92))}">{item.title}</a>')
            for item in rows
        ]
        if slug == "ndbg":
            lines += [(day, link) for day, _, link in extra]
        shown = "".join(
            f"<tr><td>◆ {link}</td><td>{day}</td></tr>\n" for day, link in sorted(lines, reverse=True)
        )
        hand.page(f"/{slug}/index.htm", frame(hand, COLUMNS[slug], f"<table>{shown}</table>"))
        for item in rows:
            add(
                hand,
                item,
                frame(hand, item.title, f"<h2>{item.title}</h2><p>日期：{item.day}</p>{item.html}"),
                [f"/{slug}/index.htm"],
            )
    hand.page("/gkzn/index.htm", frame(hand, COLUMNS["gkzn"], hand.words("guide")))
    recent = "".join(f'<tr><td><a href="{i.target[1:]}">{i.title}</a></td></tr>' for i in lists["gsgg"][:6])
    hand.page("/index.htm", frame(hand, "首页", f"<table>{recent}</table>"))
    hand.page("/", f"""<html><head><title>{hand.name}信息公开专题</title></head><body bgcolor=#003366><center><img src="images/cover.jpg" usemap="#m" border=0>
<map name="m"><area shape="rect" coords="120,300,260,360" href="index.htm" alt="进入"></map></center></body></html>""")  # fmt: skip


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<td><a href="..\\{slug}\\index.htm">{name}</a></td>' for slug, name in COLUMNS.items())
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head><body><table><tr><td><a href="..\\index.htm">首页</a></td>{menu}</tr></table>
<p>您的位置：首页 》 {title}</p>{main}<p align=center>{hand.name} 版权所有 备案号 00000</p></body></html>"""
