"""xxgk crawl: what scrapy crawl reports does, with a delay and places as options."""

from collections.abc import Mapping

from scrapy.settings import Settings

from xxgk_spiders.orders import PlanError, plan_of
from xxgk_spiders.run import USAGE, close, crawl, project_settings
from xxgk_spiders.terminal import complain


def settings_for(database_url: str, archive_url: str, delay: float | None) -> Settings:
    """Return the project's settings with the options of a command line."""
    settings = project_settings()
    settings.set("XXGK_DATABASE_URL", database_url, priority="cmdline")
    settings.set("XXGK_ARCHIVE_URL", archive_url, priority="cmdline")
    if delay is not None:
        settings.set("DOWNLOAD_DELAY", delay, priority="cmdline")
    return settings


def crawl_schools(
    arguments: Mapping[str, str], database_url: str, archive_url: str, delay: float | None
) -> int:
    """Crawl what the arguments name and return the exit code."""
    settings = settings_for(database_url, archive_url, delay)
    try:
        plan = plan_of(settings, arguments)
    except PlanError as error:
        complain(str(error))
        return USAGE
    crawl(plan, settings)
    return close(plan)
