"""Folders with capital names and .HTM files; everything is linked with ../; dates are [2016-10-27]."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    reports,
)

COLUMNS = {
    "XXGKZN": "信息公开指南",
    "XXGKML": "信息公开目录",
    "ZDJS": "制度建设",
    "GZBG": "工作报告",
    "XXFB": "信息发布",
    "YSQGK": "依申请公开",
    "JDJB": "监督举报",
}


def make(hand: Freehand) -> None:
    ours = reports(
        hand, 2012, 2022, (6, 1, 3), lambda d, n: f"/Html/GZBG/{d.year}/{d:%m%d}/{1930 - 57 * n}.HTM"
    )
    lists: dict[str, list[Item]] = {
        "GZBG": newest_first(
            ours,
            friends(
                hand,
                ["senate", "alumni"],
                2019,
                2023,
                lambda d, n: f"/Html/GZBG/{d.year}/{d:%m%d}/{830 - n}.HTM",
            ),
        ),
        "XXFB": newest_first(
            notices(hand, "fb", 46, lambda d, n: f"/Html/XXFB/{d.year}/{d:%m%d}/{700 - n}.HTM"),
            friends(
                hand,
                ["quality", "meeting"],
                2018,
                2023,
                lambda d, n: f"/Html/XXFB/{d.year}/{d:%m%d}/{80 - n}.HTM",
            ),
        ),
        "ZDJS": notices(hand, "zd", 7, lambda d, n: f"/Html/ZDJS/{d.year}/{d:%m%d}/{60 - n}.HTM", 2011, 2019),
    }
    for slug, rows in lists.items():
        for number, pages, part in paginate(rows, 15):
            here = f"/Html/{slug}/" + ("Index.HTM" if number == 1 else f"Index_{number}.HTM")
            hand.page(here, frame(hand, COLUMNS[slug], listed(number, pages, part), "../../"))
            for item in part:
                text = article(item, *around(rows, rows.index(item)))
                add(hand, item, frame(hand, item.title, text, "../../../../", COLUMNS[slug]), via=[here])
    for slug, why in (("XXGKZN", "guide"), ("XXGKML", "catalogue"), ("YSQGK", "form"), ("JDJB", "ordinary")):
        hand.page(f"/Html/{slug}/Index.HTM", frame(hand, COLUMNS[slug], hand.words(why), "../../"))
    news = "".join(line(item, item.target[1:]) for item in lists["XXFB"][:8])
    for target in ("/", "/Index.HTM"):
        hand.page(
            target,
            frame(hand, "首页", f'<DIV class=xw><H3>最新信息</H3><UL class="list">{news}</UL></DIV>', ""),
        )


def line(item: Item, href: str) -> str:
    return f'<LI><A href="{href}" target=_blank>{item.title}</A><SPAN>[{item.day}]</SPAN></LI>\n'


def listed(number: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(line(item, "../" + item.target.removeprefix("/Html/")) for item in part)
    numbers = " ".join(
        f"<B>{n}</B>" if n == number else f'<A href="{"Index.HTM" if n == 1 else f"Index_{n}.HTM"}">[{n}]</A>'
        for n in range(1, pages + 1)
    )
    after = f'<A href="Index_{number + 1}.HTM">下一页</A>' if number < pages else ""
    return f'<UL class="list">{lines}</UL><DIV class=page>{numbers} {after}</DIV>'


def article(item: Item, before: Item | None, after: Item | None) -> str:
    up = "../../../" + before.target.removeprefix("/Html/") if before else "javascript:void(0)"
    down = "../../../" + after.target.removeprefix("/Html/") if after else "javascript:void(0)"
    return f"""<H2 class=bt>{item.title}</H2>
<P class=ly>作者：　来源：校长办公室　日期：{item.day.year}年{item.day.month}月{item.day.day}日</P>
<DIV class=content>{item.html}</DIV><P>上一条：<A href="{up}">{before.title if before else "无"}</A></P>
<P>下一条：<A href="{down}">{after.title if after else "无"}</A></P>"""


def frame(hand: Freehand, title: str, main: str, root: str, column: str = "") -> str:
    menu = "".join(
        f'<DIV class=lm><A href="{root}Html/{slug}/Index.HTM">{name}</A></DIV>\n'
        for slug, name in COLUMNS.items()
    )
    here = f"{column} &gt;&gt; 浏览正文" if column else title
    return f"""<!DOCTYPE html><HTML><HEAD><META charset="utf-8"><TITLE>{title}</TITLE>
<LINK href="{root}Css/Main.css" rel=stylesheet></HEAD><BODY><DIV id=banner><IMG src="{root}Images/banner.jpg">
</DIV>
<DIV id=left><DIV class=lt>栏目导航</DIV><DIV class=lm><A href="{root}Index.HTM">首页</A></DIV>{menu}
<FORM action="{root}search.php"><INPUT name=kw><INPUT type=submit value=搜索></FORM></DIV>
<DIV id=right><DIV class=wz>您所在的位置：<A href="{root}Index.HTM">首页</A> &gt;&gt; {here}</DIV>{main}</DIV>
<DIV id=bottom>{hand.name}信息公开工作领导小组办公室　电话：0898-66279000<BR>
<SELECT onchange="window.open(this.value)"><OPTION>友情链接</OPTION>
<OPTION value="http://www.moe.gov.cn">教育部</OPTION>
</SELECT></DIV></BODY></HTML>"""
