"""What a title says: a report, of which period, or a false friend.

The positive rule is 信息公开 with 报告 or 年报 and a year; whatever surrounds it
must be the school's own name or words without meaning. The vetoes are other
yearly reports, notices about reports, and reports of bodies other than the
school. Words are in `wording.toml`.
"""

import re
from functools import lru_cache

from xxgk_spiders.discovery.column_names import named_by_words
from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.discovery.normal import normalise, without_site_name
from xxgk_spiders.discovery.periods import YEARS, period_of, strip_periods, with_whole_years
from xxgk_spiders.discovery.tables import any_of, table

__all__ = ["is_of_sub_units", "judge", "period_of"]

MAX_TITLE_CHARS = 200

_W = table("wording")
_COLUMN: frozenset[str] = frozenset(_W["column"])
_COLUMN_GENERIC: frozenset[str] = frozenset(_W["column_generic"])
_LIST: frozenset[str] = frozenset(_W["list"])
_PORTAL: frozenset[str] = frozenset(_W["portal"])
_NOTICE_START: tuple[str, ...] = tuple(_W["notice_start"])
_NOTICE_END: tuple[str, ...] = tuple(_W["notice_end"])
_COVER_START: tuple[str, ...] = tuple(_W["cover_start"])
_COVER_END: tuple[str, ...] = tuple(_W["cover_end"])
_SUB_UNIT_END: tuple[str, ...] = tuple(_W["sub_unit_end"])

# The report's own name in its known variants.
CORE = re.compile(
    r"信息公开(?:工作)?(?:情况)?(?:年度|年)?(?:工作)?(?:执行|实施|进展)?(?:情况)?"
    r"的?(?:年度)?(?:工作)?(?:(?:总结)?(?:报告|年报)|总结|汇报)"
)
# 关于报送…报告的报告: the letter that has the report in it, or is it.
_SUBMITTED = re.compile(r"^关于" + any_of(_W["submitted"]) + r"(?=.{0,60}(?:报告|年报|总结)的报告$)")
# A form that governments write, as schools call theirs as well.
_AS_GOVERNMENTS = re.compile(r"政府(?=信息公开)")
_CUT = re.compile(r"(?:…|\.{2,6}|⋯|···)$")
_FIELDS: frozenset[str] = frozenset(_W["fields"])
_QUALIFIED = re.compile(any_of(_W["qualifier"]) + r"(?:工作|等)?(?:的)?信息公开")
_OTHER_REPORT = re.compile(any_of(_W["other_report"]))
_OTHER_REPORT_KIND = re.compile(r"报告|年报|公报|总结")
_NOTICE_INSIDE = re.compile(any_of(_W["notice_inside"]))
_SUB_UNIT_INSIDE = re.compile(any_of(_W["sub_unit_inside"]))
_OF_SUB_UNITS = re.compile(any_of(_W["sub_units"]) + r".{0,8}(?:报告|年报|信息公开)")
_GOVERNMENT = re.compile(any_of(_W["government"]))
_FILLER = re.compile(any_of([*_W["filler"], *_W["producer"]]))
_PRODUCER = re.compile(any_of(_W["producer"]))
_PUNCTUATION = re.compile(r"[()\[\]{}<>:,.、。·•|_\-—–~/!?;\"'…=+*#&]+")
_BARE_IN_COLUMN = re.compile(r"(?:信息公开)?(?:工作|情况|年度|学年)*的?(?:报告|年报)?")
_REVISION = re.compile(r"[(\[][^()\[\]]{0,20}(?:修订|试行|修正|征求意见)[^()\[\]]{0,6}[)\]]")
# 某某大学(原某某学院), (报送教育部): what is in the brackets explains, it does not own.
_ASIDE = re.compile(r"[(\[](?:原|报送|上报|报)[^()\[\]]{2,20}[)\]]")
# 某某开放大学(某某职业学院): two names of one school.
_SECOND_NAME = re.compile(r"[(\[][^()\[\]]{2,16}" + any_of(_W["school_end"]) + r"[)\]]")
# [年度报告]…, 信息公开:…: the column's name before the title.
_COLUMN_LABEL = re.compile(r"\[([^\[\]]{2,12})\]|([^:\[\]]{2,12}):")
_KINDS: frozenset[str] = frozenset(_W["school_kind"])
_YEARLY_REPORT = re.compile(r"(?:年度|年|工作|情况|总结){0,4}的?(?:报告|年报)$")
_KIND_OF_SCHOOL = re.compile(any_of(_W["school_kind"]) + "$")

