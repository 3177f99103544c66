"""Provincial collections (省级汇总): one page that leads to the reports of many schools."""

from dataclasses import dataclass

from xxgk_spiders.discovery.links import links
from xxgk_spiders.discovery.model import Page, Verdict
from xxgk_spiders.discovery.normal import normalise
from xxgk_spiders.discovery.tables import table
from xxgk_spiders.discovery.wording import judge

_DATA = table("portal")["collections"]
_LEAST: int = _DATA["least_schools"]
_ENDS = tuple(_DATA["ends"])
_SCHOOLS = ("大学", "学院", "学校")


@dataclass(frozen=True, slots=True)
class Collection:
    """What a page has of one school: its entry's address, or how many reports with its name, or their column.

    `schools` is how many schools have an entry.
    """

    entry: str = ""
    text: str = ""
    column: str = ""
    reports: int = 0
    schools: int = 0


def collection_of(page: Page, school: str) -> Collection:
    """Look for a school (names joined by `|`) on a page that may list the reports of many.

    An entry is a name and at most the words for a report, so that 某某大学 does not
    stand for 某某大学某某学院; it counts only beside others' entries.
    """
    entry = text = column = ""
    schools: set[str] = set()
    reports: set[str] = set()
    names = [normalise(name) for name in school.split("|")]
    for link in links(page):
        words = normalise(link.text)
        bare = words
        for end in _ENDS:
            bare = bare.removesuffix(end)
        if bare.endswith(_SCHOOLS):
            schools.add(bare)
        if not entry and bare in names:
            entry, text = link.url, link.text[:60]
        judged = judge(link.text, school=school)
        if judged.verdict is Verdict.REPORT and any(name in words for name in names):
            reports.add(words)
        if judged.verdict is Verdict.COLUMN and not column:
            column = link.url
    if len(schools) < _LEAST:
        entry = text = ""
    return Collection(entry, text, column, len(reports), len(schools))
