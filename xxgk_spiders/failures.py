"""What an exception of the download means, as a named outcome and a few words."""

from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from pipelines.outcomes import DocumentOutcome, SiteOutcome
from xxgk_spiders.middlewares.robots import RobotsChallenged, RobotsDeferred
from xxgk_spiders.middlewares.scope import OutOfScope

KINDS: tuple[tuple[type[Exception], DocumentOutcome, str], ...] = (
    (OutOfScope, DocumentOutcome.OUT_OF_SCOPE, ""),
    (RobotsChallenged, DocumentOutcome.FORBIDDEN, ""),
    (RobotsDeferred, DocumentOutcome.UNREACHABLE, ""),
    (
        CannotResolveHostError,
        DocumentOutcome.UNREACHABLE,
        "the name resolves to no public address",
    ),
    (DownloadConnectionRefusedError, DocumentOutcome.UNREACHABLE, "connection refused"),
    (DownloadTimeoutError, DocumentOutcome.UNREACHABLE, "timed out"),
    (DownloadCancelledError, DocumentOutcome.TOO_LARGE, "larger than the limit"),
    (ResponseDataLossError, DocumentOutcome.TRUNCATED, "the transfer broke off"),
    (TunnelError, DocumentOutcome.UNREACHABLE, "the proxy cannot reach it"),
    (DownloadFailedError, DocumentOutcome.UNREACHABLE, "the connection was lost"),
)

SITE_OUTCOMES = {
    DocumentOutcome.ROBOTS: SiteOutcome.ROBOTS,
    DocumentOutcome.OUT_OF_SCOPE: SiteOutcome.UNREACHABLE,
    DocumentOutcome.FORBIDDEN: SiteOutcome.BLOCKED,
    DocumentOutcome.CAPTCHA: SiteOutcome.CAPTCHA,
    DocumentOutcome.TOO_LARGE: SiteOutcome.UNREADABLE,
    DocumentOutcome.EMPTY: SiteOutcome.UNREADABLE,
}


def outcome_of_failure(error: BaseException | None) -> tuple[DocumentOutcome, str]:
    """Return the outcome of an exception that a download ended with, and why."""
    for kind, outcome, words in KINDS:
        if isinstance(error, kind):
            return outcome, words or str(error)
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in str(error):
            return DocumentOutcome.ROBOTS, "forbidden by robots.txt"
        if "redirect" in str(error):
            return DocumentOutcome.UNREACHABLE, "redirects in a loop"
        return DocumentOutcome.UNREACHABLE, str(error)
    first = next(iter(str(error).strip().splitlines()), "")[:120]
    name = type(error).__name__
    return DocumentOutcome.UNREACHABLE, f"{name}: {first}" if first else name


def document_outcome(outcome: SiteOutcome | DocumentOutcome) -> DocumentOutcome:
    """Return what a page that stands in the way means for the document behind it."""
    if isinstance(outcome, DocumentOutcome):
        return outcome
    return DocumentOutcome.CAPTCHA if outcome is SiteOutcome.CAPTCHA else DocumentOutcome.FORBIDDEN


def site_outcome(outcome: DocumentOutcome) -> SiteOutcome:
    """Return what a start page's outcome means for its school."""
    return SITE_OUTCOMES.get(outcome, SiteOutcome.UNREACHABLE)
