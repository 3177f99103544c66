"""A database with the invented schools."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.store.database import Database
from pipelines.store.seeds import load_seeds
from tests.pipelines.store.kit import write_seeds


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds and a database that they were loaded into, to be copied."""
    folder = tmp_path_factory.mktemp("seeded")
    made = Database(f"sqlite:///{folder}/xxgk.db")
    with made.session() as session:
        load_seeds(session, write_seeds(folder / "seeds"))
    made.close()
    return folder


@pytest.fixture
def database(tmp_path: Path, seeded: Path) -> Iterator[Database]:
    shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
    opened = Database(f"sqlite:///{tmp_path}/xxgk.db")
    yield opened
    opened.close()
