"""What differs between two readings of one text, field by field."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
Row = dict[str, Any]
Change = dict[str, Any]
"""`field`, `change` (added, removed or changed), `before`, `after`; plain values."""

POINTS = ("practices", "problems", "measures")
SPANNED = ("legal_basis", *POINTS, "inventory")
"""Lists whose rows have their place in the text under `evidence`."""


def _by(*names: str) -> Callable[[Row], Any]:
    def key(row: Row) -> Any:
        values = tuple(row.get(name) for name in names)
        return None if None in values else values

    return key


KEYS: dict[str, tuple[Callable[[Row], Any], ...]] = {
    "legal_basis": (_by("title"), _by("start")),
    "sections": (_by("start"), _by("code")),
    "subheadings": (_by("start"),),
    "figures": (_by("start", "end"), _by("start"), _by("end")),
    **dict.fromkeys(POINTS, (_by("text"), _by("start"), _by("end"))),
    "inventory": (_by("number", "item"), _by("start"), _by("item"), _by("number")),
    "warnings": (lambda row: row["code"].partition(":")[0],),
}
"""By what two rows that differ are the same row: the first of these that fits."""


def differences(before: Record, after: Record) -> list[Change]:
    """Return what differs between two codebook objects of one text, in the codebook's order.

    A row of a list that was moved is no change; one whose values differ is
    `changed` where it is known to be the same row, else it was removed and
    another added. Evidence counts where the value itself stayed.
    """
    earlier, later = dict(_plain(before)), dict(_plain(after))
    found = [
        _change(path, earlier.get(path), later.get(path))
        for path in dict.fromkeys([*earlier, *later])
        if earlier.get(path) != later.get(path)
    ]
    for name, keys in KEYS.items():
        found += _list_changes(name, _rows(before, name), _rows(after, name), keys)
    spans, moved = before.get("evidence") or {}, after.get("evidence") or {}
    for path in dict.fromkeys([*spans, *moved]):
        listed = path.partition(".")[0] in SPANNED
        if not listed and spans.get(path) != moved.get(path) and earlier.get(path) == later.get(path):
            found.append(_change(f"evidence.{path}", spans.get(path), moved.get(path)))
    return found


def _change(path: str, before: Any, after: Any) -> Change:
    kind = "added" if before is None else "removed" if after is None else "changed"
    return {"field": path, "change": kind, "before": before, "after": after}


def _plain(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give (dotted path, value) of every field that is no list."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in ("schema", "evidence"):
                yield from _plain(inner, f"{path}.{key}" if path else key)
    elif not isinstance(value, list):
        yield path, value


def _rows(record: Record, name: str) -> list[Row]:
    """Return a list's rows, each with its place in the text."""
    if name == "subheadings":
        return [row for section in record["sections"] for row in _tree(section.get("subheadings") or (), 2)]
    rows: list[Row] = []
    spans = record.get("evidence") or {}
    for i, value in enumerate(record[name]):
        row = dict(value) if isinstance(value, Mapping) else {"text": value}
        if name == "warnings":
            row = {"code": value}
        row.pop("subheadings", None)
        if name in SPANNED:
            row["start"], row["end"] = spans.get(f"{name}.{i}") or (None, None)
        rows.append(row)
    return rows


def _tree(rows: Any, level: int) -> Iterator[Row]:
    for row in rows:
        yield {"level": level, **{key: value for key, value in row.items() if key != "children"}}
        yield from _tree(row.get("children") or (), level + 1)


def _list_changes(
    name: str, before: list[Row], after: list[Row], keys: tuple[Callable[[Row], Any], ...]
) -> list[Change]:
    if before == after:
        return []
    same = Counter(map(_line, before)) & Counter(map(_line, after))
    gone, new = _without(before, same), _without(after, same)
    pairs: dict[int, Row] = {}
    for key in keys:
        waiting: dict[Any, list[int]] = defaultdict(list)
        for i, row in reversed(gone.items()):
            if (value := key(row)) is not None:
                waiting[value].append(i)
        for i, row in new.items():
            if i not in pairs and (places := waiting.get(key(row))):
                pairs[i] = gone.pop(places.pop())
    removed = [_change(name, row, None) for row in gone.values()]
    return removed + [_change(name, pairs.get(i), row) for i, row in new.items()]


def _without(rows: list[Row], same: Counter[str]) -> dict[int, Row]:
    """Return the rows that are not among the same ones, by their place in the list."""
    left = Counter(same)
    found = {}
    for i, row in enumerate(rows):
        line = _line(row)
        if left[line]:
            left[line] -= 1
        else:
            found[i] = row
    return found


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
