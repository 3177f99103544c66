"""How long mixed lists are leafed through."""

from datetime import date

import pytest

from xxgk_spiders.discovery.model import Judgement, Verdict
from xxgk_spiders.economy import BARREN_ITEMS, is_worth_leafing, missing_years, years_of
from xxgk_spiders.frontier import ITEM_OF_COLUMN, Lead
from xxgk_spiders.items import Step
from xxgk_spiders.site import Budget, Site

TODAY = date(2024, 12, 1)
WHOLE = [f"{year}-{year + 1}" for year in range(2013, 2024)]


def test_years() -> None:
    assert years_of(["2022-2023", "2020", "?"]) == {2023, 2020}


def test_what_is_missing() -> None:
    assert missing_years(years_of(WHOLE), TODAY) == set()
    assert missing_years(years_of(WHOLE), date(2025, 8, 31)) == set()
    assert missing_years(years_of(WHOLE), date(2025, 10, 1)) == {2025}
    assert missing_years(years_of(WHOLE) - {2020}, TODAY) == {2020}
    assert missing_years({2022, 2023, 2024}, TODAY) == set(range(2010, 2022))
    assert missing_years(set(), TODAY) == set(range(2010, 2025))


@pytest.mark.parametrize(
    ("periods", "barren", "oldest", "worth"),
    [
        (WHOLE, 1, date(2024, 1, 1), True),
        (WHOLE, 2, date(2024, 1, 1), False),
        (WHOLE, 2, None, False),
        (WHOLE[:5] + WHOLE[6:], 12, date(2021, 3, 1), True),  # 2019 is missing
        (WHOLE[:5] + WHOLE[6:], 12, date(2019, 8, 1), False),
        (WHOLE[-3:], 20, date(2015, 1, 1), True),
        (WHOLE[-3:], 20, date(2010, 1, 1), False),
        (WHOLE[:-1], 3, date(2024, 10, 1), True),  # the newest may be here
        (WHOLE[:-1], 3, date(2024, 8, 1), False),
        (WHOLE[:-1], 4, None, False),
        ([], 29, None, True),
        ([], 29, date(2012, 1, 1), True),
    ],
)
def test_worth(periods: list[str], barren: int, oldest: date | None, worth: bool) -> None:
    assert is_worth_leafing(periods, TODAY, barren=barren, fruitful=False, oldest=oldest) is worth


def test_a_list_that_held_reports_is_granted_more() -> None:
    assert is_worth_leafing(WHOLE, TODAY, barren=5, fruitful=True, oldest=date(2019, 1, 1))
    assert not is_worth_leafing(WHOLE, TODAY, barren=6, fruitful=True, oldest=date(2019, 1, 1))


def item(url: str, *path: tuple[str, str]) -> Lead:
    """An item of a column, behind pages (address, why they were followed)."""
    plain = Judgement(Verdict.OTHER, "plain")
    steps = tuple(Step(address, "", reason, Verdict.OTHER.value, 0.3) for address, reason in path)
    return Lead(url, "5", 0.3, ITEM_OF_COLUMN, plain, steps)


def test_items_that_nothing_speaks_for_are_given_up() -> None:
    """A calendar in a column: each day leads to the next one, and none to a report."""
    site = Site("9907000003", "日历学院", "", frozenset(), Budget(1, 1, 1))
    column, last = ("http://a.edu.cn/ndbg/", "column_exact"), "http://a.edu.cn/rl/0"
    for day in range(1, BARREN_ITEMS):
        site.has_looked(
            item(f"http://a.edu.cn/rl/{day}", column, (last, ITEM_OF_COLUMN)), found_something=False
        )
    further = item("http://a.edu.cn/rl/99", column)
    assert not site.is_tired_of(further)
    site.has_looked(further, found_something=False)
    assert site.is_tired_of(further)
    assert not site.is_tired_of(item("http://a.edu.cn/nb/1", ("http://a.edu.cn/nb/", "column_exact")))
    site.has_looked(further, found_something=True)
    assert not site.is_tired_of(further)
