"""Find schools' disclosure portals (信息公开网), from their home pages: scrapy crawl portals.

    scrapy crawl portals -a school=北京科技大学
    scrapy crawl portals -a province=湖北省

Takes the arguments of `reports`. What was found, and what was tried, goes to the
tables `portal` and `portal_search`; `xxgk portals` shows it.
"""

from pipelines.outcomes import SiteOutcome
from xxgk_spiders.plan import Order
from xxgk_spiders.portal_search import find_portal
from xxgk_spiders.spiders.reports import ReportsSpider


class PortalsSpider(ReportsSpider):
    """A search a school, many side by side; nothing is crawled from what is found."""

    name = "portals"

    async def crawl_school(self, order: Order) -> None:
        """Search one school's portal, also where one is known already."""
        ended = await find_portal(self, order)
        searched = ended.searched
        if searched is not None:
            self.plan.skipped += 1
            self.plan.failed_searches += searched.outcome is not SiteOutcome.FOUND
