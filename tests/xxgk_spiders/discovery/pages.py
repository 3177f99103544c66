# ruff: noqa: E501 (markup as it is)
"""Small invented pages, as the site-building systems write them."""

from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page

URL = "http://xxgk.jiangzhou.edu.cn/ndbg.htm"


def page(body: str, url: str = URL, *, title: str = "信息公开年度报告-江州大学", head: str = "") -> Page:
    html = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )
    return read_page(url, html.encode(), "text/html; charset=utf-8")


VSB = "<!--Announced by Visual SiteBuilder 9-->"
WEBPLUS = '<link rel="stylesheet" href="/_css/_system/system.css">'


def vsb_list(pager: str) -> str:
    items = "".join(
        f'<li id="line_u7_{i}"><a href="info/1010/{90 - i}.htm" title="江州大学{y}-{y + 1}学年信息公开年度报告">'
        f"江州大学{y}-{y + 1}学年信息...</a><span>{y + 1}-10-2{i}</span></li>"
        for i, y in enumerate((2023, 2022, 2021))
    )
    return (
        f'<div class="nav"><a href="index.htm">首页</a></div><div class="list"><ul>{items}</ul>{pager}</div>'
    )


def vsb_new_pager(following: str) -> str:
    return (
        '<div class="pb_sys_common pb_sys_normal"><span class="p_pages"><span class="p_no_d">1</span>'
        f'<span class="p_no"><a href="{following}">2</a></span><span class="p_next p_fun"><a href="{following}">下页</a></span>'
        '<span class="p_last p_fun"><a href="ndbg/1.htm">尾页</a></span></span></div>'
    )


def vsb_old_pager(following: str) -> str:
    return (
        '<table><tr><td id="fanye55" nowrap>共31条&nbsp;&nbsp;1/4&nbsp;</td><td><div><span class="PrevDisabled">首页</span>'
        f'<a href="{following}" class="Next">下页</a><a href="ndbg/1.htm" class="Next">尾页</a></div></td></tr></table>'
    )


def webplus_pager(following: str, *, label: str = "下一页&gt;&gt;") -> str:
    return (
        '<div id="wp_paging_w6"><ul class="wp_paging clearfix"><li class="pages_count"><em class="all_count">33</em></li>'
        '<li class="page_nav"><a class="first" href="/99/list1.htm"><span>第一页</span></a>'
        f'<a class="next" href="{following}"><span>{label}</span></a><a class="last" href="/99/list3.htm"><span>尾页</span></a></li>'
        '<li class="page_jump"><em class="curr_page">1</em>/<em class="all_pages">3</em></li></ul></div>'
    )
