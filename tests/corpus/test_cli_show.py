"""xxgk show and xxgk status: what is stored, for people and as JSON."""

import json
import re

import pytest

from pipelines.outcomes import SiteOutcome
from pipelines.store import ledger
from pipelines.store.reports import settle_reports
from tests.corpus.home import YUNLING, Home, one_line
from tests.pipelines.store.kit import GUTANG, add_rendition, report_text


def row_of(out: str, start: str) -> list[str]:
    (line,) = [line for line in out.splitlines() if line.startswith(start)]
    return line.split()


def test_a_school(stocked: Home) -> None:
    ended = stocked.run("show", "云岭理工学院")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"云岭理工学院 {YUNLING} 云江省 本科\n")
    assert "http://xxgk.ylit.example.cn/" in ended.out
    assert row_of(ended.out, "2021-2022")[1:5] == ["docx+html", "7", "5", "0"]
    assert row_of(ended.out, "2020-2021")[1] == "pdf"
    assert row_of(ended.out, "2019-2020")[1] == "txt"
    periods = [line[:9] for line in ended.out.splitlines() if line[:2] == "20"]
    assert periods == sorted(periods, reverse=True)


@pytest.mark.parametrize("wanted", [YUNLING, "云岭工业专科学校", "云岭 理工学院"])
def test_however_it_is_called(stocked: Home, wanted: str) -> None:
    assert stocked.inside("show", wanted).out.startswith("云岭理工学院")


def test_a_report_with_its_evidence(stocked: Home) -> None:
    ended = stocked.inside("show", "云岭理工学院", "2021-2022")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("云岭理工学院 2021-2022\n")
    (received,) = [line for line in ended.out.splitlines() if line.startswith("requests.received")]
    assert received.split()[1] == "5"
    assert "5" in received[received.index("[") : received.index("]")]
    assert "cited: file://" in ended.out
    assert "also: file://" in ended.out
    for words in ("sections 1", "overview · 概述", "高等学校信息公开办法", str(stocked.archive)):
        assert words in ended.out.replace("\n", "")


def test_a_report_s_lists(stocked: Home) -> None:
    """Figures by channel with the channel's Chinese name, points, warnings with what they mean."""
    lines = stocked.inside("show", "云岭理工学院", "2021-2022").out.splitlines()
    (wechat,) = [line for line in lines if line.startswith("wechat 微信公众号")]
    assert "418 篇" in wechat
    assert "items" in wechat
    start = lines.index("") + 1
    titles = [lines[i + 1].split()[0] for i, line in enumerate(lines[start:], start) if not line.strip()]
    assert titles == ["figures", "experience", "warnings"]
    assert any(re.match(r"problems 1 +个别部门更新不够及时", line) for line in lines)
    (missing,) = [line for line in lines if line.startswith("section_missing:other")]
    assert "a section of the ministry's outline is not there" in missing
    assert re.fullmatch(r"read by parser \d+\+[0-9a-f]{8}", lines[-1])


def test_an_inventory_is_counted(copied: Home) -> None:
    row = {"number": None, "category": None, "item": "办学规模", "department": "校办", "url": None}
    inventory = [row | {"number": 1, "url": "http://x/"}, row | {"number": 2}, row]
    database = copied.opened()
    with database.session() as session:
        add_rendition(session, GUTANG, "file:///x", report_text(GUTANG), inventory=inventory)
        settle_reports(session, GUTANG)
    database.close()
    copied.workspace().archive.put(report_text(GUTANG).encode())
    out = copied.inside("show", GUTANG, "2021-2022").out
    assert "inventory: 3 rows of 1 departments, 2 of the ministry's 50 items, 1 with an address\n" in out


def test_a_school_without_reports(stocked: Home) -> None:
    ended = stocked.inside("show", GUTANG)
    assert ended.code == 0
    assert "no reports yet" in ended.out
    assert "portal: none known" in ended.out


def test_an_unknown_school(stocked: Home) -> None:
    ended = stocked.inside("show", "云岭理工大学")
    assert ended.code == 2
    assert "云岭理工学院" in one_line(ended)


