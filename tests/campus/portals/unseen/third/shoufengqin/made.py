# ruff: noqa: E501 - lines of markup are as long as they are
"""Ten classes fold out into fifty data-href items; articles show a file of another host in an iframe."""

from collections.abc import Sequence

from tests.campus.freehand import Freehand, years
from tests.campus.generators import paginate
from tests.campus.portals.unseen.usual.common import Item, add, friends, newest_first, notices, wording

FILES = "bpkj-web.oss-cn-hangzhou.aliyuncs.com"
CLASSES = {
    "基本信息": ("办学规模和机构设置", "学校章程及规章制度", "教职工代表大会工作报告", "学术委员会年度报告", "发展规划与年度工作计划", "信息公开年度报告"),
    "招生考试信息": ("招生章程及计划", "特殊类型招生测试结果", "录取信息查询", "考生申诉渠道", "研究生招生简章", "拟录取名单"),
    "财务、资产及收费信息": ("财务资产管理制度", "受捐赠财产使用", "校办企业信息", "采购与招投标", "预算信息公开", "决算信息公开", "收费项目及标准"),
    "人事师资信息": ("社会兼职情况", "因公出国（境）", "岗位聘用办法", "干部任免与招聘", "争议解决办法"),
    "教学质量信息": ("本科生比例与教师结构", "专业设置", "课程与学分", "教授授课比例", "就业指导服务", "毕业生规模与流向", "就业质量年度报告", "艺术教育年度报告", "本科教学质量报告"),
    "学生管理服务信息": ("学籍管理办法", "奖学金与助学金", "学生奖励处罚办法", "申诉办法"),
    "学风建设信息": ("学风建设机构", "学术规范制度", "学术不端查处机制"),
    "学位、学科信息": ("授予学位的基本要求", "拟授权学科审核", "重点学科建设"),
    "对外交流与合作信息": ("中外合作办学情况", "来华留学生管理"),
    "其他": ("巡视组反馈意见", "突发事件应急预案", "教育部通知转载"),
}  # fmt: skip


def make(hand: Freehand) -> None:
    items = [
        (f"{a}-{b}", text) for a, group in enumerate(CLASSES.values(), 1) for b, text in enumerate(group, 1)
    ]
    for code, text in items:
        rows = rows_of(hand, code, text)
        for page, pages, part in paginate(rows, 8):
            here = f"/matter/{code}" + (f"?p={page}" if page > 1 else "")
            hand.page(here, frame(hand, text, listed(code, page, pages, part)))
            for item in part:
                put(hand, item, here, text)
    for slug, name, why in (
        ("guide", "公开指南", "guide"),
        ("rules", "公开制度", "measures"),
        ("apply", "依申请公开", "form"),
    ):
        hand.page(f"/{slug}", frame(hand, name, hand.words(why)))
    hand.page("/", frame(hand, "首页", "<p>请在左侧选择公开事项。</p>"))


def rows_of(hand: Freehand, code: str, text: str) -> list[Item]:
    kinds = {
        "1-4": ["senate"],
        "3-5": ["budget"],
        "3-6": ["accounts"],
        "5-7": ["jobs"],
        "5-9": ["quality"],
        "10-3": ["ministry", "meeting"],
    }
    seed = int(code.replace("-", "")) * 100
    if code != "1-6":
        if code in kinds:
            return friends(hand, kinds[code], 2016, 2024, lambda _, n: f"/view/{seed + n}")
        return notices(hand, code, 2 + seed // 100 % 7, lambda _, n: f"/view/{seed + n}")
    made = []
    for n, (period, day) in enumerate(years(2013, 2023)):
        title = (wording(hand, 0, period), "信息公开年报" if n % 2 else wording(hand, 5, period))[n % 3 == 1]
        made.append(Item(title, day, f"/view/{seed + 50 - n * 3}", hand.body(period, day), period))
    return newest_first(made, friends(hand, ["notice"], 2022, 2024, lambda _, n: f"/view/{seed + 70 + n}"))


def put(hand: Freehand, item: Item, here: str, column: str) -> None:
    file = ""
    text = item.html
    if item.period and item.day.year > 2018:
        name = f"/xxgk/{item.day:%Y%m%d}/{item.day.year * 7919 % 99991}.pdf"
        file = hand.file(name, item.period, item.day, host=FILES)
        text = (
            f'<iframe class="pdf" src="https://{FILES}{name}#toolbar=0" width="100%" height="1000"></iframe>'
        )
    page = frame(
        hand,
        column,
        f'<h2 class="at">{item.title}</h2><div class="am"><span>{item.day:%Y.%m.%d}</span></div><div class="ac">{text}</div>',
    )
    if not file:
        add(hand, item, page, [here])
        return
    url = hand.page(item.target, page, item.day)
    hand.expect(item.period, item.title, item.day, url, file, "pdf", [here])


def listed(code: str, page: int, pages: int, part: Sequence[Item]) -> str:
    lines = "".join(
        f'<div class="row" data-href="{item.target}"><span class="t">{item.title}</span><span class="d">{item.day:%m-%d}</span></div>\n'
        for item in part
    )
    links = "".join(
        f'<li class="{"active" if n == page else ""}"><a href="/matter/{code}{f"?p={n}" if n > 1 else ""}">{n}</a></li>'
        for n in range(1, pages + 1)
    )
    return f'<div class="rows">{lines}</div><ul class="pagination">{links}</ul>'


def frame(hand: Freehand, title: str, main: str) -> str:
    menu = ""
    for a, (name, group) in enumerate(CLASSES.items(), 1):
        leaves = "".join(
            f'<li class="leaf" data-href="/matter/{a}-{b}">（{b}）{text}</li>'
            for b, text in enumerate(group, 1)
        )
        menu += f'<div class="panel"><div class="panel-heading" data-toggle="collapse" data-target="#c{a}">{name}</div><ul id="c{a}" class="collapse">{leaves}</ul></div>\n'
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}|{hand.name}信息公开</title></head><body>
<nav><a href="/">首页</a><a href="/guide">公开指南</a><a href="/rules">公开制度</a><a href="/apply">依申请公开</a></nav><aside id="accordion">{menu}</aside><main><ol class="breadcrumb"><li>首页</li><li class="active">{title}</li></ol>{main}</main>
<script>$("[data-href]").click(function(){{ window.location.href = $(this).data("href"); }});</script><footer>{hand.name}</footer></body></html>"""
