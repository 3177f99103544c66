"""What the pipelines ask of a spider: how a file is asked for, and what an answer means."""

from datetime import timedelta
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from pipelines.extract.sniff import sniff
from pipelines.outcomes import DocumentOutcome
from pipelines.process import Processed
from pipelines.store.ledger import now
from pipelines.store.pages import PageState
from pipelines.store.renditions import Candidate
from pipelines.workspace import Workspace
from xxgk_spiders import failures
from xxgk_spiders.discovery.blocks import block_of
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.urls import registered_domain
from xxgk_spiders.items import ReportPage
from xxgk_spiders.middlewares.revisit import plain_headers
from xxgk_spiders.site import Site

FILE_CHECKED_AFTER = timedelta(days=25)


class FileSpider(Spider):
    """A spider whose items' files the pipelines download; `sites` are the schools under way."""

    workspace: Workspace
    sites: dict[str, Site]

    def request_meta(self, site: Site, url: str) -> dict[str, Any]:
        """Return what every request of a school carries; the slot is its registered domain."""
        host = url.split("/", 3)[2].rpartition("@")[2].partition(":")[0]
        return {"site": site, "cookiejar": site.code, "download_slot": registered_domain(host)}

    def archived_file(self, candidate: Candidate) -> PageState | None:
        """Return what is known of a file whose bytes are archived: it is not asked for again.

        Once a month it is, with its validators: schools replace files in place.
        """
        site = self._site(candidate)
        known = self.workspace.pages.known(site.code, site.stored_as(candidate.document_url))
        if known is None or not self.workspace.pages.has_body(known.sha256):
            return None
        can_be_compared = known.etag or known.last_modified
        return None if can_be_compared and known.checked_at < now() - FILE_CHECKED_AFTER else known

    def file_request(self, candidate: Candidate) -> Request:
        """Return the request for a candidate's file; the page it stands on is its referer."""
        site = self._site(candidate)
        meta = self.request_meta(site, candidate.document_url) | {
            "hold": True,
            "download_timeout": self._file_seconds(),
            "download_maxsize": self.settings.getint("XXGK_FILE_MAX_BYTES"),
            "handle_httpstatus_all": True,
        }
        return Request(
            candidate.document_url, meta=meta, headers={"Referer": candidate.page_url}, dont_filter=True
        )

    def _file_seconds(self) -> float:
        return self.settings.getfloat("DOWNLOAD_TIMEOUT") * self.settings.getfloat("XXGK_FILE_PATIENCE")

    def _site(self, candidate: Candidate) -> Site:
        return self.sites[str(candidate.institution_code)]

    def outcome_of_failure(self, error: BaseException | None) -> tuple[DocumentOutcome, str]:
        """Return the named outcome of an exception that a download ended with."""
        return failures.outcome_of_failure(error)

    def refusal(self, response: Response) -> tuple[DocumentOutcome, str] | None:
        """Return what an HTML answer says instead of being a document."""
        if sniff(response.body) not in ("html", "txt"):
            return None
        block = block_of(self.read(response), response.status, plain_headers(response.headers))
        if block is None:
            return None
        outcome, words = block
        return (failures.document_outcome(outcome), words)

    def read(self, response: Response) -> Page:
        """Return an answer as a decoded page."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return read_page(response.url, response.body, content_type)

    def downloaded(self, candidate: Candidate) -> None:
        """Count a file that was brought."""
        site = self._site(candidate)
        site.downloads += 1
        site.bytes += candidate.size

    def processed(self, item: ReportPage, processed: Processed) -> None:
        """Note what became of a candidate."""
        site = self.sites[item.school_code]
        if processed.is_report:
            site.reports.add(processed.period_label or processed.document_url)
        elif processed.outcome.failed:
            site.failed_documents += 1

    def broken(self, item: ReportPage, error: Exception) -> None:
        """Note that an item could not be taken through to its rows."""
        site = self.sites[item.school_code]
        site.failed_documents += len(item.candidates)
        site.fault = f"{type(error).__name__}: {error}"[:200]
