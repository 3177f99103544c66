"""Run a plan: the one way that `scrapy crawl`, `xxgk crawl` and the nightly run share."""

import logging
import os

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings

from pipelines.archive import DEFAULT_URL as DEFAULT_ARCHIVE
from pipelines.ocr_queue import ocr_enabled
from pipelines.outcomes import SiteOutcome
from pipelines.store.database import DEFAULT_URL as DEFAULT_DATABASE
from pipelines.store.summary import failed_rows, site_rows
from xxgk_spiders.closing import print_closing
from xxgk_spiders.plan import Plan
from xxgk_spiders.scans import read_scans, recount
from xxgk_spiders.spiders.reports import ReportsSpider
from xxgk_spiders.terminal import console

DONE, FAILED, USAGE, SOME_FAILED = 0, 1, 2, 3
"""Exit codes of the contract."""


def configure(settings: Settings) -> Settings:
    """Put in what the environment says; explicit settings win."""
    for name, default in (
        ("XXGK_DATABASE_URL", DEFAULT_DATABASE),
        ("XXGK_ARCHIVE_URL", DEFAULT_ARCHIVE),
        ("XXGK_SEEDS", ""),
    ):
        if not settings.get(name):
            settings.set(name, os.environ.get(name) or default, priority="cmdline")
    contact = os.environ.get("XXGK_CONTACT")
    if contact and contact.isprintable():
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="cmdline")
    # Scrapy filters at the handler: without this every request makes a record that nobody sees.
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])
    # The outcomes name what failed; the terminal need not show it twice.
    for name in ("robotstxt", "retry"):
        logging.getLogger(f"scrapy.downloadermiddlewares.{name}").setLevel(logging.CRITICAL)
    return settings


def project_settings() -> Settings:
    """Return the project's settings, whatever folder this is run in."""
    settings = Settings()
    settings.setmodule("xxgk_spiders.settings", priority="project")
    return configure(settings)


def crawl(plan: Plan, settings: Settings) -> Crawler:
    """Crawl a plan to its end and return the crawler; blocks, once a process."""
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(ReportsSpider)
    process.crawl(crawler, plan=plan)
    process.start()
    return crawler


def close(plan: Plan) -> int:
    """Print the closing table and return the exit code."""
    if plan.run is None:
        return FAILED
    try:
        finish_scans(plan)
        print_closing(console(), plan.workspace, plan.run.id)
        return exit_code(plan)
    finally:
        plan.workspace.close()


def finish_scans(plan: Plan) -> None:
    """Read the scans that a crawl brought, unless `XXGK_OCR` is 0 or the crawl was stopped.

    Ctrl-C leaves the rest for `xxgk process`.
    """
    assert plan.run is not None
    run_id = plan.run.id
    if not ocr_enabled() or plan.interrupted:
        return
    try:
        read = read_scans(plan.workspace, [order.code for order in plan.orders])
    except KeyboardInterrupt:
        console().print("the scans that are left: xxgk process --ocr", highlight=False)
        return
    except OSError as error:  # recognition cannot be used: the crawl's results stand
        console(stderr=True).print(f"xxgk: scans are not read: {error}", highlight=False, markup=False)
        return
    if read:
        with plan.workspace.database.session() as session:
            recount(session, run_id)


def exit_code(plan: Plan) -> int:
    """Return 0, or 3 where a school failed, or a document that no other rendition makes up for."""
    assert plan.run is not None
    with plan.workspace.database.reading() as session:
        sites = site_rows(session, plan.run.id)
        failed = failed_rows(session, [site.code for site in sites])
    if any(site.outcome is None or SiteOutcome(site.outcome).failed for site in sites) or failed:
        return SOME_FAILED
    return SOME_FAILED if len(sites) < len(plan.orders) else DONE
