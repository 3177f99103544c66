"""Reports that go on over several pages: one document, and a page that did not come has its reason."""

from pathlib import Path

from tests.campus import Campus
from tests.support import FAST, SCRAPY, Place, no_traceback, reports_command

SLUG = "queye"


def test_a_page_that_did_not_come_is_told(campus: Campus, tmp_path: Path) -> None:
    school = campus.school(SLUG)
    place = Place(tmp_path / "data", campus, (SLUG,))
    outcome = place.run(SCRAPY, *reports_command([f"school={school.name}"]), *FAST)
    no_traceback(outcome)
    rows = place.rows(
        "SELECT v.period_hint, v.outcome, v.detail, length(t.text) FROM rendition v"
        " JOIN extraction e ON e.document_sha256 = v.document_sha256"
        " JOIN text t ON t.sha256 = e.text_sha256 ORDER BY v.period_hint"
    )
    assert [(period, read) for period, read, _, _ in rows] == [
        ("2021-2022", "read"), ("2022-2023", "read"), ("2023-2024", "read"),
    ]  # fmt: skip
    assert [detail for _, _, detail, _ in rows] == [
        None, "without its page https://xxgk.baidugx.edu.cn/nb/2023_3.html", None,
    ]  # fmt: skip
    assert "without its page" in outcome.out
    lengths = [length for _, _, _, length in rows]
    assert min(lengths) > 0.9 * max(lengths), "the pages that came are all there"
