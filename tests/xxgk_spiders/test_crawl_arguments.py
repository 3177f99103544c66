"""Arguments: what names a school, what does not; a wrong one is one line and exit code 2."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy.settings import Settings

from tests.campus import Campus, make_portal
from tests.support import FAST, SCRAPY, Outcome, Place, no_traceback, reports_command
from tests.xxgk_spiders.test_crawl_nightly import publication
from xxgk_spiders.orders import PlanError, plan_of

CODE, NAME, FORMER = "9902000011", "雁回湖学院", "雁回湖师范专科学校"
HOST, ELSEWHERE = "xxgk.yanhuihu.edu.cn", "gongkai.yanhuihu-xy.cn"
OTHER_CODE, OTHER = "9902000012", "寒汀学院"


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two schools; one had another name, and its reports lie on another host, too."""
    folder = tmp_path_factory.mktemp("arguments")
    years = ("2020-2021", "2021-2022", "2022-2023")
    for slug, host, name, code, periods in (
        ("yanhuihu", HOST, NAME, CODE, years),
        ("hanting", "xxgk.hantingxy.edu.cn", OTHER, OTHER_CODE, years[:1]),
        ("elsewhere", ELSEWHERE, NAME, CODE, years[1:]),
    ):
        made = make_portal(
            folder / slug,
            style="plain",
            host=host,
            school=name,
            code=code,
            filler=3,
            reports=[publication(period, school=name) for period in periods],
        )
        campus.publish(made)
    place = Place(folder / "data", campus, ("yanhuihu", "hanting"))
    assert place.seeds is not None
    renamed = "change,code,old_name,new_name\nrenamed," + f"{CODE},{FORMER},{NAME}\n"
    (place.seeds / "renamed.csv").write_text(renamed, encoding="utf-8")
    return place


@pytest.fixture
def fresh(place: Place, tmp_path: Path) -> Place:
    """The same schools, nothing crawled yet."""
    made = Place(tmp_path / "data", place.campus, place.slugs)
    assert made.seeds is not None
    assert place.seeds is not None
    for file in place.seeds.iterdir():
        (made.seeds / file.name).write_bytes(file.read_bytes())
    return made


def periods(place: Place, code: str = CODE) -> list[str]:
    rows = place.rows(
        "SELECT period_label FROM report WHERE institution_code = ? ORDER BY period_label", code
    )
    return [period for (period,) in rows]


def refused(outcome: Outcome) -> str:
    """The one line of a refusal; nothing was asked of anybody."""
    assert outcome.code == 2, outcome.err
    no_traceback(outcome)
    assert len(outcome.error_lines) == 1, outcome.err
    assert outcome.served == ()
    return outcome.error_lines[0]


# What names a school -----------------------------------------------------------------


@pytest.mark.parametrize("wanted", [CODE, FORMER, f" {NAME} "])
def test_a_school_by_name_code_and_former_name(fresh: Place, wanted: str) -> None:
    outcome = fresh.scrapy(f"school={wanted}")
    assert outcome.code == 0, outcome.err
    assert periods(fresh) == ["2020-2021", "2021-2022", "2022-2023"]
    assert periods(fresh, OTHER_CODE) == []


@pytest.mark.parametrize("argument", [f"school={NAME}，{OTHER_CODE}", "all=1"])
def test_several_schools(fresh: Place, argument: str) -> None:
    assert fresh.scrapy(argument).code == 0
    assert len(periods(fresh)) == 3
    assert periods(fresh, OTHER_CODE) == ["2020-2021"]


def test_a_province(fresh: Place) -> None:
    assert fresh.scrapy("province=岚衡").code == 0
    assert len(periods(fresh)) == 3
    assert periods(fresh, OTHER_CODE) == ["2020-2021"]


def test_since_leaves_out_older_reports(fresh: Place) -> None:
    outcome = fresh.scrapy(f"school={NAME}", "since=2022")
    assert outcome.code == 0
    assert periods(fresh) == ["2021-2022", "2022-2023"]


def test_a_given_portal_on_another_host(fresh: Place) -> None:
    outcome = fresh.scrapy(f"school={NAME}", f"portal=https://{ELSEWHERE}/")
    assert outcome.code == 0, outcome.err
    assert periods(fresh) == ["2021-2022", "2022-2023"]
    assert not [s for s in outcome.served if f"//{HOST}/" in s.url]
    again = fresh.scrapy(f"school={NAME}")
    assert any(f"//{ELSEWHERE}/" in s.url for s in again.served), "a given portal is remembered"


def test_the_command_of_xxgk_takes_the_same(fresh: Place) -> None:
    outcome = fresh.xxgk(
        "crawl", CODE, "--portal", f"https://{ELSEWHERE}/", "--since", "2023", "--delay", "0"
    )
    assert outcome.code == 0, outcome.err
    assert periods(fresh) == ["2022-2023"]


# What does not -----------------------------------------------------------------------


def test_an_unknown_school_has_suggestions(place: Place) -> None:
    line = refused(place.scrapy("school=雁回湖大学"))
    assert "雁回湖大学" in line
    assert NAME in line


