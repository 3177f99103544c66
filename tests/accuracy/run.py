"""Scores a folder of reports and gold with the parser that is installed."""

import json
from pathlib import Path

from pipelines.parser import parse
from tests.accuracy.scorer import Score, compare

HERE = Path(__file__).parent
HELD_OUT = HERE / "held_out"
"""Reports that were written before the rules, and first looked at when those were finished."""
FRESH = HERE / "fresh"
"""Reports that the finished parser met unprepared; its misses on them were then mended as rules."""
SHARED = HERE.parents[2] / "shared"
"""Real reports with gold, where they stand beside the project."""


def score(folder: Path) -> Score:
    """Every gold file of the folder against what the parser makes of the report of that name."""
    total = Score()
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "reports" / f"{path.stem}.txt").read_text("utf-8")
        compare(total, path.stem, json.loads(path.read_text("utf-8")), parse(text).to_dict(), text)
    return total
