# ruff: noqa: E501 - lines of markup are as long as they are
"""An English twin with pages of its own; titles as the school wrote them over ten years."""

from tests.campus.freehand import Freehand, years

TITLES = (
    "{period}学年信息公开工作总结",
    "{school}{period}学年信息公开工作报告",
    "高等学校信息公开工作年度报告({period}学年度)",
    "{school}信息公开工作总结报告（{period}学年）",
)


def make(hand: Freehand) -> None:
    chinese = english = ""
    for index, (period, day) in enumerate(years(2011, 2022)):
        title = TITLES[index % 4].format(school=hand.name, period=period)
        target = f"/zh/gk/nd/{320 - index * 3}.html"
        page = hand.page(target, frame(hand, "zh", title, f"<h1>{title}</h1>{hand.body(period, day)}"), day)
        chinese += f'<li><a href="{target}">{title}</a> <time>{day}</time></li>'
        hand.expect(period, title, day, page, via=["/zh/", "/zh/gk/nd/"])
        name = f"Annual Report on Information Disclosure {period}"
        target = f"/en/gk/nd/{320 - index * 3}.html"
        hand.page(
            target, frame(hand, "en", name, f"<h1>{name}</h1><p>The English version is being prepared.</p>")
        )
        english += f'<li><a href="{target}">{name}</a></li>'
    for why, title in (
        ("work_plan", f"{hand.name}2022年工作总结"),
        ("news", "学校召开信息公开工作总结会"),
        ("congress", "教代会2022年学校工作报告"),
    ):
        target = f"/zh/gk/nd/{why}.html"
        hand.refuse(hand.page(target, frame(hand, "zh", title, hand.words(why))), title, why)
        chinese += f'<li><a href="{target}">{title}</a></li>'
    hand.page("/zh/gk/nd/", frame(hand, "zh", "总结与报告", f"<ul>{chinese}</ul>"))
    hand.page("/en/gk/nd/", frame(hand, "en", "Annual Reports", f"<ul>{english}</ul>"))
    for lang, name in (("zh", "信息公开制度"), ("en", "Regulations")):
        hand.page(f"/{lang}/gk/zd/", frame(hand, lang, name, hand.words("measures")))
    hand.page("/zh/", frame(hand, "zh", "信息公开", "<p>首页</p>"))
    hand.page("/en/", frame(hand, "en", "Information Disclosure", "<p>Home</p>"))
    choice = '<a href="/zh/">中文版</a> <a href="/en/">English</a>'
    hand.page(
        "/",
        f'<html><head><meta charset="utf-8"><title>{hand.name}信息公开</title></head><body>{choice}</body></html>',
    )


def frame(hand: Freehand, lang: str, title: str, main: str) -> str:
    zh = (("首页", ""), ("信息公开制度", "gk/zd/"), ("总结与报告", "gk/nd/"))
    en = (("Home", ""), ("Regulations", "gk/zd/"), ("Annual Reports", "gk/nd/"))
    menu = "".join(f'<a href="/{lang}/{to}">{name}</a>' for name, to in (zh if lang == "zh" else en))
    other = '<a href="/en/">EN</a>' if lang == "zh" else '<a href="/zh/">中文</a>'
    return f"""<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div>{menu} {other}</div><main>{main}</main></body></html>"""