def test_a_name_of_several_schools(stocked: Home) -> None:
    ended = stocked.inside("show", "滨海职工大学")
    assert ended.code == 2
    assert YUNLING in one_line(ended)


def test_an_unknown_period(stocked: Home) -> None:
    ended = stocked.inside("show", "云岭理工学院", "1999")
    assert ended.code == 1
    assert "2021-2022, 2020-2021, 2019-2020" in one_line(ended)


def test_arguments_that_are_no_utf8(stocked: Home) -> None:
    for args in ((b"show", b"\xc4\xea"), (b"show", YUNLING.encode(), b"\xff")):
        ended = stocked.run(*args)
        assert ended.code in (1, 2)
        one_line(ended)


def test_a_report_whose_period_nothing_says(copied: Home) -> None:
    """It is listed as `?`, and can be asked for as such."""
    unknown = {"kind": None, "label": None, "start": None, "end": None, "declared": False}
    database = copied.opened()
    with database.session() as session:
        text = "古塘职业技术学院信息公开年度报告"
        add_rendition(session, GUTANG, "file:///x", text, kind="annual_report", period=unknown)
        settle_reports(session, GUTANG)
    database.close()
    copied.workspace().archive.put(text.encode())
    assert row_of(copied.inside("show", GUTANG).out, "?")
    ended = copied.inside("show", GUTANG, "?")
    assert (ended.code, ended.err) == (0, "")
    assert text in ended.out


def test_the_last_crawl(copied: Home) -> None:
    database = copied.opened()
    with database.session() as session:
        run = ledger.start_run(session, "crawl school=云岭理工学院")
        site, _ = ledger.start_site(session, run, YUNLING, "http://xxgk.ylit.example.cn/")
        site.requests = 17
        ledger.finish_site(site, SiteOutcome.CAPTCHA, "the portal asks [/b] for letters")
    database.close()
    out = copied.inside("show", YUNLING).out
    (line,) = [line for line in out.splitlines() if line.startswith("last crawl")]
    for words in ("captcha", "需要验证码", "17 requests", "[/b]"):
        assert words in line


# Status -----------------------------------------------------------------------------


def test_status_as_json(stocked: Home) -> None:
    ended = stocked.inside("status", "--json")
    assert (ended.code, ended.err) == (0, "")
    status = json.loads(ended.out)
    assert status["counts"]["reports"] == 4
    assert status["counts"]["schools"] == 4
    assert status["counts"]["documents"] == 7
    assert status["schools_with_reports"] == 2
    assert status["document_outcomes"] == {"read": 5, "empty": 1, "unsupported": 1}
    assert status["reports_by_period"] == {"2021-2022": 2, "2020-2021": 1, "2019-2020": 1}
    assert status["school_outcomes"] == {}


def test_status_for_people(stocked: Home) -> None:
    ended = stocked.run("status")
    assert (ended.code, ended.err) == (0, "")
    for words in ("4 reports of 2 schools", "7 documents", "read 已读取: 5", "2021-2022: 2"):
        assert words in ended.out


def test_the_last_outcome_of_each_school_counts(copied: Home) -> None:
    database = copied.opened()
    with database.session() as session:
        for outcome in (SiteOutcome.UNREACHABLE, SiteOutcome.FOUND):
            run = ledger.start_run(session, "crawl [/x] [red]école[/red]")
            ledger.finish_site(ledger.start_site(session, run, YUNLING, None)[0], outcome)
            run.state = "done"
    database.close()
    assert json.loads(copied.inside("status", "--json").out)["school_outcomes"] == {"found": 1}
    out = copied.inside("status").out
    assert "found 已找到: 1" in out
    assert "crawl [/x] [red]école[/red]" in out


def test_nothing_stored_yet(home: Home) -> None:
    for args in (
        ("status",),
        ("status", "--json"),
        ("show", "云岭理工学院"),
        ("verify",),
        ("export", "--out", "o"),
    ):
        ended = home.inside(*args)
        assert ended.code == 1
        assert "there is no database" in one_line(ended)
    assert sorted(path.name for path in home.folder.iterdir()) == ["files", "seeds"]
