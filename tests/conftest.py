"""What all tests share: one campus a session."""

from collections.abc import Iterator

import pytest

from tests.campus import Campus


@pytest.fixture(scope="session")
def campus() -> Iterator[Campus]:
    """The imitation web, in a process of its own."""
    with Campus() as running:
        yield running
