"""What discovery hands over to the pipelines."""

from dataclasses import asdict, dataclass, field
from typing import Any

from pipelines.store.renditions import Candidate


@dataclass(frozen=True, slots=True)
class Step:
    """One page on the way to a report, and why its link was followed."""

    url: str
    text: str
    reason: str
    verdict: str
    score: float

    def record(self) -> dict[str, Any]:
        """Return the step as it is stored."""
        return asdict(self)


@dataclass(slots=True)
class ReportPage:
    """A page (or a file linked from a list) that may hold a school's report.

    Its candidates are the page's own body, where that says enough, and every
    file that the page carries.
    """

    school_code: str
    url: str
    candidates: list[Candidate] = field(default_factory=list)
