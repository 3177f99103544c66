"""Reports as pictures of their pages; one page has gone, and one report is text."""

import io
from dataclasses import replace
from datetime import date
from functools import partial

from tests.campus import documents
from tests.campus.carriers import MIME
from tests.campus.freehand import Freehand, years
from tests.campus.prose import Facts
from tests.campus.wire import Answer

LOST = "2021-2022"
WRITTEN = "2023-2024"


def pages(school: str, period: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of three pages; the first line is the title."""
    first = int(period[:4])
    return (
        (
            f"{school}{first}-{first + 1}学年信息公开工作年度报告",
            f"根据《高等学校信息公开办法》（教育部令第29号），{school}编制本报告。"
            f"统计期限自{first}年9月1日至{first + 1}年8月31日。",
            "一、概述",
            "学校把信息公开列入年度工作要点，各部门确定联络员，逐级审核后发布。",
        ),
        (
            "二、主动公开情况",
            f"本学年通过学校网站发布信息{first - 1300}条，编印简报16期。",
            "三、依申请公开和不予公开情况",
            "学校收到信息公开申请7件，予以公开5件，信息不存在2件。未收取费用。",
        ),
        (
            "四、对信息公开的评议情况",
            "师生对学校信息公开工作总体满意。",
            "五、因信息公开工作受到举报、复议、诉讼的情况",
            "学校未收到与信息公开有关的举报、复议和诉讼。",
            school,
            f"{first + 1}年10月26日",
        ),
    )


def drawn(lines: tuple[str, ...], title: bool) -> bytes:
    """Return the picture of a page, 1,240 pixels wide."""
    import pypdfium2  # noqa: PLC0415

    shown = documents.pdf_bytes(lines[0], lines[1:]) if title else documents.pdf_bytes("", lines)
    document = pypdfium2.PdfDocument(shown)
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def picture(lines: tuple[str, ...], number: int, lost: bool) -> Answer:
    """Answer with a page's picture, or that it is not there any more."""
    if lost:
        return Answer(status=404, body=b"<html><body>404 Not Found</body></html>")
    return Answer(body=drawn(lines, number == 1), content_type=MIME["png"])


def make(hand: Freehand) -> None:
    lines = ""
    for index, (period, day) in enumerate(years(2021, 2023)):
        title, target = f"{hand.name}{period}学年信息公开年度报告", f"/ndbg/{230 - index}.htm"
        lines += f'<li><a href="{target}">{title}</a><span>{day}</span></li>'
        if period == WRITTEN:
            page = hand.page(target, frame(hand, title, hand.body(period, day)), day)
            hand.expect(period, title, day, page, via=["/ndbg/"])
        else:
            add_pictures(hand, period, title, target, day)
    hand.page("/ndbg/", frame(hand, "信息公开年度报告", f"<ul>{lines}</ul>"))
    hand.page("/", frame(hand, "首页", "<p>欢迎访问信息公开网。</p>"))


def add_pictures(hand: Freehand, period: str, title: str, target: str, day: date) -> None:
    """Add an article whose body is three pictures; lazy loaders put the address aside."""
    shown = ""
    for number, written in enumerate(pages(hand.name, period), 1):
        source = f"pic/{period}-{number}.png"
        shown += f'<p><img src="/images/grey.gif" data-src="{source}" width="820"></p>'
        lost = period == LOST and number == 2
        hand.needed.add(hand.route(f"/ndbg/{source}", partial(picture, written, number, lost), day))
    page = hand.page(target, frame(hand, title, f'<div class="v_news_content">{shown}</div>'), day)
    hand.expect(period, title, day, page, via=["/ndbg/"])
    text = "\n".join(line for one in pages(hand.name, period) for line in one)
    # What a crawl alone sees: the pictures are read after it.
    hand.expected[-1] = replace(hand.expected[-1], outcome="awaits_ocr", text=text, facts=FACTS)


FACTS = Facts(applications=7, reports=0, reconsiderations=0, lawsuits=0, numbers={})


def frame(hand: Freehand, title: str, main: str) -> str:
    return f"""<html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head><body>
<div class="top"><img src="/images/logo.png" width="400" height="80"><a href="/">首页</a>
<a href="/ndbg/">信息公开年度报告</a></div>
<div class="main"><h1>{title}</h1>{main}</div><div class="foot">{hand.name}</div></body></html>"""
