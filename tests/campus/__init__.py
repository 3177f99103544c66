"""An imitation campus: a forward proxy on loopback that is the whole web of invented schools."""

from tests.campus.client import Campus, Served
from tests.campus.expect import Expected, ExpectedSchool, MustNot
from tests.campus.make import Publication, make_portal

__all__ = [
    "Campus",
    "Expected",
    "ExpectedSchool",
    "MustNot",
    "Publication",
    "Served",
    "make_portal",
]