PLAIN = Judgement(Verdict.OTHER, "plain")
CUT_SHORT = Judgement(Verdict.OTHER, "cut_maybe")
"""No column's name is cut short; a title is, and has lost its year."""


@lru_cache(maxsize=8_192)
def judge(text: str, *, context: str = "", school: str = "") -> Judgement:
    """Judge the wording of a link, a heading or a page title.

    `context` is the column heading or breadcrumb that the text stands under; it
    only matters for texts that name nothing but a year. `school` is the school's
    full name, or several joined by `|` (former names); it is taken off first, so
    that a school may itself be called …学院. Never raises; reasons are stable
    short codes.
    """
    # Menus are full of texts that cannot matter: decide those without rules.
    if "公开" not in text and not _may_matter(text):
        return _other_friend(text) or PLAIN
    raw = normalise(with_whole_years(text[:MAX_TITLE_CHARS]))
    if not raw:
        return Judgement(Verdict.OTHER, "empty")
    head = without_site_name(_without_label(raw))
    own, named = _strip_school(head, school)
    if named and not own and head != raw:
        head = raw  # 某某大学-信息公开网: the school stands before the dash
        own, named = _strip_school(head, school)
    exact = _exact(own)
    if exact is not None:
        return CUT_SHORT if _is_cut_title(own, exact) else exact
    period = period_of(head)
    bare = strip_periods(own)
    if CORE.search(bare):
        if not named and is_of_sub_units(context):
            return Judgement(Verdict.FALSE_FRIEND, "sub_unit", period)
        judged = _core(own, bare, period, named=named, school=school)
        return _like_governments(own, bare, judged, named=named, school=school)
    if _is_of_a_part(bare, school):
        return Judgement(Verdict.FALSE_FRIEND, "sub_unit", period)
    return _without_core(own, bare, period, context=context, school=school)


@lru_cache(maxsize=4_096)
def is_of_sub_units(heading: str) -> bool:
    """Whether a heading stands over what parts of the school report: 部门年度报告, 二级单位信息公开."""
    if "报" not in heading and "公开" not in heading:
        return False
    text = normalise(heading[:MAX_TITLE_CHARS])
    return "预算" not in text and "校" not in text and _OF_SUB_UNITS.search(text) is not None


def _without_label(text: str) -> str:
    """Take off a column's name that stands before the title."""
    match = _COLUMN_LABEL.match(text)
    if match and match.end() < len(text) and _exact(match[1] or match[2]) is not None:
        return text[match.end() :]
    return text


def _may_matter(text: str) -> bool:
    """Whether a text without 公开 can be a bare year, a yearly report or a known list."""
    if "年" in text or "报告" in text or YEARS.search(text):
        return True
    return len(text) <= 40 and _exact(normalise(text)) is not None


def _other_friend(text: str) -> Judgement | None:
    return Judgement(Verdict.FALSE_FRIEND, "finance") if "预算" in text or "决算" in text else None


def _strip_school(text: str, school: str) -> tuple[str, bool]:
    """Take the school's own names off; whether one was there."""
    for name in sorted(school.split("|"), key=len, reverse=True):
        folded = normalise(name)
        if len(folded) >= 2 and folded in text:
            return text.replace(folded, ""), True
    return text, False


def _exact(text: str) -> Judgement | None:
    """A text that is exactly the name of a column, list or portal."""
    text = text.strip("()[]:-|<>.,")
    if text in _COLUMN:
        return Judgement(Verdict.COLUMN, "column_exact")
    if text in _PORTAL:
        return Judgement(Verdict.PORTAL, "portal")
    if text in _COLUMN_GENERIC:
        return Judgement(Verdict.COLUMN, "column_generic")
    if text in _LIST:
        return Judgement(Verdict.LIST, "list")
    return named_by_words(text)


def _core(own: str, bare: str, period: str | None, *, named: bool, school: str) -> Judgement:
    """A text with the report's name in it: vetoes first, then report or column."""
    veto = _veto(own, bare, school, named=named)
    if veto is not None:
        return Judgement(Verdict.FALSE_FRIEND, veto, period)
    if YEARS.search(own):
        reason = "cover" if own.startswith(_COVER_START) else "title"
        return Judgement(Verdict.REPORT, reason, period)
    return CUT_SHORT if _CUT.search(own) else Judgement(Verdict.COLUMN, "no_year")


