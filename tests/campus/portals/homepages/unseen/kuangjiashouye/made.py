# ruff: noqa: E501 - lines of markup are as long as they are
"""A set of frames from 2005: top.asp, left.asp, main.asp."""

from tests.campus.freehand import Freehand
from tests.campus.portals.homepages.unseen.common import COLUMNS, about, menu, news, portal


def make(hand: Freehand) -> None:
    portal(hand, "院务信息公开", COLUMNS, base="/xinxi/")
    about(hand, ("/jj.asp", "/xxgk/"), "")
    hand.page(
        "/",
        f"""<html><head><title>{hand.name}</title></head><frameset rows="120,*"><frame src="top.asp" name="top">
<frameset cols="180,*"><frame src="left.asp"><frame src="main.asp" name="main"></frameset></frameset></html>""",
    )
    hand.needed.add(
        hand.page(
            "/top.asp",
            '<html><body><a href="jj.asp">学院简介</a> <a href="xinxi/" target="_blank">信息公开</a></body></html>',
        )
    )
    hand.page("/left.asp", f"<html><body><ul>{menu('jj.asp')}</ul></body></html>")
    hand.page("/main.asp", f"<html><body><ul>{news(hand, 'xw')}</ul></body></html>")
