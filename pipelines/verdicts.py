"""What a document is to its school, as its parse tells: one rule for first and later readings."""

from dataclasses import dataclass

from pipelines.outcomes import DocumentOutcome
from pipelines.store.models import Parse
from pipelines.store.reports import ANNUAL_REPORT, belongs_to


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose a document that gave text is, how it ended, and whether it is that school's report."""

    institution_code: str | None
    outcome: DocumentOutcome
    detail: str | None
    is_report: bool


def judge(found: Parse, code: str | None, format_name: str | None, *, expects_file: bool) -> Verdict:
    """Judge a document that was found at a school; `code` is None where only it can say whose it is.

    `expects_file` is set where an HTML answer can only be a refusal, unless it
    holds a report.
    """
    annual = found.kind == ANNUAL_REPORT
    outcome, detail = DocumentOutcome.READ, None
    if expects_file and format_name == "html" and not annual:
        outcome, detail = DocumentOutcome.NOT_A_DOCUMENT, "an HTML page instead of a file"
    owner = found.school_code if code is None else code
    if annual and owner is None:
        detail = f"its school is not on the list: {found.school_name or 'no name printed'}"
    elif annual and owner is not None and not belongs_to(found, owner):
        detail = f"the report of another school: {found.school_name}"
    return Verdict(owner, outcome, detail, annual and detail is None)
