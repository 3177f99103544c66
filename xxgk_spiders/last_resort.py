"""The rest of a site's menu, looked at where nothing else led to a report.

A column may have any name. Before a school is said to have published nothing, what
stands in the menus of its portal and promises nothing is looked at after all.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xxgk_spiders.discovery.model import Judgement, Link, Page, Verdict
from xxgk_spiders.discovery.ranking import may_be_in_a_menu, sounds_like_papers
from xxgk_spiders.frontier import Lead
from xxgk_spiders.items import Step

LAST_RESORT = "last_resort"
"""The reason of a step to a page that only the menu speaks for."""
SCORE = 0.2
MOST_PAGES = 12
"""So many pages a site are tried."""
MAX_KEPT = 80
FEW_PAGES = 2
"""After so few pages nothing can be known to stand on all of them."""
OFTEN = 2


@dataclass(frozen=True, slots=True)
class Spare:
    """A link that promises nothing; `in_menu` says that it stands outside of the content."""

    lead: Lead
    in_menu: bool


def spare_of(page: Page, link: Link, judged: Judgement, path: tuple[Step, ...]) -> Spare | None:
    """Return a link that promises nothing as a last resort; None where it cannot be a menu's."""
    if judged.verdict is not Verdict.OTHER or not may_be_in_a_menu(link, page.platform):
        return None
    if urlsplit(link.url).hostname != urlsplit(page.url).hostname:
        return None
    return Spare(Lead(link.url, link.text, SCORE, LAST_RESORT, judged, path), not link.in_content)


@dataclass(slots=True)
class Spares:
    """What the pages of one site hold in reserve, and how many of these were tried."""

    kept: dict[str, Spare] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    tried: int = 0

    def note(self, spares: list[Spare]) -> None:
        """Take up a page's: a link in the content counts as a menu's from its second page on."""
        for key, spare in {spare.lead.key: spare for spare in spares}.items():
            if key in self.kept or len(self.kept) < MAX_KEPT:
                self.kept.setdefault(key, spare)
                self.seen[key] += 1

    def take(self, pages: int) -> list[Lead]:
        """Return what to try, each once, what sounds like papers first; `pages` is how many were read."""
        fit = [
            key
            for key, spare in self.kept.items()
            if spare.in_menu or self.seen[key] >= OFTEN or pages <= FEW_PAGES
        ]
        fit.sort(key=lambda key: not sounds_like_papers(self.kept[key].lead.text))
        chosen = fit[: MOST_PAGES - self.tried]
        self.tried += len(chosen)
        return [self.kept.pop(key).lead for key in chosen]
