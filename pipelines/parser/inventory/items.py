"""The ministry's list of fifty items (教办函〔2014〕23号), and which of them a wording means."""

import csv
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.parser.memo import remembered
from pipelines.parser.view import fold
from pipelines.parser.vocab import load

_V = load("inventory")
_ALIAS = {int(n): re.compile(p) for n, p in _V["alias"].items()}
_TELLING: list[str] = _V["telling"]["words"]
_COUNT = re.compile(_V["cells"]["count"])
_ENUMERATOR = re.compile(_V["cells"]["enumerator"])
_CATEGORY_NUMBER = re.compile(_V["cells"]["category"])
_SOLID = re.compile(r"[\W_]+")
_LONGEST = 400
"""Characters of a wording that are compared; the list's longest item has 60."""
_SEAM = 6
MATCH = 0.66
"""Likeness from which a wording is an item of the list."""
# Two items as like as this are told apart by what stands beside the wording, or not at all.
_MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list; `grams` are the pairs of characters it is compared by."""

    number: int
    category: str
    text: str
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """What a wording means: the item's number, None where none is close; likeness 0 to 1."""

    number: int | None
    likeness: float


@cache
def items() -> dict[int, Item]:
    """The list by number, from the seeds."""
    table = files("seeds").joinpath("inventory.csv").read_text("utf-8-sig")
    return {
        int(row["number"]): Item(int(row["number"]), row["category"], row["item"], _grams(plain(row["item"])))
        for row in csv.DictReader(table.splitlines())
    }


@cache
def _plain_items() -> tuple[str, ...]:
    return tuple(plain(item.text) for item in items().values())


@cache
def _weights() -> dict[str, float]:
    """What a pair of characters is worth: the fewer items have it, the more."""
    counts = Counter(gram for item in items().values() for gram in item.grams)
    return {gram: math.log(1 + len(items()) / n) for gram, n in counts.items()}


@cache
def _worth() -> dict[int, float]:
    """What all pairs of an item are worth."""
    return {number: math.fsum(_weights()[g] for g in item.grams) for number, item in items().items()}


@cache
def _holders() -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for number, item in items().items():
        for gram in item.grams:
            holders.setdefault(gram, []).append(number)
    return holders


@cache
def _categories() -> dict[str, frozenset[str]]:
    names = dict.fromkeys(item.category for item in items().values())
    return {name: _grams(_SOLID.sub("", name)) for name in names}


@remembered
def plain(text: str) -> str:
    """A wording as it is compared: folded, its enumerator, punctuation and white space gone."""
    squeezed = "".join(fold(text).split())
    return _SOLID.sub("", squeezed[enumerator(squeezed) :])[:_LONGEST]


def enumerator(squeezed: str) -> int:
    """How many characters of a folded, squeezed cell are its number."""
    m = _ENUMERATOR.match(squeezed)
    return m.end() if m and m.end() < len(squeezed) else 0


def _grams(text: str) -> frozenset[str]:
    return frozenset([text[i : i + 2] for i in range(len(text) - 1)])


def likeness(text: str, number: int) -> float:
    """How like a plain wording is to one item: 1 the same, shortened or with more around it less."""
    grams = _grams(text)
    weights = _weights()
    unknown = 2.0
    own = math.fsum([weights.get(g, unknown) for g in grams])
    item = items()[number].grams
    shared = math.fsum([weights[g] for g in grams & item])
    whole = _worth()[number]
    if not own or not whole:
        return 0.0
    of_text, of_item = shared / own, shared / whole
    even = 2 * shared / (own + whole)
    # A part of an item must be telling enough; a whole item inside more text is one.
    part = of_text * (0.8 if shared >= 9 else 0.5) + 0.1 * of_item
    found = max(even, part, 0.82 * of_item if len(item) >= 4 else 0.0)
    wording = items()[number].text
    apart = sum(1 for word in _TELLING if word in wording and word not in text)
    return found - 0.2 * min(apart, 2)


@remembered
def _scored(wording: str) -> list[tuple[float, int]]:
    """How like a plain wording is to the items that share most with it, with their numbers negated."""
    holders = _holders()
    votes = Counter(n for g in _grams(wording) for n in holders.get(g, ()))
    return sorted(((likeness(wording, n), -n) for n, _ in votes.most_common(12)), reverse=True)


@remembered
def _aliases(squeezed: str) -> tuple[int, ...]:
    """The items that a folded, squeezed wording names by another name."""
    return tuple(n for n, pattern in _ALIAS.items() if pattern.search(squeezed))