def _is_cut_title(own: str, exact: Judgement) -> bool:
    return exact.verdict is Verdict.COLUMN and "信息公开" in own and _CUT.search(own) is not None


def _like_governments(own: str, bare: str, judged: Judgement, *, named: bool, school: str) -> Judgement:
    """Leave open what a school calls 政府信息公开工作…年度报告: its text says whose it is."""
    if judged.reason != "qualified" or not (named or own.startswith(_OWN_START)) or "政府" not in bare:
        return judged
    without = _AS_GOVERNMENTS.sub("", bare)
    if without == bare or _veto(own, without, school, named=named) is not None:
        return judged
    return Judgement(Verdict.OTHER, "like_governments", judged.period)


def _veto(own: str, bare: str, school: str, *, named: bool) -> str | None:
    """Why a text that has the report's name is none of the school's reports; None when it is."""
    submitted = _SUBMITTED.match(own) is not None
    bare = _SUBMITTED.sub("", _ASIDE.sub("", _REVISION.sub("", bare)))
    if named:
        bare = _SECOND_NAME.sub("", bare, count=1)
    tail = bare.rstrip("()[]:;,.!?、。")
    cover = submitted or (own.startswith(_COVER_START) and tail.endswith(_COVER_END))
    if _NOTICE_INSIDE.search(bare):
        return "notice"
    if not cover:
        if own.startswith(_NOTICE_START) or bare.startswith(_NOTICE_START):
            return "notice"
        if tail.endswith(_NOTICE_END) and not tail.endswith(_FINE_END):
            return "notice"
    without = _QUALIFIED.sub("", bare)
    if without != bare and not CORE.search(without):
        return "qualified"
    return _veto_owner(bare, school, named=named)


_PLACE = 2
"""The characters of a place's name."""
_OWN_START = ("学校", "高校", "我校", "我院", "本校", "本院")
_FINE_END = ("事项清单", "及清单", "和清单", "附清单", "附件清单", "附件:清单")


def _veto_owner(bare: str, school: str, *, named: bool) -> str | None:
    """Whose report it is: None for the school's own."""
    match = CORE.search(bare)
    if match is None:
        return "no_core"
    before, after = bare[: match.start()], bare[match.end() :]
    before = _PUNCTUATION.sub("", _PRODUCER.sub("", before))
    after = _PUNCTUATION.sub("", _PRODUCER.sub("", after))
    if _GOVERNMENT.search(before) or _GOVERNMENT.search(after):
        return "government"
    owner, rest = _FILLER.sub("", before), _FILLER.sub("", after)
    if _OTHER_REPORT.search(rest) and _OTHER_REPORT_KIND.search(rest):
        rest = ""  # 信息公开年度报告和教学质量报告: a page that holds both
    if rest and (_SUB_UNIT_INSIDE.search(rest) or rest.endswith(_SUB_UNIT_END)):
        return None if _is_own(rest, school, named=named) else "sub_unit"
    if len(owner) <= 1 or owner in _FIELDS or _is_own(owner, school, named=named):
        return None
    if _SUB_UNIT_INSIDE.search(owner) or owner.endswith(_SUB_UNIT_END):
        return "sub_unit"
    return "qualified" if len(owner) <= 30 else "too_long"


def _is_own(owner: str, school: str, *, named: bool) -> bool:
    """Whether a name other than the school's full one still means the school.

    An abbreviation (its characters in order), the same name with another kind
    of school (江州学院, now 江州大学) or like it, or, where the school is not given, any name
    that a school can have. Wholly different former names are the caller's to give.
    """
    if _SUB_UNIT_INSIDE.search(owner):
        return False
    if named:
        # The school was named already: what else is named is a part of it.
        return False
    if not school:
        return owner.endswith(("大学", "学院", "学校"))
    stem = _KIND_OF_SCHOOL.sub("", owner)
    for name in school.split("|"):
        if _is_subsequence(owner, name):
            return True
        if stem != owner and len(stem) >= 2 and _is_subsequence(stem, _KIND_OF_SCHOOL.sub("", name)):
            return True
        if stem != owner and not owner.endswith("大学") and _is_like(stem, _KIND_OF_SCHOOL.sub("", name)):
            return True
    return False


