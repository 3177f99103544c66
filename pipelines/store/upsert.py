"""Insert rows, or update those that are there: one statement for many rows."""

from collections.abc import Callable, Mapping, Sequence
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
    insert: Any = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    statement = insert(table)
    if changes is None:
        updated: Mapping[str, Any] = {
            name: statement.excluded[name] for name in unique[0] if name not in keys
        }
    else:
        updated = changes(statement.excluded)
    if updated:
        statement = statement.on_conflict_do_update(index_elements=list(keys), set_=updated)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(keys))
    session.execute(statement, unique)
