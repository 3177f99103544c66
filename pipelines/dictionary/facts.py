"""What the data dictionary states, collected from where it is defined."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Column, Table

from pipelines.parser import SCHEMA, Basis, Report, Section
from pipelines.parser.model import Figure, InventoryRow
from pipelines.store.models import Base

_TITLE = re.compile(r"(.*?) \((.+)\)\.")


@dataclass(frozen=True, slots=True)
class Words:
    """A description in both languages."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The codes that some columns can hold."""

    name: str
    about: Words
    columns: tuple[str, ...]
    codes: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning; `values` is what follows its colon."""

    code: str
    values: str | None
    about: Words


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the codebook's object, and the column that stores it (None: no column)."""

    path: str
    column: str | None
    about: Words


@cache
def code_sets() -> tuple[CodeSet, ...]:
    """Return the sets of codes."""
    return tuple(
        CodeSet(
            row["name"],
            Words(row["english"], row["chinese"]),
            tuple(row["columns"]),
            {code: Words(*words) for code, words in row["codes"].items()},
        )
        for row in _load("codes")["set"]
    )


@cache
def warnings(of: str = "warning") -> tuple[Warned, ...]:
    """Return the warnings of the parser, or those of the `extraction`."""
    return tuple(
        Warned(row["code"], row.get("values"), Words(row["english"], row["chinese"]))
        for row in _load("warnings")[of]
    )


def tables() -> Iterator[tuple[Table, Words]]:
    """Give every table, in the order of the models, with what a row is."""
    documented = {mapper.local_table: mapper.class_.__doc__ or "" for mapper in Base.registry.mappers}
    for table in Base.metadata.tables.values():
        match = _TITLE.match(" ".join(documented[table].split("\n\n")[0].split()))
        assert match, table.name
        yield table, Words(match[1], match[2])


def column_words(column: Column[Any]) -> Words:
    """Return a column's description."""
    english, _, chinese = (column.comment or "row number / 行号").rpartition(" / ")
    return Words(english, chinese)


def object_fields() -> list[Field]:
    """Return the fields of the codebook's object, list rows as `name[].field`."""
    return [_field(path) for path in _paths(_sample())]


def _sample() -> dict[str, Any]:
    """An object with one row in every list."""
    sample = Report(
        legal_basis=[Basis("", None)],
        sections=[Section("", 0, "", 0, 0, 0)],
        figures=[Figure(0, None, "", None, "", "", None, None, "", 0, 0)],
        practices=[""],
        problems=[""],
        measures=[""],
        inventory=[InventoryRow(None, None, None, None, None)],
        warnings=[""],
    )
    return sample.to_dict()


def _paths(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield from _paths(inner, f"{prefix}{key}.")
        elif isinstance(inner, list) and inner:
            if isinstance(inner[0], dict):
                yield from _paths(inner[0], f"{prefix}{key}[].")
            else:
                yield f"{prefix}{key}[]"
        else:
            yield prefix + key


_LISTS = {
    "legal_basis": "legal_basis",
    "sections": "section",
    "figures": "figure",
    "inventory": "inventory_item",
}
_ROWS = {
    "practices[]": ("point.text", "a practice or experience / 做法、经验"),
    "problems[]": ("point.text", "a shortcoming / 问题、不足"),
    "measures[]": ("point.text", "a next step / 改进措施、下一步"),
    "warnings[]": ("warning.code", "what did not add up / 警告"),
    "schema": (None, f"always {SCHEMA} / 固定为 {SCHEMA}"),
}


def _field(path: str) -> Field:
    if path in _ROWS:
        column, words = _ROWS[path]
        english, _, chinese = words.rpartition(" / ")
        return Field(path, column, Words(english, chinese))
    table, name = _column(path)
    return Field(path, f"{table.name}.{name}", column_words(table.columns[name]))


def _column(path: str) -> tuple[Table, str]:
    """Return the column that stores a field; they have the same name but for dots."""
    listed, _, name = path.partition("[].")
    if name:
        return Base.metadata.tables[_LISTS[listed]], name
    parse = Base.metadata.tables["parse"]
    plain = path.replace("by_channel.", "by_").replace(".", "_")
    return parse, plain if plain in parse.columns else path.rpartition(".")[2]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