@remembered
def match(text: str) -> Match:
    """Which item a printed wording means by itself."""
    return match_among(text, None, None)


def match_among(text: str, category: str | None, hint: int | None) -> Match:
    """Which item a printed wording means where it stands.

    `category` is the list's own category that the row stands under, `hint` the
    number printed beside it; both only decide between items that are about as like.
    """
    wording = plain(text)
    scored = _scored(wording)
    best = scored[0][0] if scored else 0.0
    # So few characters are an item only where they name it.
    if best >= (MATCH if len(wording) > 4 else 0.95):
        close = [-n for s, n in scored if s >= best - _MARGIN]
        return Match(_decide(close, wording, category, hint), best)
    named = _aliases("".join(fold(text).split())) if len(wording) <= 40 else ()
    if named:
        found = _decide(list(named), wording, category, hint) if len(named) > 1 else named[0]
        return Match(found, MATCH if found else min(best, MATCH / 2))
    return Match(None, min(best, MATCH - 0.01))


def _decide(close: list[int], wording: str, category: str | None, hint: int | None) -> int | None:
    """One of several items that are about as like, None where nothing tells."""
    if len(close) == 1:
        return close[0]
    if hint in close:
        return hint
    within = [n for n in close if items()[n].category == category]
    if len(within) == 1:
        return within[0]
    # Several items in one row: it goes by the first of them.
    held = [n for n in close if plain(items()[n].text) in wording]
    if held:
        return min(held, key=lambda n: wording.find(plain(items()[n].text)))
    exact = [n for n in close if _named(n, wording)]
    return exact[0] if len(exact) == 1 else None


def _named(number: int, wording: str) -> bool:
    return bool(_ALIAS[number].search(wording)) if number in _ALIAS else False


@remembered
def category_name(text: str) -> str:
    """A category as printed, without its number, its （n项） and white space; "" where nothing is left."""
    squeezed = "".join(text.split())
    folded = fold(squeezed)
    if m := _COUNT.search(folded):
        # What follows the count is no part of the name.
        squeezed, folded = squeezed[: m.start()], folded[: m.start()]
    if (m := _CATEGORY_NUMBER.match(folded)) and m.end() < len(folded):
        squeezed, folded = squeezed[m.end() :], folded[m.end() :]
    return "" if folded.isdigit() else squeezed.strip("：:、，, ")


@remembered
def category_of(text: str) -> str | None:
    """The list's own category that a printed one means; None for a school's own."""
    name = _SOLID.sub("", fold(category_name(text))).replace("它", "他")
    if not 2 <= len(name) <= 24:
        return None
    grams = _grams(name)
    best, score = None, 0.0
    for own, theirs in _categories().items():
        even = 2 * len(grams & theirs) / (len(grams) + len(theirs))
        bare = _SOLID.sub("", own)
        if name.removesuffix("信息") == bare.removesuffix("信息"):
            even = 1.0
        if even > score:
            best, score = own, even
    return best if score >= 0.6 else None


@remembered
def is_category(text: str) -> bool:
    """Whether a text is the name of one of the list's categories and nothing else."""
    name, own = category_name(text), category_of(text)
    return own is not None and _SOLID.sub("", fold(name)) == _SOLID.sub("", own)


@remembered
def counted(text: str) -> bool:
    """Whether a cell says how many items follow, as only a category does."""
    return bool(_COUNT.search("".join(fold(text).split())))


def opens(text: str) -> bool:
    """Whether a wording is how an item of the list begins, in full or cut off."""
    wording = plain(text)
    return len(wording) >= 3 and any(item.startswith(wording) for item in _plain_items())


def goes_on(before: str, more: str, *, fuzzy: bool = True) -> bool:
    """Whether a wording is cut off and `more` is what the list says next.

    With `fuzzy` also where both together are only more like an item than each alone.
    """
    first, second = plain(before), plain(more)
    if not first or not second or enumerator("".join(fold(more).split())):
        return False
    seam = first[-_SEAM:] + second
    if any(seam in text for text in _plain_items()):
        return True
    if not fuzzy:
        return False
    both = match(before + more)
    if both.number is None:
        return False
    grams = _grams(first[-1] + second)
    known = len(grams & items()[both.number].grams) / len(grams)
    apart = max(likeness(first, both.number), likeness(second, both.number))
    return known >= 0.6 and both.likeness > apart + 0.01
