"""python -m tests.campus.demo [COMMAND …]: run a command inside the imitation web.

The command's requests go to the campus, its schools are the campus's, its
database and archive are in data/demo. Without a command: crawl all schools.
"""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from pipelines.store.database import Database
from pipelines.store.models import Report
from tests.campus.client import Campus
from tests.campus.expect import ExpectedSchool

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data" / "demo"
SCHOOLS = ("chengxi-ligong", "lanchuan-shifan", "yanzhou-yizhuan", "cangwu-caijing", "zeling-gongshang")


def main() -> int:
    """Run the command and return its exit code."""
    with Campus() as campus:
        campus.write_seeds(DATA / "seeds", SCHOOLS)
        schools = [campus.school(slug) for slug in SCHOOLS]
        names = ",".join(school.name for school in schools)
        command = sys.argv[1:] or [
            str(Path(sys.executable).with_name("xxgk")),
            "crawl",
            names,
            "--delay",
            "0",
        ]
        environment = campus.environment() | {
            "XXGK_SEEDS": str(DATA / "seeds"),
            "XXGK_DATABASE_URL": f"sqlite:///{(DATA / 'xxgk.db').relative_to(ROOT)}",
            "XXGK_ARCHIVE_URL": str((DATA / "archive").relative_to(ROOT)),
        }
        code = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode
        if not sys.argv[1:]:
            compare(schools, environment["XXGK_DATABASE_URL"], len(campus.log))
    return code


def compare(schools: list[ExpectedSchool], database_url: str, requests: int) -> None:
    """Print what was found beside what the campus has."""
    wanted = {(school.code, report.period) for school in schools for report in school.readable}
    with Database(database_url).reading() as session:
        rows = session.execute(select(Report.institution_code, Report.period_label))
        found = {(row.institution_code, row.period_label) for row in rows}
    print(
        f"The campus has {len(wanted)} reports: {len(wanted & found)} found, {len(wanted - found)} missed, "
        f"{len(found - wanted)} that are none; {requests} requests."
    )


if __name__ == "__main__":
    sys.exit(main())
