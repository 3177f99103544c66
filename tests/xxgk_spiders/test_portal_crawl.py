"""`scrapy crawl portals` on the campus, and `reports` that finds the portal by itself."""

import csv
import json
from pathlib import Path

import pytest

from tests.campus import Campus, make_portal
from tests.support import FAST, SCRAPY, Outcome, Place, no_traceback
from tests.xxgk_spiders.test_crawl_nightly import publication
from xxgk_spiders.discovery.urls import canonical

NAMES = ("雪汀师范学院", "冬青学院", "石榴湾大学", "木槿职业学院", "海桐学院", "紫藤渡大学", "山茶学院")
MOST = 16
"""Requests that a search may cost."""
CAMPUS = Path(__file__).parents[1] / "campus" / "portals" / "homepages"
AT_HOME = tuple(sorted(path.parent.name for path in CAMPUS.rglob("portal.toml")))
"""The campus's schools whose portals nobody knows."""

SETTINGS: dict[str, dict[str, object]] = {
    "wenzi": {},
    "tupian": {"homepage_way": "image"},
    "kapian": {"homepage_way": "card", "decoys": ["xxgk_is_overview", "info_is_it_office"]},
    "caidan": {"homepage_way": "menu", "decoys": ["other_openness"]},
    "fuzhi": {"decoys": ["clone"]},
    "cainiao": {"homepage_link": ""},
    "shibai": {"robots": "User-agent: *\nDisallow: /\n", "outcome": "robots"},
}
"""A school each: its slug, and what its `portal` table has besides."""


def host(slug: str) -> str:
    return f"xxgk.{slug}xt.edu.cn"


def code(slug: str) -> str:
    return str(9917000000 + list(SETTINGS).index(slug))


