"""How long a list is worth leafing through, by what has been found and what is still missing.

A school that keeps its reports in a column of their own seldom has more of them
between its notices, unless years are missing in that column, or it began late.
Lists have the newest first: once a page is older than all that is missing, the
rest of the list need not be seen.
"""

from collections.abc import Iterable
from datetime import date

FIRST_YEAR = 2010
"""The first reports were due in the autumn of 2010."""
PUBLISHED_FROM = (9, 1)
"""Month and day from which on a year's report may appear; it is due at the end of October."""
WHOLE_SERIES = 5
"""So many reports show that the school keeps its older ones as well."""
BARREN_COLUMN = 5
"""A column of the reports has one on each of its pages, or is none."""
BARREN_WHERE_COMPLETE = 2
BARREN_WITHOUT_DATES = 4
BARREN_ITEMS = 6
"""Of a column's items that no words speak for, so many in a row without a report speak against the rest."""
MORE_WHERE_FRUITFUL = 4
"""A list that held a report is granted so many pages more: there is one report a year."""


def years_of(periods: Iterable[str]) -> set[int]:
    """Return the years in which reports on these periods (`2022-2023`, `2023`) are due."""
    return {int(period[-4:]) for period in periods if period[-4:].isdecimal()}


def missing_years(found: set[int], today: date) -> set[int]:
    """Return the years whose reports may still be found: gaps, newer ones, older ones of a short series."""
    newest = today.year if (today.month, today.day) >= PUBLISHED_FROM else today.year - 1
    if not found:
        return set(range(FIRST_YEAR, newest + 1))
    first = min(found) if len(found) >= WHOLE_SERIES else min({FIRST_YEAR, *found})
    return set(range(first, newest + 1)) - found


def may_have_older(periods: Iterable[str]) -> bool:
    """Whether reports before the oldest that was seen are missing; the very first may never have been."""
    found = years_of(periods)
    return not found or min(found) > FIRST_YEAR + 1


def may_tire(barren: int) -> bool:
    """Whether, after one more page without a report, the dates of a list decide; reading them is work."""
    return barren + 1 >= BARREN_WHERE_COMPLETE


def is_worth_leafing(
    periods: Iterable[str], today: date, *, barren: int, fruitful: bool, oldest: date | None
) -> bool:
    """Whether the next page of a mixed list is worth a request.

    `periods` are those of all reports that were seen, `barren` the pages of the list in a row
    without a new one, `fruitful` whether the list had any, `oldest` the oldest date of the page
    before (None where its items have none).
    """
    found = years_of(periods)
    missing = missing_years(found, today)
    more = MORE_WHERE_FRUITFUL if fruitful else 0
    if barren < BARREN_WHERE_COMPLETE + more:
        return True
    old = {year for year in missing if not found or year < max(found)}
    if oldest is None:
        return bool(old) or (bool(missing) and barren < BARREN_WITHOUT_DATES + more)
    return any(oldest >= date(year, *PUBLISHED_FROM) for year in missing)
