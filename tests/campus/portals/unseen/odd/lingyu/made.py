# ruff: noqa: E501 - lines of markup are as long as they are
"""The portal has statutes and budgets; 信息公开年报 leads to the school's place on a platform of many schools."""

from tests.campus.freehand import Freehand, years

PLATFORM = "langao.gkpt-jiaoyu.com"
OTHERS = (("章程", "zc", "章程"), ("预决算公开", "yjs", "部门预算"), ("收费公示", "sf", "收费标准"))


def make(hand: Freehand) -> None:
    base = "https://" + PLATFORM
    lines = ""
    for index, (period, day) in enumerate(years(2015, 2023)):
        title = f"{hand.name}{period}学年信息公开工作年度报告"
        target = f"/s/1207/news/{88120 - 310 * index}.html"
        page = hand.page(
            target, there(hand, title, f"<h1>{title}</h1>{hand.body(period, day)}"), day, PLATFORM
        )
        hand.expect(period, title, day, page, via=[f"{base}/s/1207/", f"{base}/s/1207/list/3.html"])
        lines += f'<li><a href="news/{88120 - 310 * index}.html">{title}</a><i>{day}</i></li>'
    hand.page(
        "/s/1207/list/3.html",
        there(hand, "信息公开年报", f"<ul>{lines.replace('news/', '../news/')}</ul>"),
        host=PLATFORM,
    )
    hand.page("/s/1207/list/4.html", there(hand, "公开指南", hand.words("guide")), host=PLATFORM)
    hand.page("/s/1207/", there(hand, hand.name, "<p>学校主页</p>"), host=PLATFORM)
    other = hand.page(
        "/s/1309/",
        "<html><head><title>某某学院</title></head><body>某某学院信息公开</body></html>",
        host=PLATFORM,
    )
    hand.page(
        "/",
        f"<html><body><a href='{base}/s/1207/'>{hand.name}</a><a href='{other}'>某某学院</a></body></html>",
        host=PLATFORM,
    )
    for name, slug, what in OTHERS:
        items = ""
        for i, year in enumerate(range(2024, 2016, -1)):
            title = f"{hand.name}{year}年{what}信息公开"
            why = "budget" if slug == "yjs" else "ordinary"
            url = hand.page(f"/xxgkw/{slug}/{i}.html", here(hand, title, hand.words(why)))
            if why == "budget":
                hand.refuse(url, title, why)
            items += f'<li><a href="/xxgkw/{slug}/{i}.html">{title}</a></li>'
        hand.page(f"/xxgkw/{slug}.html", here(hand, name, f"<ul>{items}</ul>"))
    hand.page("/xxgkw/", here(hand, "信息公开网", "<p>按照高等学校信息公开事项清单公开。</p>"))


def here(hand: Freehand, title: str, main: str) -> str:
    menu = "".join(f'<li><a href="/xxgkw/{slug}.html">{name}</a></li>' for name, slug, _ in OTHERS)
    return f"""<html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>
<ul class="m"><li><a href="/xxgkw/">首页</a></li>{menu}
<li><a href="https://{PLATFORM}/s/1207/" target="_blank">信息公开专栏</a></li></ul>{main}</body></html>"""


def there(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title} - 校务公开服务平台</title></head><body>
<a href="/s/1207/">{hand.name}</a><a href="/s/1207/list/3.html">信息公开年报</a><a href="/s/1207/list/4.html">公开指南</a>
<div class="news">{main}</div><a href="https://www.gkpt-jiaoyu.com/">关于平台</a></body></html>"""
