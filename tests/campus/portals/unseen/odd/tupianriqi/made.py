# ruff: noqa: E501 - lines of markup are as long as they are
"""Every item is called 信息公开年度报告; its date is drawn; the file is behind a picture."""

from tests.campus.freehand import Freehand, years


def make(hand: Freehand) -> None:
    lines = ""
    for index, (period, day) in enumerate(years(2016, 2023)):
        target = f"/gkxx/bg/{680 - index}.htm"
        digits = "".join(f'<img src="/img/num/{d}.png" width="9">' for d in f"{day:%Y%m%d}")
        lines += (
            f'<div class="it"><a href="{target}">信息公开年度报告</a><span class="d">{digits}</span></div>'
        )
        if index % 3 == 2:
            file = f"/gkxx/bg/att/{index}c7.pdf"
            document = hand.file(file, period, day)
            text = f'<p>请点击下图查看报告：</p><a href="{file}"><img src="/img/fengmian{index}.jpg" width="300"></a>'
            page = hand.page(target, frame(hand, "信息公开年度报告", text), day)
            hand.expect(period, "信息公开年度报告", day, page, document, "pdf", via=["/gkxx/bg/"])
        else:
            page = hand.page(target, frame(hand, "信息公开年度报告", hand.body(period, day)), day)
            hand.expect(period, "信息公开年度报告", day, page, via=["/gkxx/bg/"])
    for name, slug in (("规章制度", "zd"), ("招生信息", "zs")):
        items = ""
        for i, notice in enumerate(hand.notices(name, 10)):
            hand.page(f"/gkxx/{slug}/{i}.htm", frame(hand, notice.title, "<p>".join(notice.lines)))
            items += f'<div class="it"><a href="/gkxx/{slug}/{i}.htm">{notice.title}</a></div>'
        hand.page(f"/gkxx/{slug}/", frame(hand, name, items))
    hand.page("/gkxx/bg/", frame(hand, "公开报告", lines))
    hand.page("/", frame(hand, "首页", "<p>弘扬岐黄，服务大众。</p>"))


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title></head>
<body><map name="m"><area shape="rect" coords="0,0,90,30" href="/gkxx/zd/" alt="规章制度">
<area shape="rect" coords="90,0,180,30" href="/gkxx/bg/" alt="公开报告">
<area shape="rect" coords="180,0,270,30" href="/gkxx/zs/" alt="招生信息"></map>
<img src="/img/menu.jpg" usemap="#m"><div id="content"><h2>{title}</h2>{main}</div><p>{hand.name}</p></body></html>"""
