"""`python -m tests.fuzz`: damage files of every format, read them, print what became of them."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.drive import Seed, Tally, cases, damaged, drive
from tests.fuzz.guard import Guard, straced
from tests.fuzz.seeds import office, plain, real

ROOT = Path(__file__).parents[2]
_LISTED = 40


def main() -> int:
    """Damage files, read them, print what became of them; returns 1 where something is wrong."""
    options = _options()
    if options.strace and "XXGK_STRACED" not in os.environ:
        return _under_strace()
    if not options.office:
        os.environ["XXGK_OFFICE"] = "0"
    seeds = [*plain(), *office(), *real(ROOT.parent / "shared" / "files")]
    if options.only:
        seeds = [seed for seed in seeds if seed[0] in options.only.split(",")]
    if options.one:
        index, number = map(int, options.one.split(":"))
        Path(options.save).write_bytes(damaged(seeds, (index, number)))
        print(f"{seeds[index][1]}, damage {number}: {options.save}")
        return 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        guard = Guard(Path(folder))
        with guard.watching():
            tally = drive(
                seeds, cases(seeds, options.count, options.seed), processes=options.processes, progress=True
            )
        faults = guard.faults()
    return _report(seeds, tally, faults, time.monotonic() - begun)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=20_000, help="files")
    parser.add_argument("--seed", type=int, default=1, help="number of the first damage")
    parser.add_argument("--only", help="formats, separated by commas")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--one", help="SEED:NUMBER of a case: only make its file")
    parser.add_argument("--save", default="fuzz-case", help="where --one puts it")
    parser.add_argument("--office", action="store_true", help="let readers call LibreOffice")
    parser.add_argument("--strace", action="store_true", help="look at the system calls, too")
    return parser.parse_args()


def _under_strace() -> int:
    """Run this once more under strace, and judge what it saw."""
    program = shutil.which("strace")
    if program is None:
        print("strace is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        log = Path(folder, "strace.txt")
        command = [
            program,
            "-f",
            "-qq",
            "-e",
            "trace=%network",
            "-o",
            str(log),
            sys.executable,
            "-m",
            "tests.fuzz",
        ]
        code = subprocess.call([*command, *sys.argv[1:]], cwd=ROOT, env=os.environ | {"XXGK_STRACED": "1"})
        beyond = straced(log)
    print("\n".join(beyond[:_LISTED]) or "strace: no address of any network was used")
    return code or int(bool(beyond))


def _report(seeds: list[Seed], tally: Tally, faults: list[str], seconds: float) -> int:
    names = sorted({outcome for counts in tally.outcomes.values() for outcome in counts})
    print(f"\n{'format':<8}{'files':>7}" + "".join(f"{name:>14}" for name in names) + f"{'slowest s':>11}")
    for kind, counts in sorted(tally.outcomes.items()):
        row = "".join(f"{counts[name] or '':>14}" for name in names)
        print(f"{kind:<8}{sum(counts.values()):>7}{row}{tally.slowest[kind]:>11.2f}")
    print(f"{tally.total} files in {seconds:.0f} s, {tally.total / seconds:.0f} a second")
    for title, found in (("wrong", tally.wrong), ("costly", tally.costly)):
        for (index, number), words in found[:_LISTED]:
            print(f"{title}: {seeds[index][1]} --one {index}:{number}: {words}")
    for fault in faults[:_LISTED]:
        print(f"wrong: {fault}")
    sound = not tally.wrong and not faults
    print("nothing wrong" if sound else f"{len(tally.wrong) + len(faults)} wrong")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
