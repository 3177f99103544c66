"""scrapy crawl: as Scrapy's, with one line of error, a closing table and named exit codes."""

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from pipelines.archive import ArchiveError
from pipelines.store.database import DatabaseError
from pipelines.store.seeds import SeedError
from xxgk_spiders.orders import PlanError, plan_of
from xxgk_spiders.portal_closing import close_search
from xxgk_spiders.run import FAILED, USAGE, close, configure
from xxgk_spiders.terminal import complain


class Command(ScrapyCrawl):
    """Run a spider of the project."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Plan first, so that a wrong argument is one line, then crawl."""
        if args not in (["reports"], ["portals"]):
            if len(args) == 1:
                raise UsageError(f"there is no spider {args[0]!r}: see scrapy list", print_help=False)
            raise UsageError
        assert self.settings is not None
        try:
            plan = plan_of(configure(self.settings), opts.spargs)
        except PlanError as error:
            complain(str(error))
            self.exitcode = USAGE
            return
        except (DatabaseError, ArchiveError, SeedError) as error:
            complain(str(error))
            self.exitcode = FAILED
            return
        assert self.crawler_process
        self.crawler_process.crawl(self._create_crawler(args[0]), plan=plan)
        self.crawler_process.start()
        end = close_search if args == ["portals"] else close
        self.exitcode = FAILED if self.crawler_process.bootstrap_failed else end(plan)
