"""Where the links of a text stand."""

from bisect import bisect_right
from itertools import accumulate

_SCHEMES = ("http://", "https://")


class Links:
    """Links by their place in the text; those that are no web address are left out."""

    def __init__(self, links: tuple[tuple[int, int, str], ...]) -> None:
        self._links = sorted(link for link in links if link[2].lower().startswith(_SCHEMES))
        self._starts = [start for start, _, _ in self._links]
        # How far the links up to each one reach: none behind it can be in a stretch before.
        self._reach = list(accumulate((end for _, end, _ in self._links), max))

    def inside(self, start: int, end: int) -> list[str]:
        """The addresses of the links that touch a stretch, in order, each once."""
        if not self._links:
            return []
        found: list[str] = []
        i = bisect_right(self._starts, end - 1) - 1
        while i >= 0 and self._reach[i] > start:
            if self._links[i][1] > start:
                found.append(self._links[i][2])
            i -= 1
        return list(dict.fromkeys(reversed(found)))

    def within(self, start: int, end: int) -> bool:
        """Whether any link touches a stretch."""
        return bool(self.inside(start, end))
