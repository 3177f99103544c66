"""Title, school, period, citations, contact and signature in their many forms."""

# ruff: noqa: E501 - the samples are one a line

import csv
from datetime import date
from pathlib import Path

import pytest

from pipelines.parser import Context, Roster, parse
from pipelines.parser.header.basis import normalise_number
from pipelines.parser.numbers import count
from tests.pipelines.parser.samples import TITLE, report


@pytest.mark.parametrize(
    ("printed", "title", "school"),
    [
        ("2021-2022学年度东山大学信息公开工作报告", None, "东山大学"),
        ("东山大学信息公开2021-2022学年度报告", None, "东山大学"),
        ("东山大学信息公开年报（2021-2022）", None, "东山大学"),
        ("东山大学关于2021—2022学年度信息公开工作的报告", None, "东山大学"),
        ("东山大学 2021-\n2022 学年度信息公开\n工作年度报告", "东山大学2021-2022学年度信息公开工作年度报告", "东山大学"),
        ("2021～2022学年度\n东山大学信息公开工作年度报告", "2021～2022学年度东山大学信息公开工作年度报告", "东山大学"),
        ("东山地质大学（南岭）2021-2022学年信息公开年度报告", None, "东山地质大学（南岭）"),
        ("东山大学科技与艺术学院2021-2022学年信息公开年度报告", None, "东山大学科技与艺术学院"),
        ("东山对外经贸学院2021/2022学年信息公开年度报告", None, "东山对外经贸学院"),
        ("【东山大学2021至2022学年信息公开年度报告】", "东山大学2021至2022学年信息公开年度报告", "东山大学"),
        ("二〇二一至二〇二二学年东山大学信息公开年度报告", None, "东山大学"),
        ("首页>>年报\n东山大学2021-2022学年信息公开年报\n发布日期：2022-10-31", "东山大学2021-2022学年信息公开年报", "东山大学"),
    ],
)  # fmt: skip
def test_titles(printed: str, title: str | None, school: str) -> None:
    found = parse(report(title=printed))
    assert found.title == (title or printed)
    assert found.school.name == school
    assert found.period.label == "2021-2022"


def test_a_lost_title_stays_null() -> None:
    found = parse(report(title=""), context=Context(title=TITLE, school_name="东山大学"))
    assert found.title is None
    assert "title_missing" in found.warnings
    assert found.school.name == "东山大学"


def test_context_fills_only_silence() -> None:
    context = Context(TITLE, "西海大学", "4100000009", date(2022, 10, 30))
    bare = "一、概述\n有。\n二、主动公开情况\n有。\n三、依申请公开情况\n无。\n四、评议情况\n好。"
    found = parse(bare, context=context)
    assert (found.school.name, found.school.code) == ("西海大学", "4100000009")
    assert found.period.label == "2021-2022"
    assert {"school_from_context", "period_from_title"} <= set(found.warnings)
    other = parse(report(), context=context)
    assert other.school.name == "东山大学"
    assert other.school.code is None
    assert "school_mismatch:东山大学" in other.warnings


WINDOW = ("2021-09-01", "2022-08-31")


@pytest.mark.parametrize("title", [TITLE, "东山大学2022年信息公开年度报告"])
@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("统计期限自2021年9月1日起至2022年8月31日止。", WINDOW),
        ("统计时间2021.9.1-2022.8.31。", WINDOW),
        ("报告数据统计时段（2021年9月1日—2022年8月31日）。", WINDOW),
        ("统计起止时间为２０２１年０９月０１日～２０２２年０８月３１日。", WINDOW),
        ("统计年限从2021年9月1日到次年8月31日。", WINDOW),
        ("统计时间为二〇二一年九月一日至二〇二二年八月三十一日。", WINDOW),
        ("统计日期为2021年8月31日—2022年9月1日。", ("2021-08-31", "2022-09-01")),
        ("时间范围为2021年10月1日至2022年9月30日。", ("2021-10-01", "2022-09-30")),
        ("统计时限从2021年9月1日至2022年10月31日。", ("2021-09-01", "2022-10-31")),
    ],
)
def test_windows(title: str, sentence: str, window: tuple[str, str]) -> None:
    period = parse(report(title=title, preamble=sentence)).to_dict()["period"]
    assert period["kind"] == "academic_year"
    assert period["label"] == "2021-2022"
    assert (period["start"], period["end"]) == window
    assert period["declared"]


def test_most_of_a_calendar_year_stands_for_the_year() -> None:
    found = parse(report(title="东山学院2023年度信息公开报告", preamble="统计时间为2023年1月1日至11月6日。"))
    period = found.to_dict()["period"]
    assert period == {
        "kind": "calendar_year", "label": "2023", "start": "2023-01-01", "end": "2023-12-31", "declared": True,
    }  # fmt: skip
    assert "window_cut_off:2023-01-01/2023-11-06" in found.warnings


