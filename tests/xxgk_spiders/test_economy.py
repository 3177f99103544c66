"""How long mixed lists are leafed through."""

from datetime import date

import pytest

from xxgk_spiders.economy import is_worth_leafing, missing_years, years_of

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
