"""Reports with gold, rendered to other formats, read and parsed: what does the detour cost?"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipelines.extract import Unreadable, extract
from pipelines.parser import parse
from tests.accuracy.run import HERE, SHARED
from tests.accuracy.scorer import Score, compare
from tests.formats import pages, scans
from tests.formats.make import Workshop
from tests.formats.odf import document
from tests.formats.ofd import ofd
from tests.formats.programs import chromium, convert, print_page, soffice
from tests.formats.source import Kind, Source, build

_HEADING = re.compile(r"^(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、)[^。；，]{1,40}$")
_SCANNED = 4
"""How many of our own reports are read as scans too: each page takes seconds."""
TEXT_LOSS, SCAN_LOSS = 0.01, 0.05
"""Most macro F1 that a route may lose."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report with gold: its plain text, and the same as blocks to render."""

    name: str
    text: str
    gold: dict[str, object]
    source: Source
    real: bool


@dataclass(slots=True)
class Route:
    """The scores of one format, and of the plain text of the same reports."""

    name: str
    most: float
    score: Score = field(default_factory=Score)
    plain: Score = field(default_factory=Score)
    reports: int = 0
    failures: list[str] = field(default_factory=list)
    losses: list[tuple[float, str]] = field(default_factory=list)

    @property
    def loss(self) -> float:
        """Macro F1 of the plain text less that of this route."""
        return self.plain.macro() - self.score.macro()


def reports(folder: Path, *, real: bool) -> list[Report]:
    """The reports of a folder that have gold."""
    found = []
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "reports" / f"{path.stem}.txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append(Report(path.stem, text, gold, blocks(path.stem, text), real))
    return found


def blocks(name: str, text: str) -> Source:
    """A plain report as blocks; lines with tabs are rows, their empty places covered from above."""
    lines: list[tuple[Kind, str | tuple[str, ...]]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if "\t" in raw.rstrip() and len(raw.rstrip("\n").split("\t")) > 2:
            cells = raw.rstrip("\n").split("\t")
            below = bool(lines) and lines[-1][0] == "table"
            lines.append(
                ("table", tuple("^" if below and not cell.strip() else cell.strip() for cell in cells))
            )
        elif not lines:
            lines.append(("title", line))
        else:
            lines.append(("h1" if _HEADING.match(line) else "p", line))
    return build(name, lines)


def measure(workshop: Workshop, chosen: list[Report], *, scan: bool = True) -> list[Route]:
    """Send reports through every route that the installed programs allow."""
    routes = []
    for name, make in _makers(workshop, chosen).items():
        route = Route(name, TEXT_LOSS)
        for report in chosen:
            _score(route, report, make[report.name], ocr=False)
        routes.append(route)
    if scan and soffice():
        route = Route("scan, 200 dpi", SCAN_LOSS)
        real = [report for report in chosen if report.real]
        for report in [*real, *[r for r in chosen if not r.real][:_SCANNED]]:
            pictures = scans.scanned(_printed(workshop, [report])[report.name], scans.CLEAN)
            _score(route, report, scans.pdf_of(pictures, scans.CLEAN), ocr=True)
        routes.append(route)
    return routes


def _makers(workshop: Workshop, chosen: list[Report]) -> Mapping[str, Mapping[str, bytes]]:
    made: dict[str, dict[str, bytes]] = {
        "html": {r.name: pages.page(r.source, "paragraphs") for r in chosen},
        "ofd": {r.name: ofd(r.source) for r in chosen},
    }
    if soffice():
        for target in ("docx", "doc:MS Word 97", "rtf"):
            made[target.partition(":")[0]] = _converted(workshop, chosen, target)
        made["pdf (LibreOffice)"] = _printed(workshop, chosen)
    if chromium():
        made["pdf (Chromium)"] = {
            r.name: print_page(pages.printed(r.source), workshop.folder) for r in chosen
        }
    return made


def _printed(workshop: Workshop, chosen: list[Report]) -> dict[str, bytes]:
    return _converted(workshop, chosen, "pdf")


def _converted(workshop: Workshop, chosen: list[Report], target: str) -> dict[str, bytes]:
    paths = {}
    for report in chosen:
        paths[report.name] = workshop.folder / f"{report.name}.fodt"
        paths[report.name].write_text(document(report.source, running=True), encoding="utf-8")
    made = convert(list(paths.values()), target, workshop.folder)
    return {name: made[path] for name, path in paths.items()}


def _score(route: Route, report: Report, data: bytes, *, ocr: bool) -> None:
    try:
        text = extract(data, ocr=ocr).text
    except Unreadable as outcome:
        route.failures.append(f"{report.name}: {outcome}")
        return
    route.reports += 1
    both = []
    for score, written in ((route.score, text), (route.plain, report.text)):
        single = Score()
        for one in (score, single):
            compare(one, report.name, report.gold, parse(written).to_dict(), written)
        both.append(single)
    own = [note for note in both[0].notes if note not in both[1].notes]
    route.losses += [(both[1].macro() - both[0].macro(), note) for note in own]


def show(console: Console, *, examples: int = 0, folders: Callable[[], list[Report]] | None = None) -> int:
    """Print the table of routes; 1 where one loses more than it may."""
    chosen = folders() if folders else [*reports(SHARED, real=True), *reports(HERE, real=False)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("route")
    for name in ("reports", "macro F1", "plain text", "loss", "target"):
        table.add_column(name, justify="right")
    short = 0
    with Workshop() as workshop:
        routes = measure(workshop, chosen)
    for route in routes:
        under = route.loss > route.most or bool(route.failures)
        short += under
        table.add_row(
            route.name + (" (under target)" if under else ""),
            str(route.reports),
            f"{route.score.macro():.4f}",
            f"{route.plain.macro():.4f}",
            f"{route.loss:.4f}",
            f"≤ {route.most}",
        )
    console.print(table)
    for route in routes:
        for note in [*route.failures, *[note for _, note in sorted(route.losses, reverse=True)[:examples]]]:
            console.print(f"{route.name}: {note}", markup=False, highlight=False, soft_wrap=True)
    return 1 if short else 0
