"""What a page break does to a table's row."""

import pytest

from pipelines.extract.pages.lines import Line
from pipelines.extract.pages.row_breaks import goes_on, united

ADDRESS = "http://xxgk.example.cn/gk/li"


def row(page: int, *cells: str, full: tuple[int, ...] = (), x0: float = 72.0) -> Line:
    return Line("", x0, 520.0, 100.0, 20.0, page, cells=list(cells), full=frozenset(full))


BEFORE = row(1, "", "2", "学校章程", "规划处", ADDRESS, full=(4,))


def test_the_rest_of_a_row_is_put_to_it() -> None:
    rest = row(2, "", "", "", "", "st.jsp?id=1102")
    assert goes_on(BEFORE, rest, first=True)
    assert united(BEFORE.cells or [], rest.cells or [])[4] == ADDRESS + "st.jsp?id=1102"


@pytest.mark.parametrize(
    ("rest", "first"),
    [
        (row(2, "", "", "（3）教代会制度", "", ""), True),  # begins as an item does
        (row(2, "", "", "", "工会", ""), True),  # the cell above had room
        (row(2, "", "", "", "", "http://xxgk.example.cn/3.htm"), True),  # an address from its start
        (row(2, "", "", "", "", "st.jsp", x0=90.0), True),  # another table
        (row(2, "", "", "", "st.jsp"), True),  # another number of columns
        (row(3, "", "", "", "", "st.jsp"), True),  # a page lies between
        (row(2, "", "", "", "", "st.jsp"), False),  # something stands above it
        (Line("st.jsp", 72, 520, 100, 20, 2), True),  # no row
    ],
)
def test_what_is_a_row_of_its_own_stays_one(rest: Line, first: bool) -> None:
    assert not goes_on(BEFORE, rest, first=first)
