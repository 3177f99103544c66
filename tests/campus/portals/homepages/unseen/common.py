# ruff: noqa: E501 - lines of markup are as long as they are
"""What the home pages of this folder share: menus, news, footers of many links, and the portals behind them."""

from collections.abc import Callable, Mapping

from tests.campus.freehand import Freehand, years
from tests.campus.wire import Answer

MENUS: Mapping[str, tuple[str, ...]] = {
    "机构设置": ("党群部门", "行政部门", "教学单位", "直属单位"),
    "师资队伍": ("师资概况", "教授名录", "人才招聘"),
    "人才培养": ("本科生教育", "研究生教育", "继续教育", "国际学生"),
    "科学研究": ("科研概况", "科研平台", "学术期刊", "学术公告"),
    "招生就业": ("本科招生", "研究生招生", "就业信息", "招聘公告"),
    "合作交流": ("国内合作", "国际合作", "校友会", "教育基金会"),
}
"""A main menu; 学校概况 comes before it, wherever a school has it."""

COLUMNS: Mapping[str, str] = {
    "zdjs": "制度建设",
    "gkzn": "信息公开指南",
    "gkml": "信息公开目录",
    "ndbg": "信息公开年度报告",
    "ysqgk": "依申请公开",
}
"""Folders and names of a portal's columns, where it has no others."""

OFFICES = (
    *("学校办公室", "组织部", "宣传部", "统战部", "纪委办公室", "学生工作部", "人事处", "教务处"),
    *("研究生院", "科研处", "计划财务处", "审计处", "国有资产管理处", "基建处", "后勤管理处", "保卫处"),
    *("信息化办公室", "图书馆", "档案馆", "学报编辑部", "离退休工作处", "校医院", "工会", "团委"),
    *("机电工程学院", "土木工程学院", "化工学院", "理学院", "外国语学院", "体育部", "马克思主义学院"),
)
ELSEWHERE = {
    "教育部": "http://www.moe.gov.cn/",
    "教育部政府信息公开": "http://www.moe.gov.cn/jyb_xxgk/",
    "岚衡省人民政府": "http://www.lanheng.gov.cn/",
    "岚衡省政府信息公开": "http://www.lanheng.gov.cn/zwgk/",
    "省教育厅": "http://jyt.lanheng.gov.cn/",
    "中国知网": "https://www.cnki.net/",
    "学信网": "https://www.chsi.com.cn/",
    "国家智慧教育平台": "https://www.smartedu.cn/",
    "阳光高考": "https://gaokao.chsi.com.cn/",
    "岚川市科技局": "http://kjj.lanchuan.gov.cn/",
    "新华网": "http://www.xinhuanet.com/",
    "人民网": "http://www.people.com.cn/",
}


def menu(about: str, title: str = "学校概况") -> str:
    """Return a main menu as lists in lists; `about` is where the school speaks of itself."""
    rows = [f'<li><a href="{about}">{title}</a><ul><li><a href="{about}#ld">现任领导</a></li></ul></li>']
    for number, (name, parts) in enumerate(MENUS.items(), 1):
        inner = "".join(f'<li><a href="/lm{number}/{i}.htm">{part}</a></li>' for i, part in enumerate(parts))
        rows.append(f'<li><a href="/lm{number}.htm">{name}</a><ul>{inner}</ul></li>')
    return "".join(rows)


def footer(domain: str, *own: str) -> str:
    """Return some sixty links: offices on hosts of their own, sites elsewhere, `own` in their midst."""
    offices = [f'<a href="http://bm{n}.{domain}/">{name}</a>' for n, name in enumerate(OFFICES, 1)]
    others = [f'<a href="{href}" target="_blank">{name}</a>' for name, href in ELSEWHERE.items()]
    tools = [
        f'<a href="http://{host}.{domain}/">{name}</a>'
        for host, name in (("mail", "邮箱"), ("oa", "办公自动化"), ("vpn", "校外访问"), ("jw", "教务系统"))
    ]
    return "\n".join([*offices[:20], *tools, *own, *offices[20:], *others])


