"""Revisits: ask conditionally, replay what has not changed, record what has."""

from datetime import UTC, datetime
from hashlib import sha256

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, HtmlResponse, Response

from pipelines.store.pages import Answer, PageState
from xxgk_spiders.plan import planned

FRESH = "replayed"
UNCHANGED = "unchanged"


class RevisitMiddleware:
    """Serve a known page from the archive where the server says it is the same.

    A site run that takes up a killed one gets what that one had fetched without
    any request. Pages without validators are compared by the hash of their body.
    Only requests with a `site` in their meta are recorded. A page is known under the
    address that was asked for first, whichever of its twins is asked now.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RevisitMiddleware":
        """Build for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Add the validators of the last answer, or replay it where it is fresh."""
        site = request.meta.get("site")
        if site is None:
            return None
        pages = planned(self.crawler).workspace.pages
        known = pages.known(site.code, site.stored_as(_asked(request)))
        if known is None or not pages.has_body(known.sha256):
            return None
        if site.resumed_at and known.checked_at.timestamp() >= site.resumed_at:
            return _replay(request, known, known.final_url, pages.body(known.sha256), FRESH)
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified
        request.meta["known"] = known
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Turn a 304 into the page it stands for; record every other success."""
        site = request.meta.get("site")
        if site is None or FRESH in response.flags:
            return response
        if request.meta.get("dont_record"):
            return response
        pages = planned(self.crawler).workspace.pages
        at = datetime.now(UTC)
        known: PageState | None = request.meta.get("known")
        if response.status == 304 and known is not None:
            pages.unchanged(site.code, site.stored_as(_asked(request)), at)
            return _replay(request, known, request.url, pages.body(known.sha256), UNCHANGED)
        if response.status != 200:
            return response
        answer = Answer(
            institution_code=site.code,
            url=site.stored_as(_asked(request)),
            final_url=request.url,
            status=response.status,
            body=response.body,
            headers=plain_headers(response.headers),
            at=at,
            durable=bool(request.meta.get("hold")),
        )
        request.meta["sha256"] = answer.sha256
        if request.meta.get("hold"):  # a document: recorded once it is known to be complete
            request.meta["answer"] = answer
        elif not pages.add(answer):
            response.flags.append(UNCHANGED)
        return response


def _asked(request: Request) -> str:
    """Return the address that was asked for before any redirect, the ledger's key unless a twin's is known.

    Where a form was posted, its hash belongs to the key: one address, many answers.
    """
    first: str = (request.meta.get("redirect_urls") or [request.url])[0]
    return f"{first}#{sha256(request.body).hexdigest()}" if request.method == "POST" else first


def plain_headers(headers: Headers) -> dict[str, str]:
    """Return headers by lower-case name; repeated ones joined by commas."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in headers.items()
    }


def _replay(request: Request, known: PageState, url: str, body: bytes, flag: str) -> Response:
    headers = {"Content-Type": known.content_type} if known.content_type else {}
    request.meta["sha256"] = known.sha256
    return HtmlResponse(
        url,
        status=known.status,
        headers=headers,
        body=body,
        request=request,
        flags=[flag],
        encoding="utf-8",
    )
