"""Pages that a script fills: their data where they are in plain sight, else a browser."""

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipelines.store.ledger import now
from pipelines.store.pages import Answer
from xxgk_spiders.discovery.model import Page
from xxgk_spiders.discovery.page import read_page
from xxgk_spiders.discovery.scripted import (
    MAX_DATA_ADDRESSES,
    addresses_in,
    data_addresses,
    own_scripts,
    page_of_data,
    with_more,
)
from xxgk_spiders.discovery.templates import next_of_data
from xxgk_spiders.discovery.urls import registered_domain
from xxgk_spiders.discovery.written import menu_files, written
from xxgk_spiders.middlewares.rendering import Renderer
from xxgk_spiders.site import Site
from xxgk_spiders.spiders.files import FileSpider

RENDERED = "#rendered"
"""Added to an address, names what a page was after its scripts had run, in the ledger."""
MORE_OF_DATA = 5
"""A list of data is followed so far: the reports of ten years fit on few pages."""
OWN_SCRIPTS = 1
"""So many of the page's script files are looked into for addresses of data."""


class ScriptSpider(FileSpider):
    """A spider that gets at the content of pages without any."""

    _renderer: Renderer | None = None

    async def page_of_its_data(self, site: Site, page: Page) -> Page | None:
        """Return the page with the links of the data that its script would fetch; None without such."""
        addresses = data_addresses(page)
        for script in own_scripts(page)[: 0 if addresses else OWN_SCRIPTS]:
            answer = await self._fetch(site, script, page.url)
            if answer is not None:
                addresses = addresses_in(answer.body.decode("utf-8", "replace"), page)
        for url in addresses[:MAX_DATA_ADDRESSES]:
            answer = await self._fetch(site, url, page.url)
            found = page_of_data(page, answer.body) if answer is not None else None
            if found is not None:
                return with_more(found, await self._more_of_data(site, page, url, found))
        return None

    async def written_menu(self, site: Site, page: Page) -> Page | None:
        """Return the menu that a script file of the page writes, as a page; None without a new one."""
        for url in menu_files(page):
            if url in site.menu_files:
                continue
            site.menu_files.add(url)
            answer = await self._fetch(site, url, page.url)
            shown = written(page, self.read(answer).html) if answer is not None else None
            if shown is not None:
                return shown
        return None

    async def _more_of_data(self, site: Site, page: Page, url: str, first: Page) -> list[Page]:
        """Return what follows the first items of a list of data."""
        more: list[Page] = []
        following = next_of_data(url, first.html)
        while following is not None and len(more) < MORE_OF_DATA:
            answer = await self._fetch(site, following, page.url)
            found = page_of_data(page, answer.body) if answer is not None else None
            if found is None:
                break
            more.append(found)
            following = next_of_data(following, found.html)
        return more

    async def rendered(self, site: Site, page: Page, response: Response) -> tuple[Page, str]:
        """Return the page after its scripts have run, and the hash of its archived source.

        Raises `NoBrowser` and `NotRendered`.
        """
        if self._renderer is None:
            self._renderer = Renderer(self.crawler)

        async def fetch(
            url: str, method: str, headers: dict[str, str], body: bytes | None, kind: str
        ) -> Response | None:
            return await self._fetch(site, url, page.url, method, headers, body, kind)

        html = await self._renderer.render(response, fetch)
        shown = read_page(page.url, html.encode("utf-8", "replace"), "text/html; charset=utf-8")
        return shown, self.keep_rendered(site, shown)

    def keep_rendered(self, site: Site, shown: Page) -> str:
        """Archive what a page shows once its script has run; return the hash of that."""
        answer = Answer(
            institution_code=site.code,
            url=shown.url + RENDERED,
            final_url=shown.url + RENDERED,
            status=200,
            body=shown.html.encode("utf-8", "replace"),
            headers={"content-type": "text/html; charset=utf-8"},
            at=now(),
        )
        self.workspace.pages.add(answer)
        return answer.sha256

    async def _fetch(
        self,
        site: Site,
        url: str,
        referer: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        kind: str = "",
    ) -> Response | None:
        """Fetch what a page's script needs, by the rules of every request; None where they refuse."""
        assert self.crawler.engine is not None
        if site.over_budget() or method not in ("GET", "POST"):
            return None
        meta: dict[str, Any] = self.request_meta(site, url) | {
            "download_maxsize": self.settings.getint("XXGK_PAGE_MAX_BYTES"),
            "dont_retry": True,
        }
        if kind == "script" and registered_domain(url.split("/", 3)[2].partition(":")[0]) not in site.domains:
            del meta["site"], meta["cookiejar"]  # a library from elsewhere is no page of the school's
            site.requests += 1
        request = Request(
            url,
            method=method,
            headers={**(headers or {}), "Referer": referer},
            body=body or b"",
            meta=meta,
            callback=NO_CALLBACK,
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception:  # refused or failed: the page does without, as in any browser
            return None
        site.bytes += len(response.body)
        return response if response.status == 200 else None

    async def end_browser(self) -> None:
        """End the browser where one was started."""
        if self._renderer is not None:
            await self._renderer.close()