def _is_like(stem: str, current: str) -> bool:
    """Whether a name may be a former one: of the same place, no longer, and with a word in common.

    重庆工学院, now 重庆理工大学. Where another school is called so, its report's text tells.
    """
    same_place = len(stem) > _PLACE < len(current) and stem[:_PLACE] == current[:_PLACE]
    is_longer = len(stem) > len(current) + 1
    return same_place and not is_longer and not set(stem[_PLACE:]).isdisjoint(current[_PLACE:])


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return len(short) <= len(long) and all(char in rest for char in short)


def _without_core(own: str, bare: str, period: str | None, *, context: str, school: str) -> Judgement:
    """A text without the report's full name: bare years, cut titles, other reports."""
    cut = _CUT.search(own)
    stem = _PUNCTUATION.sub("", _CUT.sub("", bare))
    rest = _PRODUCER.sub("", stem).removeprefix("关于")
    if YEARS.search(own):
        if cut and "信息公开" in stem and _cut_core(stem):
            veto = "notice" if own.startswith(_NOTICE_START) else _cut_owner(stem, school)
            if veto:
                return Judgement(Verdict.FALSE_FRIEND, veto, period)
            return Judgement(Verdict.REPORT, "cut", period)
        if period and _BARE_IN_COLUMN.fullmatch(rest):
            settled = _bare(context, school, period)
            if settled is not None:
                return settled
            if not cut:
                return Judgement(Verdict.OTHER, "bare_report" if rest else "bare_year", period)
        if cut and (not rest or rest.startswith("信息公")):
            return Judgement(Verdict.OTHER, "cut_maybe", period)
    if _QUALIFIED.search(bare):
        return Judgement(Verdict.FALSE_FRIEND, "qualified", period)
    if _OTHER_REPORT.search(bare) and _OTHER_REPORT_KIND.search(bare):
        return Judgement(Verdict.FALSE_FRIEND, "other_report", period)
    if "信息公开" in bare and _REVISION.sub("", bare).endswith(_NOTICE_END):
        return Judgement(Verdict.FALSE_FRIEND, "rules_or_notice", period)
    if bare.endswith("公开") or "预算" in bare or "决算" in bare:
        return Judgement(Verdict.FALSE_FRIEND, "other_disclosure", period)
    if "公开" in bare:
        return Judgement(Verdict.OTHER, "mentions", period)
    return Judgement(Verdict.OTHER, "plain", period)


def _bare(context: str, school: str, period: str) -> Judgement | None:
    """A year and no more, where the heading that it stands under says of what."""
    if is_of_sub_units(context):
        return Judgement(Verdict.FALSE_FRIEND, "sub_unit", period)
    return Judgement(Verdict.REPORT, "year_in_column", period) if _in_column(context, school) else None


def _is_of_a_part(bare: str, school: str) -> bool:
    """Whether a yearly report is one of a part of the school, or of a society: 校友会年度工作报告."""
    stem = _PUNCTUATION.sub("", bare)
    match = _YEARLY_REPORT.search(stem)
    if match is None:
        return False
    owner = stem[: match.start()]
    if len(_FILLER.sub("", owner)) < 2 or owner in _KINDS or not owner.endswith(_SUB_UNIT_END):
        return False
    return not _is_own(owner, school, named=False)


def _cut_core(stem: str) -> bool:
    """Whether a cut title was going to say 信息公开…报告, and nothing else."""
    start = stem.rfind("信息公开")
    tail = stem[start + 4 :]
    return tail in ("年", "年度", "年度报", "报", "工作报", "工作年", "工作年度", "工作年度报", "年度工作报")


def _cut_owner(stem: str, school: str) -> str | None:
    return _veto_owner(stem[: stem.rfind("信息公开")] + "信息公开报告", school, named=False)


def _in_column(context: str, school: str) -> bool:
    """Whether the heading that a text stands under is a column of the annual reports."""
    if not context:
        return False
    last = re.split(r"[>›»/]", context.rstrip(">›»/ "))[-1]
    text, _ = _strip_school(without_site_name(normalise(last[:MAX_TITLE_CHARS])), school)
    found = _exact(text)
    return found is not None and found.verdict is Verdict.COLUMN
