"""What the portals of this folder share besides `usual.common`: reports that are files."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tests.campus.freehand import Freehand, years
from tests.campus.portals.unseen.usual.common import Item, wording


def files(
    hand: Freehand,
    first: int,
    last: int,
    wordings: Sequence[int],
    target: Callable[[date, int], str],
    via: Iterable[str] = (),
    kind: str = "pdf",
    host: str = "",
) -> list[Item]:
    """Return a report a year that the list leads to as a file; the items' targets are whole addresses."""
    made = []
    for number, (period, day) in enumerate(years(first, last)):
        title = wording(hand, wordings[number % len(wordings)], period)
        url = hand.file(target(day, number), period, day, kind, host)
        hand.expect(period, title, day, url, format_=kind, via=via)
        made.append(Item(title, day, url, "", period))
    return made
