"""School names to ten-digit codes, without a guess."""

from collections.abc import Iterable

from pipelines.parser.view import fold

_BRACKETS = str.maketrans("[{〔【", "((((") | str.maketrans("]}〕】", "))))")


class Roster:
    """Names of schools, current and former, and whose they are."""

    def __init__(self, rows: Iterable[tuple[str, str, bool]]) -> None:
        """Take rows of (name, ten-digit code, whether the name is a former one)."""
        current: dict[str, set[str]] = {}
        former: dict[str, set[str]] = {}
        for name, code, is_former in rows:
            (former if is_former else current).setdefault(self.key(name), set()).add(code)
        # A name in use today is today's school's, whoever had it before.
        self._codes = {k: v for k, v in former.items() if k not in current} | current
        self._longest = max(map(len, self._codes), default=0)

    @staticmethod
    def key(name: str) -> str:
        """A name as it is compared: no white space, one sort of brackets."""
        return "".join(fold(name).split()).translate(_BRACKETS)

    def resolve(self, name: str) -> str | None:
        """The code of a printed name; None where nobody or more than one has it."""
        codes = self._codes.get(self.key(name), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def knows(self, name: str) -> bool:
        """Whether any school has this name, one or several."""
        return self.key(name) in self._codes

    def ending(self, text: str) -> str | None:
        """The longest known name that a folded text without white space ends with."""
        keyed = text.translate(_BRACKETS)
        for size in range(min(len(text), self._longest), 3, -1):
            if keyed[-size:] in self._codes:
                return text[-size:]
        return None
