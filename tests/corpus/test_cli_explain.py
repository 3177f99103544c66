"""xxgk explain: the way to each report, and where and why the crawl gave up."""

import json
from pathlib import Path

import pytest

from tests.campus import Campus, make_portal
from tests.support import Place
from tests.xxgk_spiders.test_crawl_nightly import SCHOOL, publication

HOST = "xxgk.shuoming.edu.cn"
BROKEN = f"{SCHOOL}2021-2022学年信息公开年度报告"


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A school with a report that is read, and one whose page is forbidden; crawled."""
    folder = tmp_path_factory.mktemp("explain")
    made = make_portal(
        folder / "shuoming",
        style="vsb",
        host=HOST,
        school=SCHOOL,
        code="9907000001",
        reports=[publication("2022-2023", carrier="pdf")],
        filler=3,
    )
    text = (made / "portal.toml").read_text(encoding="utf-8")
    text += f'\n[[links]]\ntitle = "{BROKEN}"\npublished = 2022-10-20\ncolumn = 50\nhref = "/jin.htm"\n'
    (made / "portal.toml").write_text(text, encoding="utf-8")
    campus.publish(made)
    place = Place(folder / "data", campus, ("shuoming",))
    place.scrapy(f"school={SCHOOL}")
    return place


def test_the_way_to_a_report_is_told_step_by_step(place: Place) -> None:
    ended = place.xxgk("explain", SCHOOL)
    assert ended.code == 0
    lines = [line.strip() for line in ended.out.splitlines()]
    title = next(i for i, line in enumerate(lines) if line.startswith("2022-2023"))
    steps = lines[title + 1 : lines.index("", title)]
    assert steps[0].startswith(f"https://{HOST}/ ")
    assert "the portal / 信息公开网" in steps[0]
    assert "its text names a report" in steps[-2]
    assert "download.jsp" in steps[-1]


def test_what_was_lost_is_told_with_its_reason(place: Place) -> None:
    out = place.xxgk("explain", SCHOOL).out
    assert "stopped: " in out
    lost = out.partition("gave up at:")[2]
    assert f"https://{HOST}/jin.htm" in lost
    assert "HTTP 404" in lost
    assert BROKEN in out.partition("or not read:")[2]


def test_every_page_on_demand(place: Place) -> None:
    ((pages,),) = place.rows("SELECT pages FROM site_run")
    listed = place.xxgk("explain", SCHOOL, "--pages").out.partition("pages, in their order:")[2]
    numbered = [line for line in listed.splitlines() if line.strip()[:1].isdigit()]
    assert len(numbered) == pages
    assert "pages, in their order" not in place.xxgk("explain", SCHOOL).out


def test_as_data(place: Place) -> None:
    found = json.loads(place.xxgk("explain", "9907000001", "--json").out)
    assert found["school"] == SCHOOL
    (way,) = found["reports"]
    assert way["period"] == "2022-2023"
    assert way["steps"][0]["url"] == f"https://{HOST}/"
    (run,) = found["runs"]
    assert run["outcome"] == "found"
    assert {visit["outcome"] for visit in run["visits"]} == {"looked", "gone"}
    assert found["unread"][0]["outcome"] == "gone"


def test_only_the_last_trail_is_kept(place: Place) -> None:
    place.scrapy(f"school={SCHOOL}")
    trails = place.rows("SELECT trail IS NOT NULL AND trail <> 'null' FROM site_run ORDER BY id")
    assert trails == [(0,), (1,)]
    assert place.xxgk("explain", SCHOOL).out.count("whole crawl of") == 1


def test_a_school_that_was_never_crawled(campus: Campus, tmp_path: Path) -> None:
    place = Place(tmp_path / "data", campus, ("chengxi-ligong",))
    name = campus.school("chengxi-ligong").name
    place.scrapy("school=chengxi", settings=())  # no such school: the seeds are loaded all the same
    ended = place.xxgk("explain", name)
    assert ended.code == 0
    assert f"never crawled · next: xxgk crawl {name}" in ended.out


def test_a_school_that_there_is_not(place: Place) -> None:
    ended = place.xxgk("explain", "没有这所大学")
    assert ended.code == 2
    assert len(ended.error_lines) == 1
