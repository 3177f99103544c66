"""The names that schools have and had, read once."""

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.parser import Roster
from pipelines.store.database import Database
from pipelines.store.models import FormerName, Institution


class Names:
    """The schools' names in a database, as the parser resolves them and as people know them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def roster(self) -> Roster:
        """The names of all schools, as the parser resolves them."""
        with self._database.reading() as session:
            return Roster(roster_rows(session))

    @cached_property
    def current(self) -> dict[str, str]:
        """The current name of every school, by code."""
        with self._database.reading() as session:
            return {row.code: row.name for row in session.execute(select(Institution.code, Institution.name))}


def roster_rows(session: Session) -> list[tuple[str, str, bool]]:
    """Return (name, code, is former) of every name that a school has or had."""
    current = session.execute(select(Institution.name, Institution.code))
    former = session.execute(select(FormerName.name, FormerName.institution_code))
    return [(name, code, False) for name, code in current] + [(name, code, True) for name, code in former]
