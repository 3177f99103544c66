"""python -m tests.campus: serve the imitation web, or print what it holds."""

import argparse
import asyncio
import contextlib
import signal
import sys
import threading
from pathlib import Path

from tests.campus.assemble import load_web
from tests.campus.client import PORTALS, Campus, follow
from tests.campus.server import run
from tests.campus.site import Web


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.campus", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default) takes any free port")
    parser.add_argument("--portals", type=Path, default=PORTALS, help="folder of portals")
    parser.add_argument("--ready-file", type=Path, help="write the address here once it serves")
    parser.add_argument("--log", type=Path, help="append one line a request to this file")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--list", action="store_true", help="print schools and expected reports")
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="write the schools as CSV files")
    parser.add_argument(
        "--follow", action="store_true", help="publish folders named on standard input; end with it"
    )
    return parser.parse_args()


def print_list(campus: Campus) -> None:
    """Print schools and what must be found."""
    for school in campus.expected:
        print(f"{school.code} {school.name} {school.portal_url or '-'}")
        print(f"    outcome {school.outcome}, at least {school.least_requests} requests")
        for report in school.reports:
            print(f"    {report.period} {report.format:4} {report.outcome:9} {report.title}")
            print(f"        page {report.page_url}")
            if report.document_url != report.page_url:
                print(f"        file {report.document_url}")
        for other in school.must_not:
            print(f"    not: {other.why}: {other.title}\n        {other.url}")


async def wait_for(web: Web, commands: bool) -> None:
    """Wait for the end of standard input (`commands`) or for a signal."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if commands:

        def read() -> None:
            follow(web, sys.stdin)
            with contextlib.suppress(RuntimeError):  # the loop may be gone already
                loop.call_soon_threadsafe(stop.set)

        # A daemon: a signal must end the server though the thread still reads.
        threading.Thread(target=read, daemon=True).start()
    await stop.wait()


def main() -> int:
    """Run the command."""
    options = arguments()
    if options.list or options.seeds:
        campus = Campus(options.portals)
        if options.seeds:
            campus.write_seeds(options.seeds)
        if options.list:
            print_list(campus)
        campus.close()
        return 0
    web = load_web(options.portals)

    def ready(port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        if options.ready_file:
            options.ready_file.write_text(address + "\n", encoding="utf-8")
        print(address, flush=True)

    work = run(web, options.port, options.log, ready, lambda: wait_for(web, options.follow), options.latency)
    asyncio.run(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
