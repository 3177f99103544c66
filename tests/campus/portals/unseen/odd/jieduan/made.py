# ruff: noqa: E501 - lines of markup are as long as they are
"""Titles end after sixteen characters; nothing else in the list has them whole."""

from tests.campus.freehand import Freehand, years


def make(hand: Freehand) -> None:
    rows = []
    for index, (period, day) in enumerate(years(2014, 2023)):
        title = f"{hand.name}关于{period}学年信息公开工作的年度报告"
        target = f"/article/{day:%Y}/{900 + index}"
        page = hand.page(target, article(hand, title, hand.body(period, day), f"{day}"), day)
        list_page = f"/column/9?p={index // 5 + 1}" if index >= 5 else "/column/9"
        hand.expect(period, title, day, page, via=["/column/9", list_page])
        rows.append((title, target, day))
    made = [rows[:5], rows[5:]]
    for number, part in enumerate(made, 1):
        hand.page(
            "/column/9" + (f"?p={number}" if number > 1 else ""), column(hand, "年度报告", part, 9, number, 2)
        )
    rows = []
    for year in range(2024, 2014, -1):
        for index, what in enumerate(
            ("学年校历安排的通知", "学年奖学金评审结果的公示", "学年校园开放日的通知")
        ):
            title = f"{hand.name}关于{year - 1}-{year}{what}"
            target = f"/article/{year}/{10 + index}"
            hand.page(target, article(hand, title, hand.words("ordinary"), f"{year}-06-1{index}"))
            rows.append((title, target, years(year, year)[0][1].replace(year=year)))
    for number in range(1, 4):
        part = rows[(number - 1) * 10 : number * 10]
        hand.page(
            "/column/5" + (f"?p={number}" if number > 1 else ""), column(hand, "公示公告", part, 5, number, 3)
        )
    hand.page("/", frame(hand, "首页", "".join(line(*row) for row in rows[:6])))


def line(title: str, target: str, day: object) -> str:
    return f'<div class="row"><a href="{target}">{title[:16]}…</a><span>{day}</span></div>'


def column(hand: Freehand, name: str, rows: list, id_: int, number: int, pages: int) -> str:  # type: ignore[type-arg]
    around = "".join(f'<a href="/column/{id_}?p={n}">{n}</a>' for n in range(1, pages + 1))
    after = f'<a href="/column/{id_}?p={number + 1}">&raquo;</a>' if number < pages else ""
    return frame(hand, name, "".join(line(*row) for row in rows) + f'<div class="pg">{around}{after}</div>')


def article(hand: Freehand, title: str, text: str, day: str) -> str:
    return frame(hand, title, f"<h3>{title}</h3><p>日期：{day}</p>{text}")


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<header>{hand.name}<nav><a href="/">首页</a><a href="/column/9">年度报告</a><a href="/column/5">公示公告</a></nav></header>
<section>{main}</section><footer>地址：岚川市枫溪路1号</footer></body></html>"""