def news(hand: Freehand, seed: str, count: int = 10) -> str:
    """Return a list of news, one of which speaks of openness."""
    rows = [
        f'<li><a href="/xw/{number}.htm" title="{item.title}">{item.title}</a><i>{item.published:%m-%d}</i></li>'
        for number, item in enumerate(hand.notices(seed, count, 2023, 2024))
    ]
    rows.insert(3, '<li><a href="/xw/91.htm">我校召开2024年信息公开工作推进会</a><i>10-09</i></li>')
    return "\n".join(rows)


def about(hand: Freehand, targets: tuple[str, ...], host: str, title: str = "学校概况") -> None:
    """Add the page on the school itself."""
    city = hand.portal.school["city"]
    text = f"""<html><head><title>{title}-{hand.name}</title></head><body><h2>{title}</h2><p>{hand.name}坐落于{city}，
占地1200亩，设有14个学院、52个本科专业，全日制在校生一万三千余人。</p><ul><li><a href="xxjj.htm">学校简介</a></li>
<li><a href="xrld.htm">现任领导</a></li><li><a href="lsyg.htm">历史沿革</a></li></ul></body></html>"""
    for target in targets:
        hand.page(target, text, host=host)


def moved(hand: Freehand, target: str, to: str, host: str, status: int = 302) -> None:
    """Add an address that leads elsewhere at once."""
    hand.route(target, lambda: Answer(status=status, headers=(("Location", to),)), host=host)


def portal(
    hand: Freehand,
    heading: str,
    columns: Mapping[str, str],
    base: str = "/",
    reports: str = "ndbg",
    wording: str = "{school}{period}学年信息公开年度报告",
    suffix: str = ".htm",
) -> None:
    """Add a portal: `columns` by slug, one of which, `reports`, has four years' reports.

    `heading` is all that its title says.
    """
    links = "".join(f'<li><a href="{base}{slug}{suffix}">{name}</a></li>' for slug, name in columns.items())

    def frame(title: str, main: str) -> str:
        return f"""<!DOCTYPE html><html><head><title>{title}</title></head><body><div class="top"><h1>{heading}</h1>
<ul class="dh"><li><a href="{base}">首页</a></li>{links}</ul></div><div class="zt">{main}</div>
<div class="wb">{hand.name} 版权所有</div></body></html>"""

    latest = ""
    for number, (slug, name) in enumerate(columns.items()):
        here = f"{base}{slug}{suffix}"
        if slug == reports:
            lines = ""
            for period, day in years(2019, 2022):
                title = wording.format(school=hand.name, period=period, year=day.year)
                target = f"{base}{slug}/{day:%Y%m%d}{suffix}"
                page = hand.page(target, frame(title, f"<h2>{title}</h2>{hand.body(period, day)}"), day)
                hand.expect(period, title, day, page, via=[here])
                lines += f'<li><a href="{target}">{title}</a><span>{day}</span></li>\n'
        else:
            lines = listed(hand, base, slug, number, suffix, frame)
        latest = latest or lines
        hand.page(here, frame(name, f"<h3>{name}</h3><ul>{lines}</ul>"))
    hand.page(base, frame(heading, f"<h3>最新公开</h3><ul>{latest}</ul>"))


def listed(
    hand: Freehand, base: str, slug: str, number: int, suffix: str, frame: Callable[[str, str], str]
) -> str:
    """Add six notices of a column; returns their lines."""
    lines = ""
    for index, item in enumerate(hand.notices(slug, 6, 2019, 2024)):
        target = f"{base}{slug}/{number}{index:02}{suffix}"
        text = "".join(f"<p>{line}</p>" for line in item.lines)
        hand.page(target, frame(item.title, f"<h2>{item.title}</h2>{text}"), item.published)
        lines += f'<li><a href="{target}">{item.title}</a><span>{item.published}</span></li>\n'
    return lines