def test_a_damaged_window_is_never_silent() -> None:
    found = parse(report(preamble="统计时限自202191日至2022831日。"))
    assert found.period.start == date(2021, 9, 1)
    assert any(w.startswith("window_damaged:") for w in found.warnings)
    torn = parse(report(preamble="统计时限自2021111日至20228日。"))
    assert not torn.period.declared
    assert any(w.startswith("window_unreadable:") for w in torn.warnings)


def test_last_years_window_against_the_title() -> None:
    found = parse(report(preamble="统计时间为2019年9月1日至2020年8月31日。"))
    assert found.period.label == "2021-2022"
    assert not found.period.declared
    assert "period_conflict:2019-09-01/2020-08-31" in found.warnings


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("教办函〔2014〕23号", "教办函〔2014〕23号"),
        ("湘教办通﹝2022﹞41 号", "湘教办通〔2022〕41号"),
        ("教办厅函[2023]52号", "教办厅函〔2023〕52号"),
        ("鄂教办函（2023）13号", "鄂教办函〔2023〕13号"),
        ("桂教办【2022】 318号", "桂教办〔2022〕318号"),
        ("教办公厅函 [2020] 11号", "教办公厅函〔2020〕11号"),
        ("教育部令第29号", "教育部令第29号"),
        ("国务院令第711号", "国务院令第711号"),
        ("国令第711号", "国令第711号"),
        ("教育部29号令", "教育部29号令"),
    ],
)
def test_document_numbers(printed: str, number: str) -> None:
    found = parse(report(preamble=f"根据《关于年度报告的通知》（{printed}，以下简称《通知》）编制。"))
    assert [(b.title, b.number) for b in found.legal_basis] == [("关于年度报告的通知", number)]
    assert normalise_number(number) == number
    before = parse(report(preamble=f"根据{printed}《关于年度报告的通知》编制。"))
    assert [(b.title, b.number) for b in before.legal_basis] == [("关于年度报告的通知", number)]


def test_a_document_number_broken_at_the_end_of_a_line() -> None:
    found = parse(report(preamble="根据《关于年度报告的通知》（湘教办通〔202\n2〕41号）编制。"))
    assert [b.number for b in found.legal_basis] == ["湘教办通〔2022〕41号"]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("http://xxg\nk.dsu.edu.cn", "http://xxgk.dsu.edu.cn"),
        ("http://xxgk.ds\nu.edu.cn/nb/list.htm", "http://xxgk.dsu.edu.cn/nb/list.htm"),
        ("http://xxgk.dsu.edu.cn\nwww.dsu.edu.cn", "http://xxgk.dsu.edu.cn"),
        ("https://xx\ngk.dsu.edu.cn", "https://xxgk.dsu.edu.cn"),
        ("https:\n//xxgk.dsu.edu.cn/", "https://xxgk.dsu.edu.cn/"),
    ],
)
def test_an_address_broken_at_the_end_of_a_line(printed: str, url: str) -> None:
    text = report(preamble=f"本报告可在学校信息公开网（{printed}）下载。")
    found = parse(text)
    assert found.portal_url == url
    start, end = found.evidence["portal_url"]
    assert "".join(text[start:end].split()) == url


@pytest.mark.parametrize("printed", ["东山大学（公章）\n2022年10月28日", "2022年10月28日\n东山大学"])
def test_the_seal_and_the_date_above_the_name(printed: str) -> None:
    found = parse(report(signature=printed))
    assert (found.signed_by, str(found.signed_on)) == ("东山大学", "2022-10-28")


def test_a_window_with_hours() -> None:
    found = parse(report(preamble="数据统计期为2021年9月1日零时至2022年8月31日24时。"))
    assert found.period.declared


def test_a_scan_that_confuses_the_day() -> None:
    found = parse(
        report(
            preamble="统计时间为 2021 年 9 月 1 曰至 2022 年 8 月 31 曰 。",
            signature="东山大学\n2022 年 10 月 28 曰",
        )
    )
    assert found.period.declared
    assert str(found.signed_on) == "2022-10-28"


def test_what_is_read_is_no_rule() -> None:
    found = parse(report(preamble="现公布《东山大学信息公开年度报告》，依据《高等学校信息公开办法》。"))
    assert [b.title for b in found.legal_basis] == ["高等学校信息公开办法"]


