"""Find a school by its name, a former name or its code; suggest where none fits."""

import difflib
import unicodedata
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pipelines.store.models import FormerName, Institution, Portal

SUGGESTIONS = 5
GRADES = {"A": 0, "B": 1, None: 2, "C": 3, "D": 4}


class UnknownSchool(LookupError):
    """No school, or more than one, goes by this name; the message names the nearest ones."""

    def __init__(self, wanted: str, suggestions: list[str], says: str = "no school is called") -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"{says} {wanted!r}{hint}")
        self.suggestions = suggestions


def fold(name: str) -> str:
    """Fold what people type differently: width, white space, brackets, case."""
    folded = unicodedata.normalize("NFKC", name).translate({ord("("): "（", ord(")"): "）"})
    return "".join(folded.split()).lower()


def find_school(session: Session, wanted: str) -> Institution:
    """Return the school of a current name, code or former name, in that order.

    Raises `UnknownSchool` where there is none, or where a former name belonged
    to several.
    """
    wanted = wanted.encode("utf-8", "replace").decode()  # what no shell should hand over
    exact = session.scalars(
        select(Institution).where(or_(Institution.name == wanted, Institution.code == wanted))
    ).all()
    if len(exact) == 1:
        return exact[0]
    key = fold(wanted)
    schools = session.scalars(select(Institution)).all()
    matches = [school for school in schools if fold(school.name) == key or school.code == key]
    if not matches:
        former = session.scalars(select(FormerName)).all()
        codes = {row.institution_code for row in former if fold(row.name) == key}
        matches = [school for school in schools if school.code in codes]
    if len(matches) == 1:
        return matches[0]
    if matches:
        named = [f"{school.name} ({school.code})" for school in matches]
        raise UnknownSchool(wanted, named, "several schools were called")
    raise UnknownSchool(wanted, suggest(key, (school.name for school in schools)))


def suggest(key: str, names: Iterable[str]) -> list[str]:
    """Return the names most like a folded one: those that contain it first."""
    names = list(names)
    inside = sorted((name for name in names if key and key in fold(name)), key=len)
    similar = difflib.get_close_matches(key, names, n=SUGGESTIONS, cutoff=0.5)
    return list(dict.fromkeys([*inside[:SUGGESTIONS], *similar]))[:SUGGESTIONS]


def schools_of_province(session: Session, province: str) -> list[Institution]:
    """Return the schools of a province, named in full (湖北省) or short (湖北)."""
    name = fold(province.encode("utf-8", "replace").decode())
    if not name:
        raise UnknownSchool(province, [])
    named = Institution.province.startswith(name, autoescape=True)
    rows = session.scalars(select(Institution).where(named).order_by(Institution.code)).all()
    if not rows:
        provinces = session.scalars(select(Institution.province).distinct()).all()
        raise UnknownSchool(province, [name for name in provinces if name][:40], "no province is called")
    return list(rows)


def portal_of(session: Session, code: str) -> Portal | None:
    """Return the school's best known portal: given by hand first, then by grade."""
    portals = session.scalars(select(Portal).where(Portal.institution_code == code)).all()
    return min(portals, key=lambda p: (p.source != "given", GRADES.get(p.grade, 2), p.id), default=None)
