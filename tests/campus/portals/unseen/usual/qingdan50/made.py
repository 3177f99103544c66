"""The list of fifty items is the only way in: the item's name stands in one cell, 查看 in the next."""

from tests.campus.freehand import Freehand
from tests.campus.portals.unseen.usual.common import (
    Item,
    add,
    around,
    friends,
    newest_first,
    notices,
    reports,
)

OFFICES = {"jwc": "教务处", "cwc": "财务处", "zs": "招生网", "rsc": "人事处"}
CLASSES = {
    "基本信息（6项）": (
        "办学规模、校级领导班子简介及分工、学校机构设置、学科情况、专业情况、各类在校生情况、教师和专业技术人员数量等办学基本情况",
        "学校章程及制定的各项规章制度",
        "教职工代表大会相关制度、工作报告",
        "学术委员会相关制度、年度报告",
        "学校发展规划、年度工作计划及重点工作安排",
        "信息公开年度报告",
    ),
    "招生考试信息（8项）": (
        "招生章程及特殊类型招生办法，分批次、分科类招生计划",
        "保送、自主选拔录取等特殊类型招生入选考生资格及测试结果",
        "考生个人录取信息查询渠道和办法，分批次、分科类录取人数和录取最低分",
        "招生咨询及考生申诉渠道，新生复查期间有关举报、调查及处理结果",
        "研究生招生简章、招生专业目录、复试录取办法",
        "参加研究生复试的考生成绩",
        "拟录取研究生名单",
        "研究生招生咨询及申诉渠道",
    ),
    "财务、资产及收费信息（7项）": (
        "财务、资产管理制度",
        "受捐赠财产的使用与管理情况",
        "校办企业资产、负债、国有资产保值增值等信息",
        "仪器设备、图书、药品等物资设备采购和重大基建工程的招投标",
        "收支预算总表、收入预算表、支出预算表、财政拨款支出预算表",
        "收支决算总表、收入决算表、支出决算表、财政拨款支出决算表",
        "收费项目、收费依据、收费标准及投诉方式",
    ),
    "人事师资信息（5项）": (
        "校级领导干部社会兼职情况",
        "校级领导干部因公出国（境）情况",
        "岗位设置管理与聘用办法",
        "校内中层干部任免、人员招聘信息",
        "教职工争议解决办法",
    ),
    "教学质量信息（9项）": (
        "本科生占全日制在校生总数的比例、教师数量及结构",
        "专业设置、当年新增专业、停招专业名单",
        "全校开设课程总门数、实践教学学分占总学分比例、选修课学分占总学分比例",
        "主讲本科课程的教授占教授总数的比例、教授授本科课程占课程总门次数的比例",
        "促进毕业生就业的政策措施和指导服务",
        "毕业生的规模、结构、就业率、就业流向",
        "高校毕业生就业质量年度报告",
        "艺术教育发展年度报告",
        "本科教学质量报告",
    ),
    "其他（2项）": (
        "巡视组反馈意见，落实反馈意见整改情况",
        "自然灾害等突发事件的应急处理预案、预警信息和处置情况",
    ),
}
OWN = {
    "教职工代表大会相关制度、工作报告": "/xxgk/jbxx/jdh/",
    "学术委员会相关制度、年度报告": "/xxgk/jbxx/xswyh/",
    "学校发展规划、年度工作计划及重点工作安排": "/xxgk/jbxx/gh/",
    "信息公开年度报告": "/xxgk/jbxx/bg/",
    "高校毕业生就业质量年度报告": "/xxgk/jxzl/jyzl/",
    "本科教学质量报告": "/xxgk/jxzl/bkzl/",
}


