# ruff: noqa: E501 - lines of markup are as long as they are
"""Offices' own openness, each with a title and columns that a portal could have."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import about, footer, menu, news

DOMAIN = "biluoxueyuan.edu.cn"
HOME = f"www.{DOMAIN}"
OFFICES = (
    (f"zb.{DOMAIN}", "/", "招标信息公开", ("采购公告", "中标公示", "采购制度")),
    (f"cwc.{DOMAIN}", "/xxgk/", "财务信息公开", ("预算公开", "决算公开", "收费公示")),
    (f"zs.{DOMAIN}", "/", "招生信息公开", ("招生章程", "录取查询", "历年分数")),
    (f"info.{DOMAIN}", "/", "信息化建设处", ("信息系统", "公开课录播", "服务指南")),
    (f"jdxy.{DOMAIN}", "/xxgk/", "机电工程学院信息公开", ("信息公开指南", "学院公示", "学院年度报告")),
    (f"gk.{DOMAIN}", "/", "高考报名服务", ("报考指南", "考试大纲", "成绩查询")),
)


def make(hand: Freehand) -> None:
    about(hand, ("/xxgk/", "/xxgk.htm", "/xxgk/index.htm"), HOME)
    links = ""
    for host, target, name, columns in OFFICES:
        menus = "".join(f'<li><a href="l{n}.htm">{column}</a></li>' for n, column in enumerate(columns))
        page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}-{hand.name}</title></head><body>
<h1>{name}</h1><ul>{menus}</ul><p>{hand.name} {name}</p></body></html>"""
        href = hand.page(target, page, host=host)
        for n, column in enumerate(columns):
            text = f"<html><head><title>{column}</title></head><body><h1>{column}</h1>{hand.words('ordinary')}</body></html>"
            hand.page(f"{target}l{n}.htm", text, host=host)
        links += f'<a href="{href}">{name.replace("机电工程学院信息", "机电学院 信息")}</a> '
    hand.page(
        "/jyb_xxgk/",
        '<html><head><title>政府信息公开-教育部</title></head><body><a href="bg.htm">政府信息公开年报</a>信息公开指南</body></html>',
        host="www.moe.gov.cn",
    )
    home = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{hand.name}</title></head><body>
<ul>{menu("/xxgk/")}</ul><ul>{news(hand, "bl")}</ul><div class="gk"><h3>公开专区</h3>{links}</div>
<footer>{footer(DOMAIN)}</footer></body></html>"""
    hand.page("/", home, host=HOME)
