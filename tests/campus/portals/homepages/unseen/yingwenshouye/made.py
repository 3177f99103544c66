# ruff: noqa: E501 - lines of markup are as long as they are
"""Links of the English page name no openness; 中文 leads to /zh/, whose foot has 信息公开 as a heading over a list."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news, portal

COLUMNS = {
    "guide": "信息公开指南",
    "rules": "信息公开办法",
    "annual": "信息公开年度报告",
    "finance": "财务信息",
}


def make(hand: Freehand) -> None:
    portal(
        hand,
        "信息公开 - 兰皋国际大学",
        COLUMNS,
        base="/zh/information-open/",
        reports="annual",
        suffix=".html",
    )
    about(hand, ("/zh/about.html",), "")
    english = "".join(
        f'<li><a href="/en/{slug}.html">{name}</a></li>'
        for slug, name in (
            ("about", "About"),
            ("admissions", "Admissions"),
            ("research", "Research"),
            ("information-services", "Information Services"),
            ("life", "Campus Life"),
            *((f"school-of-{n}", f"School of Subject {n}") for n in range(1, 25)),
        )
    )
    hand.page(
        "/",
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Langao International University</title>
<script>if (/AppleWebKit.*Mobile/i.test(navigator.userAgent)) {{ window.location.href = 'http://m.langaoguoji.edu.cn/'; }}</script>
</head><body><header><a class="lang" href="/zh/">中文</a> <a href="http://m.langaoguoji.edu.cn/">Mobile</a></header>
<ul>{english}</ul><main><h1>Welcome</h1><p>LIU is a comprehensive university with students from sixty countries.</p></main>
<footer><a href="/en/contact.html">Contact</a> <a href="/en/open-day.html">Open Day</a></footer></body></html>""",
    )
    hand.page(
        "/", "<html><head><title>手机版</title></head><body>手机版</body></html>", host="m.langaoguoji.edu.cn"
    )
    own = """<dl><dt><a href="/zh/information-open/">信息公开</a></dt><dd><a href="/zh/information-open/rules.html">规章</a></dd>
<dd><a href="/zh/information-open/finance.html">财务信息公开</a></dd></dl>"""
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<a href="/">English</a><ul>{menu("/zh/about.html", "关于我们")}</ul><ul>{news(hand, "lg")}</ul>
<footer>{footer("langaoguoji.edu.cn", own)}</footer></body></html>"""
    hand.needed.add(hand.page("/zh/", home))