@pytest.mark.parametrize(
    ("printed", "contact"),
    [
        (
            "如对本报告有疑问，请与东山大学校长办公室联系（地址：东山市大学路1号，邮编：100000，电话：010-12345678，"
            "传真：010-87654321，电子邮箱：a@b.edu.cn）。",
            ("东山大学校长办公室", "东山市大学路1号", "100000", "010-12345678", "a@b.edu.cn"),
        ),
        ("公众如有意见或建议，可致电027-87542101咨询。", (None, None, None, "027-87542101", None)),
        (
            "联系人：王老师 电话：02787542101E-mail：x@y.cn 地址：东山市湖滨路2号 邮编：430070",
            (None, "东山市湖滨路2号", "430070", "02787542101", "x@y.cn"),
        ),
        (
            "对本报告如有疑问，请与信息公开办公室联系。地址：东山市人民路8号；邮编：200000；电话：(021)65900000",
            ("信息公开办公室", "东山市人民路8号", "200000", "(021)65900000", None),
        ),
        ("如有疑问请与办公室联系，电话：0851-8330 2211。", ("办公室", None, None, "0851-8330 2211", None)),
        (
            "联系单位：学校办公室，地址：东山市大街66号（110142）。",
            ("学校办公室", "东山市大街66号", "110142", None, None),
        ),
        (
            "对本报告如有疑问，请与信息公开办公室联系。地址：东山市大街66号（东校区），电话：024-88990011。",
            ("信息公开办公室", "东山市大街66号（东校区）", None, "024-88990011", None),
        ),
        (
            "如有疑问，请致函校长办公室（东山市大学路1号主楼210室，邮编450052）。",
            ("校长办公室", "东山市大学路1号主楼210室", "450052", None, None),
        ),
        ("招生咨询电话：010-66666666。监督举报电话：010-77777777。", (None,) * 5),
    ],
)
def test_contacts(printed: str, contact: tuple[str | None, ...]) -> None:
    found = parse(report(preamble=printed)).contact
    assert (found.office, found.address, found.postcode, found.phone, found.email) == contact


@pytest.mark.parametrize(
    ("printed", "by", "on"),
    [
        ("东山大学\n2022年10月28日", "东山大学", date(2022, 10, 28)),
        ("东山大学  2022年10月28日", "东山大学", date(2022, 10, 28)),
        ("东山大学信息公开办公室\n二〇二二年十月二十日", "东山大学信息公开办公室", date(2022, 10, 20)),
        ("东山大学\n２０２２．１０．３０", "东山大学", date(2022, 10, 30)),
        ("东山大学\n2022-11-1\n（联系电话：010-12345678）", "东山大学", date(2022, 11, 1)),
        ("东山大学", "东山大学", None),
        ("", None, None),
        ("东山大学\n2022年13月40日", "东山大学", None),
    ],
)
def test_signatures(printed: str, by: str | None, on: date | None) -> None:
    found = parse(report(signature=printed))
    assert (found.signed_by, found.signed_on) == (by, on)


def test_the_letter_form() -> None:
    text = report(title="东大院〔2022〕 15 号\n\n" + TITLE, preamble="省教育厅：\n现报告如下。")
    found = parse(text)
    assert (found.document_number, found.addressee) == ("东大院〔2022〕15号", "省教育厅")


def test_roster_knows_and_does_not_guess() -> None:
    roster = Roster(
        [
            ("东山地质大学（南岭）", "4100000001", False),
            ("东山学院", "4100000002", False),
            ("东山师专", "4100000002", True),
            ("旧东山学校", "4100000003", True),
            ("旧东山学校", "4100000004", True),
            ("东山学院", "4100000005", True),
        ]
    )
    assert roster.resolve(" 东山 地质大学(南岭)") == "4100000001"
    assert roster.resolve("东山师专") == "4100000002"
    assert roster.resolve("东山学院") == "4100000002"
    assert roster.resolve("旧东山学校") is None
    assert roster.resolve("无名大学") is None
    title = "东山地质大学 （南岭）2021-2022学年信息公开年度报告"
    assert parse(report(title=title), roster=roster).school.code == "4100000001"


@pytest.mark.parametrize(
    ("text", "number"),
    [("十二", 12), ("二十五", 25), ("两", 2), ("一百零三", 103), ("1,832", 1832), ("二〇二三", 2023)],
)
def test_counts(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize("name", ["东海青年政治学院", "日昌职业学院", "东山科学院大学", "东山对外经贸大学"])
def test_a_school_named_only_in_the_preamble(name: str) -> None:
    found = parse(report(title="", preamble=f"2022年{name}信息公开办公室编制本报告。", signature=""))
    assert found.school.name == name


def test_every_listed_school_is_found_in_its_title() -> None:
    seeds = Path(__file__).parents[3] / "seeds" / "universities.csv"
    with seeds.open(encoding="utf-8", newline="") as file:
        rows = [(r["name"], r["code"]) for r in csv.DictReader(file)]
    roster = Roster((name, code, False) for name, code in rows)
    wrong = []
    for name, code in rows:
        found = parse(f"2021-2022学年度{name}信息公开工作报告\n编制本报告。", roster=roster)
        if (found.school.name, found.school.code) != (name, code):
            wrong.append(name)
    assert not wrong


def test_a_letterhead_is_no_part_of_the_title() -> None:
    body = "一、概述\n本学年学校推进信息公开工作。\n二、主动公开情况\n通过网站公开信息。\n"
    report = parse(f"云岭财经大学\n云岭财经大学\n2022-2023学年信息公开工作年度报告\n{body}").to_dict()
    assert report["title"] == "云岭财经大学2022-2023学年信息公开工作年度报告"
    assert report["school"]["name"] == "云岭财经大学"
