"""高校信息公开专栏 of the department: schools by name, each with a page of its reports and rules."""

from tests.campus.freehand import Freehand, years
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news

HOME = "www.zhitingzyxy.edu.cn"
SCHOOLS = {
    "0229": "苹洲学院",
    "0230": "蓼汀学院",
    "0231": "芷汀职业学院",
    "0232": "芷汀师范高等专科学校",
    "0233": "杜若学院",
}


def make(hand: Freehand) -> None:
    rows = "".join(f'<td><a href="/school/{n}/">{name}</a></td>' for n, name in SCHOOLS.items())
    top = hand.page("/", frame("全省高等学校信息公开专栏", f"<table><tr>{rows}</tr></table>"))
    hand.needed.add(top)
    for number, name in SCHOOLS.items():
        base, lines = f"/school/{number}/", ""
        for period, day in years(2019, 2022):
            title = f"{name}{period}学年信息公开年度报告"
            target = f"{base}{day.year}.html"
            text = hand.body(period, day).replace(hand.name, name)
            page = hand.page(target, frame(title, f"<h2>{title}</h2>{text}"), day)
            if name == hand.name:
                hand.expect(period, title, day, page)
            else:
                hand.refuse(page, title, "other_school")
            lines += f'<li><a href="{target}">{title}</a> {day}</li>'
        rules = hand.page(f"{base}zd.html", frame("信息公开制度", hand.words("measures")))
        hand.page(
            base,
            frame(
                f"{name}信息公开",
                f'<h2>{name}</h2><ul>{lines}<li><a href="{rules}">信息公开制度</a></li></ul>',
            ),
        )
    about(hand, ("/xygk.html", "/xxgk/"), HOME)
    link = '<a href="http://gxxxgk.lanhengedu.gov.cn/">高校信息公开专栏（省教育厅）</a>'
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xygk.html", "学院概况")}</ul><ul>{news(hand, "zt")}</ul>
<footer>{footer("zhitingzyxy.edu.cn", link)}</footer></body></html>"""
    hand.page("/", home, host=HOME)


def frame(title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<p><a href="/">高等学校信息公开专栏</a> 主办：岚衡省教育厅</p>{main}</body></html>"""