def make(hand: Freehand) -> None:
    lists: dict[str, list[Item]] = {
        "/xxgk/jbxx/bg/": reports(
            hand, 2014, 2023, (0, 1, 0), lambda d, n: f"/xxgk/jbxx/bg/{d.year}/t{420 - 9 * n}.html"
        ),
        "/xxgk/jbxx/xswyh/": friends(
            hand, ["senate"], 2016, 2023, lambda d, _: f"/xxgk/jbxx/xswyh/{d.year}.html"
        ),
        "/xxgk/jxzl/jyzl/": friends(
            hand, ["jobs"], 2014, 2023, lambda d, _: f"/xxgk/jxzl/jyzl/{d.year}.html"
        ),
        "/xxgk/jxzl/bkzl/": friends(
            hand, ["quality"], 2014, 2023, lambda d, _: f"/xxgk/jxzl/bkzl/{d.year}.html"
        ),
        "/xxgk/jbxx/jdh/": notices(hand, "jdh", 6, lambda _, n: f"/xxgk/jbxx/jdh/{n}.html"),
        "/xxgk/jbxx/gh/": notices(hand, "gh", 9, lambda _, n: f"/xxgk/jbxx/gh/{n}.html"),
        "/xxgk/xwdt/": newest_first(
            notices(hand, "dt", 14, lambda _, n: f"/xxgk/xwdt/{n}.html"),
            friends(hand, ["ministry", "meeting"], 2022, 2024, lambda d, n: f"/xxgk/xwdt/{d.year}{n}.html"),
        ),
    }
    for here, rows in lists.items():
        lines = "".join(
            f'<li><a href="{item.target.removeprefix(here)}">{item.title}</a><span>{item.day}</span></li>'
            for item in rows
        )
        name = next((item for item, to in OWN.items() if to == here), "工作动态")
        hand.page(here, frame(hand, name, f"<h3>{name}</h3><ul class='news_list'>{lines}</ul>"))
        via = [here, "/xxgk/qd/"] if "/bg/" in here else [here]
        for item in rows:
            before, after = around(rows, rows.index(item))
            text = f"""<h1>{item.title}</h1>
<div class="sub">发布日期：{item.day}　来源：党委校长办公室</div>{item.html}
<div class="pn">{beside("上一篇", before)}{beside("下一篇", after)}</div>"""
            add(hand, item, frame(hand, item.title, text), via=via)
    for slug, office in OFFICES.items():
        hand.page(
            "/",
            f"<html><head><title>{office}</title></head><body>{office}</body></html>",
            host=f"{slug}.{domain(hand)}",
        )
        for number in range(60):
            text = f"<html><head><title>{office}</title></head><body><p>内容更新中。</p></body></html>"
            hand.page(f"/info/{number}.htm", text, host=f"{slug}.{domain(hand)}")
    hand.page("/xxgk/qd/", frame(hand, "信息公开事项清单", table(hand)))
    hand.page("/xxgk/zn/", frame(hand, "信息公开指南", hand.words("guide")))
    hand.page("/xxgk/zd/", frame(hand, "信息公开制度", hand.words("measures")))
    hand.page("/xxgk/sq/", frame(hand, "依申请公开", hand.words("form")))
    hand.page("/xxgk/yj/", frame(hand, "意见箱", "<p>请将意见发送至 xxgk@yuanpudx.edu.cn</p>"))
    hand.page(
        "/xxgk/", frame(hand, "信息公开", "<h3>信息公开简介</h3><p>学校依据有关规定向社会公开信息。</p>")
    )


def domain(hand: Freehand) -> str:
    return hand.portal.school["domain"]


def beside(what: str, other: Item | None) -> str:
    return f'<p>{what}：<a href="{other.target}">{other.title}</a></p>' if other else ""


def table(hand: Freehand) -> str:
    """Return the table; the items of a class share its first cell."""
    rows, number = "", 0
    slugs = list(OFFICES)
    for name, items in CLASSES.items():
        for index, item in enumerate(items):
            number += 1
            office = f"https://{slugs[number % 4]}.{domain(hand)}/info/{number}.htm"
            first = f'<td rowspan="{len(items)}">{name}</td>' if index == 0 else ""
            to = ".." + OWN[item].removeprefix("/xxgk") if item in OWN else office
            rows += f"""<tr><td>{number}</td>{first}<td>（{number}）{item}</td>
<td><a href="{to}" target="_blank"><span style="color:#0070c0">{"查看" if number % 3 else "点击查看"}</span>
</a></td></tr>
"""
    return f"""<h2>{hand.name}信息公开事项清单</h2><table border="1"><tbody><tr><td>序号</td><td>类别</td>
<td>公开事项</td>
<td>链接</td></tr>{rows}</tbody></table>"""


def frame(hand: Freehand, title: str, main: str) -> str:
    names = {
        "": "信息公开简介",
        "zn/": "信息公开指南",
        "zd/": "信息公开制度",
        "qd/": "信息公开清单",
        "xwdt/": "工作动态",
    }
    names |= {"sq/": "依申请公开", "yj/": "意见箱"}
    menu = "".join(f'<li><a href="/xxgk/{slug}">{name}</a></li>' for slug, name in names.items())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-{hand.name}</title></head>
<body>
<div class="head"><a href="/"><img src="/images/logo.png" alt="{hand.name}"></a><ul class="nav"><li>
<a href="/">首页</a></li>
<li><a href="/xqgk/xxjj.htm">学校概况</a></li><li><a href="/xwzx.htm">新闻中心</a></li><li>
<a href="/xxgk/">信息公开</a></li></ul></div>
<div class="ny"><div class="ny_l"><h2>信息公开</h2><ul>{menu}</ul></div>
<div class="ny_r">
<div class="wz">当前位置：<a href="/">首页</a> &gt;
<a href="/xxgk/">信息公开</a> &gt; {title}</div>{main}</div></div>
<div class="foot">地址：岚川市远浦大道1号</div></body></html>"""
