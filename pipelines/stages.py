"""The Scrapy item pipelines: thin, they call what is below.

An item has `school_code` and `candidates`; the spider says how a file is asked
for (`file_request`) and what an exception means (`outcome_of_failure`).
"""

import asyncio
from typing import Protocol, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

from pipelines.download import missing_part, outcome_of_status
from pipelines.outcomes import DocumentOutcome
from pipelines.page_pictures import PICTURE, gather, no_picture
from pipelines.process import Processed, process_candidates
from pipelines.store.pages import Answer, PageState
from pipelines.store.renditions import Candidate
from pipelines.workspace import Workspace

TRIES = 2
"""An incomplete file is asked for once more before it is given up."""


class CandidateItem(Protocol):
    """What the stages need of an item."""

    school_code: str
    candidates: list[Candidate]


class DocumentSpider(Protocol):
    """What the stages ask of the spider."""

    workspace: Workspace
    is_running: bool

    def archived_file(self, candidate: Candidate) -> PageState | None:
        """Return what is known of a file whose bytes are archived."""

    def file_request(self, candidate: Candidate) -> Request:
        """Return the request for a candidate's file."""

    def outcome_of_failure(self, error: BaseException | None) -> tuple[DocumentOutcome, str]:
        """Return the named outcome of an exception that a download ended with."""

    def refusal(self, response: Response) -> tuple[DocumentOutcome, str] | None:
        """Return what an answer says instead of being a document."""

    def downloaded(self, candidate: Candidate) -> None:
        """Count a file that was brought."""

    def processed(self, item: CandidateItem, processed: Processed) -> None:
        """Note what became of a candidate."""

    def broken(self, item: CandidateItem, error: Exception) -> None:
        """Note that an item could not be taken through to its rows."""


class Stage:
    """A stage that knows its crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Stage":
        """Build for a crawler."""
        return cls(crawler)

    @property
    def spider(self) -> DocumentSpider:
        """The spider that the items come from."""
        return cast("DocumentSpider", self.crawler.spider)


class DownloadStage(Stage):
    """Bring the bytes of every candidate that has none; what is archived is not asked for again."""

    async def process_item(self, item: CandidateItem) -> CandidateItem:
        """Download the files of an item, complete or not at all."""
        most = self.crawler.settings.getint("XXGK_FILE_MAX_BYTES")
        for candidate in item.candidates:
            if candidate.pictures:
                await gather(self.spider.workspace, candidate, self._download, most)
            elif candidate.sha256 is None and candidate.outcome is DocumentOutcome.PENDING:
                await self._download(candidate)
        return item

    async def _download(self, candidate: Candidate) -> None:
        spider = self.spider
        known = spider.archived_file(candidate)
        if known is not None:
            candidate.sha256, candidate.content_type = known.sha256, known.content_type
            candidate.size = len(self.spider.workspace.pages.body(known.sha256))
            return
        missing: str | None = None
        for _ in range(TRIES):
            try:
                response = await self._fetch(spider.file_request(candidate))
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if not self.spider.is_running:  # stopped in the middle: the next run asks again
                    raise DropItem("the crawl was stopped") from error
                candidate.outcome, candidate.detail = spider.outcome_of_failure(error)
                return
            missing = self._judge(candidate, response)
            if missing is None:
                return
        candidate.outcome, candidate.detail = DocumentOutcome.TRUNCATED, missing

    async def _fetch(self, request: Request) -> Response:
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

    def _judge(self, candidate: Candidate, response: Response) -> str | None:
        """Take a response into the candidate; return what is missing of it."""
        refused = outcome_of_status(response.status)
        if refused is not None:
            candidate.outcome, candidate.detail = refused, f"HTTP {response.status}"
            return None
        barred = self.spider.refusal(response) if candidate.expects_file else None
        if barred is not None:
            candidate.outcome, candidate.detail = barred
            return None
        if candidate.carrier == PICTURE and (wrong := no_picture(response.body)) is not None:
            candidate.outcome, candidate.detail = DocumentOutcome.NOT_A_DOCUMENT, wrong
            return None
        missing = missing_part(response.body)
        if missing is not None:
            return missing
        candidate.sha256, candidate.size = response.meta["sha256"], len(response.body)
        candidate.content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        answer: Answer | None = response.meta.get("answer")
        if answer is not None:
            self.spider.workspace.pages.add(answer)
            self.spider.downloaded(candidate)
        return None


class ProcessStage(Stage):
    """Extract, parse and store the candidates of an item; drop what holds nothing new."""

    async def process_item(self, item: CandidateItem) -> CandidateItem:
        """Take an item through to its rows."""
        try:
            done = await process_candidates(self.spider.workspace, item.candidates)
        except Exception as error:  # a fault of ours, or of the disk: the school's outcome says so
            self.spider.broken(item, error)
            raise DropItem(f"{type(error).__name__}: {error}") from error
        for processed in done:
            self.spider.processed(item, processed)
        return item
