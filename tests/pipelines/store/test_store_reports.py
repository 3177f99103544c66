"""Reports: a school and a period, whatever order its renditions came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.outcomes import DocumentOutcome
from pipelines.store.database import Database
from pipelines.store.models import Rendition, Report
from pipelines.store.renditions import save_rendition
from pipelines.store.reports import belongs_to, settle_reports
from pipelines.store.summary import failed_rows, report_rows
from tests.pipelines.store.kit import HEZHOU, YUNLING, add_parse, add_rendition, candidate, report_text

HOST = "http://xxgk.ylit.example.cn/"


@dataclass(frozen=True)
class Doc:
    """A rendition to be: which report, how whole, how carried."""

    url: str
    start: int = 2021
    sections: int = 7
    carrier: str = "file"

    def store(self, session: Session, code: str = YUNLING) -> Rendition:
        text = report_text(code, self.start, sections=self.sections)
        return add_rendition(session, code, HOST + self.url, text, self.carrier)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as opened:
        yield opened


def cited(session: Session, code: str = YUNLING) -> dict[str | None, str]:
    """The period of each report, and the address that is cited for it."""
    return {
        report.period_label: report.canonical.document_url.removeprefix(HOST)
        for report in settle_reports(session, code)
    }


def test_one_report_a_period_newest_first(session: Session) -> None:
    for doc in (Doc("a", 2020), Doc("b", 2022), Doc("c", 2021), Doc("d", 2021)):
        doc.store(session)
    reports = settle_reports(session, YUNLING)
    assert [report.period_label for report in reports] == ["2022-2023", "2021-2022", "2020-2021"]
    rows = session.scalars(select(Rendition).order_by(Rendition.document_url)).all()
    by_period = {report.period_label: report.id for report in reports}
    assert [row.report_id for row in rows] == [
        by_period[period] for period in ("2020-2021", "2022-2023", "2021-2022", "2021-2022")
    ]


@pytest.mark.parametrize(
    ("docs", "wanted"),
    [
        ((Doc("a", sections=5), Doc("z", sections=7)), "z"),
        ((Doc("a"), Doc("z", carrier="body")), "z"),
        ((Doc("a", sections=7), Doc("z", sections=5, carrier="body")), "a"),
        ((Doc("b"), Doc("a"), Doc("c")), "a"),
    ],
    ids=["says most", "the page's body", "says most before body", "first address"],
)
def test_which_rendition_is_cited(session: Session, docs: Sequence[Doc], wanted: str) -> None:
    for doc in docs:
        doc.store(session)
    assert cited(session) == {"2021-2022": wanted}


docs = st.lists(
    st.builds(
        Doc,
        url=st.sampled_from("abcdef"),
        start=st.sampled_from([2020, 2021]),
        sections=st.sampled_from([5, 7]),
        carrier=st.sampled_from(["body", "file"]),
    ),
    min_size=2,
    max_size=5,
    unique_by=lambda doc: doc.url,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(docs, st.randoms(use_true_random=False), st.booleans())
def test_the_order_does_not_matter(database: Database, docs: list[Doc], random: object, each: bool) -> None:
    """Neither the order of the renditions nor how often they are settled in between."""
    shuffled = list(docs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = []
    for order in (docs, shuffled):
        with database.reading() as session:  # never committed: rolled back at the end
            for doc in order:
                doc.store(session)
                if each:
                    settle_reports(session, YUNLING)
            found.append(cited(session))
    assert found[0] == found[1]
    assert len(found[0]) == len({doc.start for doc in docs})


def test_settling_again_changes_nothing(session: Session) -> None:
    for doc in (Doc("a", 2020), Doc("b"), Doc("c")):
        doc.store(session)
    before = [(report.id, report.canonical_id) for report in settle_reports(session, YUNLING)]
    assert before == [(report.id, report.canonical_id) for report in settle_reports(session, YUNLING)]


def test_a_report_keeps_its_identity_when_another_rendition_is_cited(session: Session) -> None:
    Doc("b").store(session)
    (report,) = settle_reports(session, YUNLING)
    before = report.id
    Doc("a").store(session)
    (report,) = settle_reports(session, YUNLING)
    assert (report.id, report.canonical.document_url) == (before, f"{HOST}a")


def test_a_report_whose_rendition_is_another_now_is_gone(session: Session) -> None:
    Doc("a", 2020).store(session)
    settle_reports(session, YUNLING)
    Doc("a", 2021).store(session)
    assert cited(session) == {"2021-2022": "a"}
    assert len(session.scalars(select(Report)).all()) == 1


def test_without_a_period_a_report_is_a_text(session: Session) -> None:
    unknown = {"kind": None, "label": None, "start": None, "end": None, "declared": False}
    for url, text in (("a", "甲"), ("b", "甲"), ("c", "乙")):
        add_rendition(session, YUNLING, HOST + url, text, kind="annual_report", period=unknown)
    for _ in range(2):
        reports = settle_reports(session, YUNLING)
        assert sorted(report.canonical.document_url for report in reports) == [f"{HOST}a", f"{HOST}c"]
    assert {report.period_label for report in reports} == {None}


def test_what_is_no_annual_report_is_none(session: Session) -> None:
    for kind in ("cover", "notice", "other_report", "inventory", "other"):
        add_rendition(session, YUNLING, HOST + kind, report_text() + kind, kind=kind)
    assert settle_reports(session, YUNLING) == []


def test_the_report_of_another_school_is_not_this_ones(session: Session) -> None:
    Doc("a").store(session)
    add_rendition(
        session,
        YUNLING,
        f"{HOST}b",
        report_text(HEZHOU, 2020),
        school={"name": "河洲师范大学", "code": HEZHOU},
    )
    assert cited(session) == {"2021-2022": "a"}
    assert cited(session, HEZHOU) == {}


def test_whose_a_report_is(session: Session) -> None:
    nameless = add_parse(session, YUNLING, "甲", school={"name": "某学校", "code": None})
    other = add_parse(session, YUNLING, "乙", school={"name": "河洲师范大学", "code": HEZHOU})
    assert belongs_to(nameless, YUNLING)
    assert not belongs_to(other, YUNLING)
    assert belongs_to(other, HEZHOU)


def test_schools_do_not_touch_each_other(session: Session) -> None:
    Doc("a").store(session)
    Doc("a").store(session, HEZHOU)
    assert cited(session) == cited(session, HEZHOU) == {"2021-2022": "a"}
    cited(session)
    assert [(row.code, row.period) for row in report_rows(session)] == [
        (YUNLING, "2021-2022"),
        (HEZHOU, "2021-2022"),
    ]
    assert [row.code for row in report_rows(session, [HEZHOU])] == [HEZHOU]
    assert report_rows(session, []) == []


def test_a_row_for_people_says_what_the_report_says(session: Session) -> None:
    Doc("a").store(session)
    settle_reports(session, YUNLING)
    (row,) = report_rows(session)
    assert (row.school, row.sections, row.received, row.complaints) == ("云岭理工学院", 7, 5, 0)
    assert row.title == "云岭理工学院2021-2022学年信息公开工作年度报告"


def test_a_failure_is_shown_unless_another_rendition_makes_up_for_it(session: Session) -> None:
    Doc("a").store(session)
    settle_reports(session, YUNLING)
    for url, period in (("b.pdf", "2021-2022"), ("c.pdf", "2019-2020")):
        one = candidate(YUNLING, HOST + url, period_hint=period, outcome=DocumentOutcome.ENCRYPTED)
        save_rendition(session, one, None)
    assert [(row.period, row.outcome) for row in failed_rows(session)] == [("2019-2020", "encrypted")]
    assert failed_rows(session, [HEZHOU]) == []
