# ruff: noqa: E501 - lines of markup are as long as they are
"""An old ASP site: frames, GBK without a declaration, javascript: links, 二○一五—二○一六学年."""

from tests.campus.freehand import Freehand, years

DIGITS = "○一二三四五六七八九"
SIZE = 5


def make(hand: Freehand) -> None:
    hand.encoding, hand.declared = "gb18030", ""
    hand.page(
        "/",
        """<html><head><title>校务公开</title></head><frameset rows="120,*"><frame src="top.asp" name="top">
<frameset cols="180,*"><frame src="left.asp" name="left"><frame src="main.asp" name="main"></frameset></frameset></html>""",
    )
    hand.page("/top.asp", "<html><body bgcolor=#336699><img src=images/top.jpg></body></html>")
    hand.page("/main.asp", "<html><body><font size=2>欢迎访问校务公开网站</font></body></html>")
    menu = "".join(
        f"<tr><td><a href='list.asp?cid={n}' target=main>{name}</a></td></tr>"
        for n, name in ((1, "组织机构"), (2, "规章制度"), (3, "公开报告"), (4, "办事指南"))
    )
    hand.page("/left.asp", f"<html><body><table border=0>{menu}</table></body></html>")
    rows = []
    for index, (period, day) in enumerate(years(2011, 2020)):
        one, two = ("".join(DIGITS[int(d)] for d in part) for part in period.split("-"))
        title = f"{one}—{two}学年度信息公开工作报告"
        rows.append((title, f"show.asp?id={212 - 13 * index}", period, day))
    pages = -(-len(rows) // SIZE)
    for number in range(1, pages + 1):
        here, lines = "/list.asp?cid=3" + (f"&page={number}" if number > 1 else ""), ""
        for title, to, period, day in rows[(number - 1) * SIZE : number * SIZE]:
            lines += f"""<tr><td><font color=red>·</font><a href="javascript:openwin('{to}')">{title}</a></td>
<td>{day.year}-{day.month}-{day.day}</td></tr>"""
            text = f"<center><b>{title}</b></center><hr>{hand.body(period, day)}"
            page = hand.page(
                f"/{to}", f"<html><head><title>{title}</title></head><body>{text}</body></html>", day
            )
            hand.expect(period, title, day, page, via=["/left.asp", here])
        after = f"<a href=list.asp?cid=3&page={number + 1}><img src=images/next.gif border=0 alt=下一页></a>"
        pager = f"共{len(rows)}条 第{number}页 " + (after if number < pages else "")
        hand.page(here, listed("公开报告", lines + f"<tr><td>{pager}</td></tr>"))
    for n, name in ((1, "组织机构"), (2, "规章制度"), (4, "办事指南")):
        lines = ""
        for i, notice in enumerate(hand.notices(name, 6, 2009, 2016)):
            to = f"show.asp?id={n}0{i}"
            lines += f"""<tr><td><a href="javascript:openwin('{to}')">{notice.title}</a></td></tr>"""
            hand.page(
                f"/{to}",
                f"<html><title>{notice.title}</title><body>{'<br>'.join(notice.lines)}</body></html>",
            )
        hand.page(f"/list.asp?cid={n}", listed(name, lines))


def listed(name: str, lines: str) -> str:
    return f"""<html><head><title>{name}</title><script language=javascript>
function openwin(u){{window.open(u,"","width=700,height=500,scrollbars=yes")}}</script></head>
<body><b>{name}</b><table width=95%>{lines}</table></body></html>"""
