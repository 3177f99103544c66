"""Characters that stand one below the other, as in narrow cells, laid side by side."""

import cv2
import numpy as np

from pipelines.extract.ocr.engine import Box, Picture

_TALL = 1.5
_WHOLE = 0.7
"""Share of an em from which a stretch of ink is a whole character."""


def is_stacked(box: Box) -> bool:
    """Whether a box on an upright page is so much higher than wide that its line runs downwards."""
    return box.height >= _TALL * box.width


def laid_out(crop: Picture) -> Picture:
    """Cut a column of characters where it is blank and lay its parts in a row, on paper of its own tone."""
    gray = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    _, mask = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    columns = np.flatnonzero(mask.any(axis=0))
    em = int(columns[-1] - columns[0] + 1) if columns.size else crop.shape[1]
    parts = _stretches([bool(row.any()) for row in mask], em)
    if not parts:
        return crop
    paper = np.percentile(crop.reshape(-1, 3), 90, axis=0).astype(np.uint8)
    high = max(end - start for start, end in parts) + 4
    out = np.full((high, len(parts) * (crop.shape[1] + 2), 3), paper, np.uint8)
    for i, (start, end) in enumerate(parts):
        top, left = (high - (end - start)) // 2, i * (crop.shape[1] + 2)
        out[top : top + end - start, left : left + crop.shape[1]] = crop[start:end]
    return out


def _stretches(inked: list[bool], em: int) -> list[tuple[int, int]]:
    """Stretches of rows with ink, joined until each is about an em high."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i, ink in enumerate([*inked, False]):
        if ink and start is None:
            start = i
        elif not ink and start is not None:
            runs.append((start, i))
            start = None
    out: list[tuple[int, int]] = []
    for run in runs:
        if out and (out[-1][1] - out[-1][0] < _WHOLE * em) and run[1] - out[-1][0] <= 1.3 * em:
            out[-1] = (out[-1][0], run[1])
        else:
            out.append(run)
    return out
