"""The end of a search for portals, as people see it: a line a school, and the exit code."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.outcomes import LABELS_ZH, SiteOutcome
from pipelines.store.models import PortalSearch
from pipelines.store.portals import searches_of_run
from xxgk_spiders.plan import Plan
from xxgk_spiders.run import DONE, FAILED, SOME_FAILED
from xxgk_spiders.terminal import console


def close_search(plan: Plan) -> int:
    """Print what was found and return the exit code: 0, or 3 where a school has no portal."""
    if plan.run is None:
        return FAILED
    try:
        with plan.workspace.database.reading() as session:
            found = searches_of_run(session, plan.run.id)
        print_searches(console(), found)
        whole = len(found) == len(plan.orders) and not plan.failed_searches
        return DONE if whole else SOME_FAILED
    finally:
        plan.workspace.close()


def print_searches(screen: Console, found: list[tuple[str, PortalSearch]]) -> None:
    """Print a row a school; then, line by line, how the portal is known or why there is none."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("school", overflow="fold")
    table.add_column("portal", overflow="fold")
    table.add_column("requests", justify="right")
    table.add_column("outcome", overflow="fold")
    for name, search in found:
        label = "" if search.outcome == SiteOutcome.FOUND else LABELS_ZH.get(search.outcome, "")
        outcome = f"{search.outcome} {label}".strip()
        table.add_row(name, Text(search.portal_url or "–"), str(search.requests), outcome)
    screen.print(table)
    for name, search in found:
        if search.detail:
            screen.print(Text(f"{name}: {search.detail}"), soft_wrap=True)
