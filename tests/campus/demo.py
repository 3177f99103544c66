"""python -m tests.campus.demo [COMMAND …]: run a command inside the imitation web.

The command's requests go to the campus, its schools are the campus's, its
database and archive are in data/demo. Without a command: crawl all schools.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.campus.client import Campus

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
            wanted = sum(len({report.period for report in school.reports}) for school in schools)
            print(f"The campus holds {wanted} reports; {len(campus.log)} requests were served.")
    return code


if __name__ == "__main__":
    sys.exit(main())
