# ruff: noqa: E501 (markup as it is)
"""How long all of discovery takes on one page; called by the benchmarks, not a test.

`python -m tests.xxgk_spiders.discovery.speed` prints milliseconds a page.
"""

import statistics
import time

from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.pagers import next_page
from xxgk_spiders.discovery.ranking import rank
from xxgk_spiders.discovery.urls import canonical
from xxgk_spiders.discovery.wording import judge


def composed(number: int) -> bytes:
    """A list page of about 30 kB with 150 links, of which 30 are this page's own."""
    menu = "".join(f'<li><a href="/c{i}/list.htm">栏目名称{i}</a></li>' for i in range(120))
    items = "".join(
        f'<li class="news"><span class="news_title"><a href="/2023/10{i % 30:02}/c{number}a{i}/page.htm" title="关于开展第{number}期第{i}项工作的安排">'
        f'关于开展第{number}期第{i}项工...</a></span><span class="news_meta">2023-10-{i % 28 + 1:02}</span></li>'
        for i in range(30)
    )
    style = "<style>" + ".a{margin:0;padding:0}\n" * 500 + "</style>"
    return (
        f'<html><head><title>通知公告</title><link href="/_css/_system/system.css">{style}</head><body><div class="nav"><ul>{menu}</ul></div>'
        f'<div class="list"><h3>通知公告</h3><ul>{items}</ul><ul class="wp_paging"><li><a class="next" href="/9/list{number + 2}.htm">下一页</a></li></ul></div></body></html>'
    ).encode()


def look(url: str, body: bytes) -> int:
    """What a crawl does with one page; returns the number of its links."""
    page = read_page(url, body, "text/html; charset=utf-8")
    block_of(page, 200, {})
    own = judge(page.title, school="江州大学")
    found = links(page)
    for link in found:
        judged = judge(link.text, context=link.context, school="江州大学")
        score, _ = rank(link, judged, page_judgement=own, platform=page.platform)
        if score > 0:
            canonical(link.url)
    next_page(page)
    return len(found)


def milliseconds_a_page(pages: int = 200) -> float:
    """The median over this many different pages of one site."""
    bodies = [composed(number) for number in range(pages)]
    taken = []
    for number, body in enumerate(bodies):
        start = time.perf_counter()
        look(f"http://xxgk.jiangzhou.edu.cn/9/list{number + 1}.htm", body)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1_000


def test_composed_page_has_its_links() -> None:
    assert look("http://xxgk.jiangzhou.edu.cn/9/list1.htm", composed(0)) == 151


if __name__ == "__main__":
    print(f"{len(composed(0)) / 1_000:.0f} kB, {milliseconds_a_page():.2f} ms a page")
