"""A browser for pages that only a script fills: one, few pages at a time, replaced now and then.

scrapy-playwright drives it, outside of Scrapy's ordinary handlers, so that plain
pages cost nothing. The browser itself has no network: whatever a page asks for is
fetched by the crawl's own downloader, so that scope, the address guard, robots.txt,
the proxy, the pace and the ladder of TLS hold in it, too.
"""

import asyncio
import importlib.util
import logging
import os
import shutil
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 2
PAGES_A_BROWSER = 40
"""A browser grows: after so many pages a new one takes its place."""
REQUESTS_A_PAGE = 30
PAGE_SECONDS = 60.0
QUIET_SECONDS = 10.0
WANTED = frozenset({"document", "script", "xhr", "fetch"})
"""What can bring text; images, fonts, styles and media are not loaded."""
KEPT_HEADERS = ("content-type", "accept", "x-requested-with")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND",  # what should escape the routes finds no host
)
# Any name of Debian's and others' packages; its own download of Playwright where there is none.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Fetch = Callable[[str, str, dict[str, str], bytes | None, str], Awaitable[Response | None]]
"""Fetches for a page: address, method, headers, body, kind of resource; None for a refusal."""


class NoBrowser(Exception):
    """There is no browser, or it cannot be started; the message says what is missing."""


class NotRendered(Exception):
    """The browser has not shown the page; the message says why."""


class Renderer:
    """Shows pages in a browser that is started when the first one needs it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._places = asyncio.Semaphore(PAGES_AT_ONCE)
        self._starting = asyncio.Lock()
        self._handler: Any = None
        self._shown = 0
        self._open = 0
        self._missing: str | None = None

    async def render(self, response: Response, fetch: Fetch) -> str:
        """Return the source of a page after its scripts have run.

        `response` is the plain answer, which the browser is given. Raises
        `NoBrowser` and `NotRendered`.
        """
        async with self._places:
            handler = await self._browser()
            self._open += 1
            try:
                shown = await asyncio.wait_for(
                    handler.download_request(_request(response, fetch)), PAGE_SECONDS
                )
            except asyncio.CancelledError:
                raise
            except Exception as error:  # Playwright's, a timeout, a browser that died
                await self._discard(handler)
                raise NotRendered(_words(error)) from error
            finally:
                self._open -= 1
        return str(shown.text)

    async def _browser(self) -> Any:
        async with self._starting:
            if self._shown >= PAGES_A_BROWSER and not self._open:
                await self.close()
            if self._handler is None:
                self._handler = await self._started()
            self._shown += 1
            return self._handler

    async def _started(self) -> Any:
        if self._missing:
            raise NoBrowser(self._missing)
        if importlib.util.find_spec("scrapy_playwright") is None:
            self._missing = "the browser is not installed: pip install 'xxgk[browser]'"
            raise NoBrowser(self._missing)
        extra = import_module("scrapy_playwright.handler")
        settings = Settings(self._crawler.settings.copy_to_dict())
        settings.setdict(
            {
                "PLAYWRIGHT_LAUNCH_OPTIONS": _launch_options(self._crawler.settings),
                "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": PAGES_AT_ONCE,
                "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": int(PAGE_SECONDS * 1000),
                "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
            },
            priority="cmdline",
        )
        try:
            handler = extra.ScrapyPlaywrightDownloadHandler(_Settled(self._crawler, settings))
            await handler._launch()  # the engine started long before anybody needed a browser
            await handler._maybe_launch_browser()
        except Exception as error:
            self._missing = f"the browser does not start: {_words(error)}"
            raise NoBrowser(self._missing) from error
        return handler

    async def _discard(self, handler: Any) -> None:
        """Let go of a browser that failed, unless another page is still shown in it."""
        async with self._starting:
            if handler is self._handler and self._open <= 1:
                await self.close()

    async def close(self) -> None:
        """End the browser."""
        handler, self._handler, self._shown = self._handler, None, 0
        if handler is not None:
            try:
                await asyncio.wait_for(handler.close(), 10)
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.debug("closing the browser", exc_info=True)


class _Settled:
    """A crawler as the handler knows it, with the browser's settings."""

    def __init__(self, crawler: Crawler, settings: Any) -> None:
        self._crawler = crawler
        self.settings = settings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._crawler, name)


def _launch_options(settings: Any) -> dict[str, Any]:
    """Return how the browser is started: headless, with a new empty profile of Playwright's making."""
    given = settings.get("XXGK_BROWSER") or os.environ.get("XXGK_BROWSER") or ""
    found = given or next(filter(None, map(shutil.which, BROWSERS)), None)
    options: dict[str, Any] = {"args": list(ARGUMENTS), "headless": True, "timeout": 30_000}
    return options | ({"executable_path": found} if found else {})


def _request(response: Response, fetch: Fetch) -> Request:
    """Return the request for the browser: it is answered from what was fetched."""
    answers = _Answers(response, fetch)

    async def prepare(page: Any, request: Request) -> None:
        await page.route("**", answers.answer)

    quiet = import_module("scrapy_playwright.page").PageMethod(_until_quiet, answers)
    meta = {
        "playwright": True,
        "playwright_page_init_callback": prepare,
        "playwright_page_methods": [quiet],
        "playwright_context": "pages",
        "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
        "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
    }
    return Request(response.url, meta=meta, dont_filter=True)


async def _until_quiet(page: Any, answers: "_Answers") -> None:
    """Wait until the page asks for nothing more, or for too much: what it shows by then is what it is."""
    quiet = asyncio.ensure_future(page.wait_for_load_state("networkidle", timeout=QUIET_SECONDS * 1000))
    spent = asyncio.ensure_future(answers.spent.wait())
    try:
        await asyncio.wait((quiet, spent), timeout=QUIET_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiting in (quiet, spent):
            waiting.cancel()
        await asyncio.gather(quiet, spent, return_exceptions=True)


class _Answers:
    """Answers what one page asks for."""

    def __init__(self, response: Response, fetch: Fetch) -> None:
        self._response = response
        self._fetch = fetch
        self._asked = 0
        self.spent = asyncio.Event()

    async def answer(self, route: Any, request: Any) -> None:
        """Fulfil or abort one request of the browser."""
        url = urldefrag(request.url).url
        if request.is_navigation_request() and url == urldefrag(self._response.url).url and not self._asked:
            self._asked = 1
            await _fulfil(route, self._response)
            return
        self._asked += 1
        if self._asked > REQUESTS_A_PAGE:
            self.spent.set()
        wanted = request.resource_type in WANTED and url.startswith(("http://", "https://"))
        # The page itself is shown, no other one instead of it; a frame's page is.
        leaves = request.is_navigation_request() and request.frame.parent_frame is None
        found = None
        if wanted and not leaves and self._asked <= REQUESTS_A_PAGE:
            found = await self._fetch(
                url,
                request.method,
                {name: value for name, value in request.headers.items() if name in KEPT_HEADERS},
                request.post_data_buffer,
                request.resource_type,
            )
        if found is None:
            await route.abort()
        else:
            await _fulfil(route, found)


async def _fulfil(route: Any, response: Response) -> None:
    content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
    headers = {"content-type": content_type, "access-control-allow-origin": "*"}
    await route.fulfill(status=response.status, headers=headers, body=response.body)


def _words(error: BaseException) -> str:
    first = next(iter(str(error).strip().splitlines()), "")[:160]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
