"""Insert rows, or update those that are there: one statement for many rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from pipelines.store.models import Base

Changes = Callable[[Any], Mapping[str, Any]]


def upsert(
    session: Session,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    keys: tuple[str, ...],
    changes: Changes | None = None,
) -> None:
    """Insert rows; where their keys exist, update what `changes` makes of the new row.

    Without `changes` every column but the keys takes the new value. A row that
    comes twice counts as its last.
    """
    if not rows:
        return
    unique = list({tuple(row[key] for key in keys): row for row in rows}.values())
    dialect = session.get_bind().dialect.name
    session.execute(_statement(dialect, table, tuple(unique[0]), keys, changes), unique)


@cache
def _statement(
    dialect: str, table: type[Base], columns: tuple[str, ...], keys: tuple[str, ...], changes: Changes | None
) -> Any:
    """Build the statement, once a kind: building costs more than running it."""
    insert: Any = sqlite_insert if dialect == "sqlite" else postgresql_insert
    statement = insert(table)
    if changes is None:
        updated: Mapping[str, Any] = {name: statement.excluded[name] for name in columns if name not in keys}
    else:
        updated = changes(statement.excluded)
    if updated:
        return statement.on_conflict_do_update(index_elements=list(keys), set_=updated)
    return statement.on_conflict_do_nothing(index_elements=list(keys))


def nothing(_new: Any) -> Mapping[str, Any]:
    """Update nothing: a row that is there stays."""
    return {}