@pytest.fixture(scope="module")
def place(campus: Campus, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Schools whose portals are not in the seeds."""
    folder = tmp_path_factory.mktemp("unknown")
    for number, (slug, more) in enumerate(SETTINGS.items()):
        made = make_portal(
            folder / f"zhao-{slug}",
            style="vsb",
            host=host(slug),
            school=NAMES[number],
            code=code(slug),
            filler=2,
            reports=[publication("2022-2023", school=NAMES[number])],
        )
        file = made / "portal.toml"
        lines = (f"{name} = {json.dumps(value)}\n" for name, value in more.items() if name != "outcome")
        extra = "".join(lines)
        text = file.read_text(encoding="utf-8")
        if "outcome" in more:
            text = text.replace('outcome = "found"', f'outcome = "{more["outcome"]}"')
        file.write_text(text.replace("[portal]\n", f"[portal]\nknown = false\n{extra}"), encoding="utf-8")
        campus.publish(made)
    return Place(folder / "data", campus, tuple(f"zhao-{slug}" for slug in SETTINGS))


@pytest.fixture(scope="module")
def searched(place: Place) -> Outcome:
    """The run of `portals` over all of them."""
    return search(place, "all=1")


def search(place: Place, *arguments: str) -> Outcome:
    words = [word for argument in arguments for word in ("-a", argument)]
    return place.run(SCRAPY, "crawl", "portals", *words, *FAST)


@pytest.mark.parametrize("slug", [slug for slug in SETTINGS if slug != "shibai"])
def test_the_portal_is_found_and_kept_with_its_evidence(searched: Outcome, place: Place, slug: str) -> None:
    rows = place.rows(
        "SELECT url, grade, source, derived, evidence, annual_report_list_url FROM portal"
        " WHERE institution_code = ?",
        code(slug),
    )
    ((url, grade, source, derived, evidence, column),) = rows
    assert canonical(url) == host(slug)
    assert (grade, source, bool(derived)) == ("A", "discovered", slug == "cainiao")
    assert "ndbg" in column
    assert json.loads(evidence)["signs"]["reports"] >= 1


def test_each_search_is_kept_and_costs_little(searched: Outcome, place: Place) -> None:
    rows = place.rows("SELECT institution_code, outcome, requests, tried FROM portal_search")
    assert sorted(row[0] for row in rows) == sorted(map(code, SETTINGS))
    assert all(0 < requests <= MOST for _, _, requests, _ in rows)
    assert all(json.loads(tried) for *_, tried in rows)
    assert {row[0]: row[1] for row in rows}[code("shibai")] == "robots"


def test_a_search_crawls_nothing(searched: Outcome, place: Place) -> None:
    assert searched.code == 3  # one of them is closed to us
    no_traceback(searched)
    assert place.rows("SELECT * FROM site_run") == []
    assert place.rows("SELECT state FROM crawl_run") == [("done",)]
    hosts = {s.url if s.method == "CONNECT" else s.url.split("/")[2] for s in searched.served}
    domains = {host(slug).removeprefix("xxgk.") for slug in SETTINGS}
    assert {h for h in hosts if not any(h.endswith(domain) for domain in domains)} == set()


def test_what_people_see(searched: Outcome, place: Place) -> None:
    assert host("wenzi") in searched.out
    assert "robots" in searched.out
    shown = place.xxgk("portals", code("kapian"))
    assert shown.code == 0
    assert host("kapian") in shown.out
    told = json.loads(place.xxgk("portals", code("shibai"), "--json").out)
    assert told["portals"] == []
    assert told["last_search"]["outcome"] == "robots"
    everything = json.loads(place.xxgk("portals", "--json").out)
    assert len(everything["portals"]) == len(SETTINGS) - 1
    assert [row["code"] for row in everything["searched_in_vain"]] == [code("shibai")]


def test_the_seed_file_made_anew_is_a_seed_file(searched: Outcome, place: Place, tmp_path: Path) -> None:
    file = tmp_path / "new" / "portals.csv"
    assert place.xxgk("portals", "--refresh-seeds", str(file)).code == 0
    with file.open(encoding="utf-8", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    assert set(rows) == {code(slug) for slug in SETTINGS} - {code("shibai")}
    assert rows[code("cainiao")]["derived"] == "yes"
    assert "信息公开" in rows[code("wenzi")]["evidence"]
    other = Place(tmp_path / "data", place.campus, place.slugs)
    assert other.seeds is not None
    (other.seeds / "portals.csv").write_bytes(file.read_bytes())
    assert other.scrapy(f"school={code('wenzi')}").code == 0
    assert other.rows("SELECT * FROM portal_search") == []
    assert other.rows("SELECT source, grade, annual_report_list_url IS NULL FROM portal LIMIT 1") == [
        ("seed", "A", 0)
    ]


def test_reports_finds_the_portal_by_itself(place: Place, tmp_path: Path) -> None:
    """And asks for no page twice; the next crawl knows the way."""
    own = Place(tmp_path / "data", place.campus, place.slugs)
    outcome = own.scrapy(f"school={code('kapian')}")
    assert outcome.code == 0, outcome.err
    assert own.rows("SELECT period_label FROM report") == [("2022-2023",)]
    ((found, requests),) = own.rows("SELECT portal_url, requests FROM site_run")
    assert canonical(found) == host("kapian")
    pages = [s.url for s in outcome.served if s.method == "GET" and not s.url.endswith("/robots.txt")]
    assert len(pages) == len(set(pages))
    sent = [s for s in outcome.served if s.method != "CONNECT"]
    assert requests == len(sent), "the search is counted"
    again = own.scrapy(f"school={code('kapian')}")
    assert again.code == 0
    assert not [s for s in again.served if f"//www.{host('kapian').removeprefix('xxgk.')}" in s.url]


def test_reports_says_why_there_is_no_portal(place: Place, tmp_path: Path) -> None:
    own = Place(tmp_path / "data", place.campus, place.slugs)
    outcome = own.scrapy(f"school={code('shibai')}")
    assert outcome.code == 3
    ((name, detail, requests),) = own.rows("SELECT outcome, detail, requests FROM site_run")
    assert name == "robots"
    assert host("shibai") in detail
    assert requests > 0


def test_a_given_portal_is_not_searched(place: Place, tmp_path: Path) -> None:
    own = Place(tmp_path / "data", place.campus, place.slugs)
    assert own.scrapy(f"school={code('wenzi')}", f"portal=https://{host('wenzi')}/").code == 0
    assert own.rows("SELECT * FROM portal_search") == []


@pytest.mark.parametrize(("grade", "searches"), [("A", 0), ("B", 0), ("C", 1), ("D", 1)])
def test_a_seed_that_is_a_guess_is_searched_first(
    place: Place, tmp_path: Path, grade: str, searches: int
) -> None:
    own = Place(tmp_path / "data", place.campus, place.slugs)
    assert own.seeds is not None
    wrong = f"http://wrong.{host('wenzi').removeprefix('xxgk.')}/"
    guess = wrong if searches else f"https://{host('wenzi')}/"
    lines = "code,name,portal_url,annual_report_list_url,grade,derived\n"
    lines += f"{code('wenzi')},{NAMES[0]},{guess},,{grade},no\n"
    (own.seeds / "portals.csv").write_text(lines, encoding="utf-8")
    assert own.scrapy(f"school={code('wenzi')}").code == 0
    assert len(own.rows("SELECT * FROM portal_search")) == searches
    assert own.rows("SELECT period_label FROM report") == [("2022-2023",)]


@pytest.mark.parametrize("argument", ["school=没有这所学校", "depth=1"])
def test_wrong_arguments_are_one_line(place: Place, argument: str) -> None:
    outcome = search(place, argument)
    assert (outcome.code, len(outcome.error_lines), outcome.served) == (2, 1, ())


# Where a search may not go -------------------------------------------------------------

PRIVATE = (
    "http://127.0.0.1:{port}/",
    "http://10.0.0.8/",
    "http://[::1]/",
    "file:///etc/passwd",
    "http://localhost/",
)


@pytest.mark.parametrize("way", ["links", "redirect"])
def test_a_home_page_leads_nowhere_private(campus: Campus, tmp_path: Path, way: str) -> None:
    """Neither by links nor by a redirect; nor to a foreign site that the school does not call its portal."""
    places = [place.format(port=campus.port) for place in PRIVATE]
    links = "".join(f'<a href="{place}">信息公开</a>' for place in places)
    links += '<a href="http://www.bieren.com.cn/xxgk/">学校公开栏目介绍</a>'
    domain = f"simi{way}xt.edu.cn"
    slug = f"zhao-simi-{way}"
    made = make_portal(
        tmp_path / slug, style="vsb", host=f"xxgk.{domain}", school="苜蓿学院", code=f"990500090{len(way)}"
    )
    file = made / "portal.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("[portal]\n", '[portal]\nknown = false\nhomepage_link = ""\n')
    if way == "redirect":
        text += f'\n[[quirks]]\nhost = "www.{domain}"\npath = "*"\nkind = "redirect"\nto = "{places[0]}"\n'
    file.write_text(text, encoding="utf-8")
    home = made / "sites" / f"www.{domain}" / "index.html"
    home.parent.mkdir(parents=True)
    home.write_text(f"<title>苜蓿学院</title><body>{links}</body>", encoding="utf-8")
    campus.publish(made)
    own = Place(tmp_path / "data", campus, (slug,))
    outcome = search(own, "all=1")
    no_traceback(outcome)
    hosts = {s.url if s.method == "CONNECT" else s.url.split("/")[2] for s in outcome.served}
    assert {name for name in hosts if not name.endswith(domain)} == set()
    ((requests, tried),) = own.rows("SELECT requests, tried FROM portal_search")
    assert requests <= MOST
    assert any("private address" in each.get("reason", "") for each in json.loads(tried))


# The campus's own home pages --------------------------------------------------------------


def test_every_home_page_of_the_campus(campus: Campus, tmp_path: Path) -> None:
    """The right portal, or a right none, for each."""
    own = Place(tmp_path / "data", campus, AT_HOME)
    search(own, "all=1")
    wrong = []
    for slug in AT_HOME:
        school = campus.school(slug)
        ((url, outcome),) = own.rows(
            "SELECT portal_url, outcome FROM portal_search WHERE institution_code = ?", school.code
        )
        right = {canonical(each) for each in (school.portal_url, *school.right) if each}
        none_is_right = not right and outcome in (school.outcome, *school.accept)
        if not (canonical(url) in right if url else none_is_right):
            wrong.append((slug, url, outcome))
    assert wrong == []
    assert own.rows("SELECT count(*) FROM portal_search WHERE requests > ?", MOST) == [(0,)]