def test_an_unknown_school_by_xxgk(place: Place) -> None:
    assert NAME in refused(place.xxgk("crawl", "雁回湖"))


NAME_NOTHING: tuple[dict[str, str], ...] = (
    {},
    {"school": ""},
    {"school": ","},
    {"school": "0000000000"},
    {"school": "雁回湖\x00学院"},
    {"school": "雁" * 5000},
    {"province": "没有这个省"},
    {"school": NAME, "province": "岚衡省"},
    {"school": NAME, "all": "1"},
    {"school": NAME, "since": "22"},
    {"school": NAME, "since": "２０２２"},
    {"school": NAME, "since": "今年"},
    {"school": NAME, "since": "-202"},
    {"school": NAME, "depth": "3"},
    {"all": "1", "portal": f"https://{ELSEWHERE}/"},
    {"school": f"{NAME},{OTHER}", "portal": f"https://{ELSEWHERE}/"},
)
PORTALS_REFUSED = (
    "ftp://xxgk.yanhuihu.edu.cn/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://10.1.2.3/xxgk/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1",
    "http://localhost:8080/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::1/",
    "http://intranet/",
    "http://",
    "http://xxgk.yanhuihu.edu.cn:99999/",
    "没有网址",
    "10.0.0.1",
    "localhost",
)


def settings_of(place: Place) -> Settings:
    """The settings of a command that is run in a place."""
    settings = Settings()
    settings.setmodule("xxgk_spiders.settings", priority="project")
    for name, value in place.environment().items():
        if name.startswith("XXGK_"):
            settings.set(name, value, priority="cmdline")
    return settings


@pytest.mark.parametrize("arguments", NAME_NOTHING, ids=lambda a: " ".join(a.values())[:40] or "none")
def test_arguments_that_name_nothing(place: Place, arguments: dict[str, str]) -> None:
    with pytest.raises(PlanError) as refusal:
        plan_of(settings_of(place), arguments)
    assert str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("portal", PORTALS_REFUSED)
def test_portals_that_may_not_be_asked(place: Place, portal: str) -> None:
    with pytest.raises(PlanError):
        plan_of(settings_of(place), {"school": NAME, "portal": portal})
    assert place.rows("SELECT * FROM portal WHERE source = 'given'") == []


@given(
    st.dictionaries(
        st.sampled_from(("school", "portal", "since", "province", "all")), st.text(max_size=40), max_size=3
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_arguments_are_a_plan_or_refused(place: Place, arguments: dict[str, str]) -> None:
    with suppress(PlanError):
        plan = plan_of(settings_of(place), arguments)
        plan.workspace.close()
        assert plan.orders


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (f"school={NAME}", "since=22"),
        (f"school={NAME}", "depth=3"),
        (f"school={NAME}", "portal=file:///etc/passwd"),
        (f"school={NAME}", "portal=http://127.0.0.1:{port}/"),
        (f"school={NAME}", "all=1"),
    ],
    ids=" ".join,
)
def test_a_refusal_is_one_line_and_code_2(place: Place, arguments: tuple[str, ...]) -> None:
    refused(place.scrapy(*(argument.format(port=place.campus.port) for argument in arguments)))


@pytest.mark.parametrize(
    "setting",
    [
        "DOWNLOAD_DELAY=abc",
        "DOWNLOAD_DELAY=-1",
        "DOWNLOAD_DELAY=nan",
        "XXGK_SITES_AT_ONCE=0",
        "RETRY_TIMES=2.5",
    ],
)
def test_settings_that_are_no_numbers(place: Place, setting: str) -> None:
    told = refused(place.scrapy(f"school={NAME}", settings=["-s", setting]))
    assert setting.partition("=")[0] in told


@pytest.mark.parametrize("name", ["http_proxy", "https_proxy"])
@pytest.mark.parametrize("proxy", ["junk", "socks5://127.0.0.1:1", "http://"])
def test_proxies_that_are_none(place: Place, monkeypatch: pytest.MonkeyPatch, name: str, proxy: str) -> None:
    for variable in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, proxy)
    with pytest.raises(PlanError, match=name):
        plan_of(settings_of(place), {"school": NAME})


def test_an_unknown_spider(place: Place) -> None:
    outcome = place.run(SCRAPY, "crawl", "reprots")
    assert outcome.code == 2
    no_traceback(outcome)


# What cannot be opened ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XXGK_DATABASE_URL", "sqlite:////proc/no/such/place/xxgk.db"),
        ("XXGK_DATABASE_URL", "no address"),
        ("XXGK_ARCHIVE_URL", "nosuch://bucket/archive"),
        ("XXGK_SEEDS", "/no/such/folder"),
    ],
)
def test_places_that_cannot_be_used(place: Place, name: str, value: str) -> None:
    outcome = place.run(SCRAPY, *reports_command([f"school={NAME}"]), *FAST, "-s", f"{name}={value}")
    assert outcome.code == 1
    no_traceback(outcome)
    assert len(outcome.error_lines) == 1, outcome.err
    assert outcome.served == ()
