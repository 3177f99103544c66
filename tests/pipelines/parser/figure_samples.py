"""One passage into figures, without the rest of a report."""

from datetime import date

from pipelines.parser.figures.reader import read_figures
from pipelines.parser.model import Figure, Period, Section
from pipelines.parser.view import Document

PERIOD = Period("academic_year", "2021-2022", date(2021, 9, 1), date(2022, 8, 31), True)


def section(text: str, code: str = "proactive") -> Section:
    return Section(code, 1, "", 0, len(text), 0)


def figures(text: str, code: str = "proactive", period: Period = PERIOD) -> list[Figure]:
    return read_figures(Document(text), [section(text, code)], period, [])[0]


def warnings(text: str) -> list[str]:
    return read_figures(Document(text), [section(text)], PERIOD, [])[1]


def one(text: str, code: str = "proactive") -> Figure:
    found = figures(text, code)
    assert len(found) == 1, [f.quote for f in found]
    return found[0]
