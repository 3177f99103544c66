"""What the portals of this folder share: wordings of titles, and what stands between the reports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tests.campus.freehand import Freehand, years

WORDINGS = (
    "{school}{a}-{b}学年信息公开年度报告",
    "{school}{a}—{b}学年度信息公开工作年度报告",
    "{a}-{b}学年度{school}信息公开工作报告",
    "{school}{a}~{b}学年信息公开工作报告",
    "{school}信息公开年报（{a}-{b}）",
    "{b}年信息公开工作年度报告",
    "{school}关于{a}-{b}学年度信息公开工作的报告",
    "{school}{a}-{b}年信息公开报告",
    "{school}{b}年度信息公开工作年度报告",
    "{a}至{b}学年信息公开年报",
)
FRIENDS = {
    "quality": ("teaching_quality", "{school}{a}-{b}学年本科教学质量报告", (12, 28)),
    "jobs": ("employment", "{school}{b}届毕业生就业质量年度报告", (12, 30)),
    "budget": ("budget", "{school}{b}年部门预算信息公开报告", (4, 12)),
    "accounts": ("budget", "{school}{b}年度部门决算公开", (8, 26)),
    "college": ("college", "机械工程学院{a}-{b}学年信息公开年报", (10, 9)),
    "library": ("college", "图书馆{b}年信息公开年度报告", (10, 11)),
    "province": ("government", "{province}教育厅{b}年政府信息公开工作年度报告", (3, 20)),
    "ministry": ("notice", "教育部办公厅关于做好{b}年高校信息公开年度报告工作的通知", (9, 15)),
    "notice": ("submission", "关于报送{a}-{b}学年信息公开年度报告材料的通知", (9, 22)),
    "alumni": ("academic", "{school}校友会{b}年度工作报告", (12, 26)),
    "senate": ("academic", "{school}学术委员会{b}年度报告", (12, 27)),
    "meeting": ("news", "我校召开{b}年信息公开工作推进会", (9, 27)),
}
"""Kinds: the key of falsefriends.toml, the title, month and day."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: `html` is its article; `period` of a report, `why` of what only looks like one."""

    title: str
    day: date
    target: str
    html: str
    period: str = ""
    why: str = ""


def wording(hand: Freehand, number: int, period: str) -> str:
    """Return a report's title in one of the usual wordings."""
    a, b = period.split("-")
    return WORDINGS[number].format(school=hand.name, a=a, b=b)


def reports(
    hand: Freehand, first: int, last: int, wordings: Sequence[int], target: Callable[[date, int], str]
) -> list[Item]:
    """Return a report a year, the wordings by turns."""
    return [
        Item(
            wording(hand, wordings[n % len(wordings)], period),
            day,
            target(day, n),
            hand.body(period, day),
            period,
        )
        for n, (period, day) in enumerate(years(first, last))
    ]


def friends(
    hand: Freehand, kinds: Iterable[str], first: int, last: int, target: Callable[[date, int], str]
) -> list[Item]:
    """Return what looks like a report, each kind once a year."""
    made: list[Item] = []
    for kind in kinds:
        why, title, (month, day) = FRIENDS[kind]
        for year in range(last, first - 1, -1):
            name = title.format(school=hand.name, a=year - 1, b=year, province=hand.portal.school["province"])
            moment = date(year, month, day)
            made.append(Item(name, moment, target(moment, len(made)), hand.words(why), why=why))
    return made


def notices(
    hand: Freehand,
    seed: str,
    count: int,
    target: Callable[[date, int], str],
    first: int = 2014,
    last: int = 2024,
) -> list[Item]:
    """Return ordinary notices."""
    return [
        Item(n.title, n.published, target(n.published, i), "".join(f"<p>{line}</p>" for line in n.lines))
        for i, n in enumerate(hand.notices(seed, count, first, last))
    ]


def newest_first(*groups: Iterable[Item]) -> list[Item]:
    """Lay lists into one another."""
    return sorted((item for group in groups for item in group), key=lambda item: item.day, reverse=True)


def around(items: Sequence[Item], index: int) -> tuple[Item | None, Item | None]:
    """Return the items before and after one, which an article links to."""
    before = items[index - 1] if index else None
    after = items[index + 1] if index + 1 < len(items) else None
    return before, after


def add(hand: Freehand, item: Item, page: str, via: Iterable[str] = (), host: str = "") -> str:
    """Add an item's article and note what it is."""
    url = hand.page(item.target, page, item.day, host)
    if item.period:
        hand.expect(item.period, item.title, item.day, url, via=via)
    elif item.why:
        hand.refuse(url, item.title, item.why)
    return url
