"""The models: where there is text on a picture, and what it says.

RapidOCR with the models of its own wheel, so nothing is fetched. Its classifier
of upside-down lines is off: it turned good lines over (1.2 % of characters
wrong instead of 0.2 %); `upright` judges whole pages instead.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.pages.eye import NoEye

Picture = NDArray[np.uint8]
"""Rows, columns, red-green-blue."""
Quads = NDArray[np.float32]
"""Corners of text lines, (n, 4, 2): x and y in pixels, clockwise from the line's start."""

_THREADS = 1  # a process has one thread; there are as many processes as processors
_LEAST_SCORE = 0.5
"""A reading below this is none: patterns and shadows come out as characters too."""
_BATCH = 1  # lines of one length: measured a quarter faster than six, whose shorter lines are padded


@dataclass(slots=True, eq=False)
class Box:
    """A line of text on an upright picture: its edges in pixels. Equal to itself only."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Pixels from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says, and how sure the model is, 0 to 1; `text` is empty below `_LEAST_SCORE`."""

    text: str
    sure: float


class Engine:
    """Both models, loaded once a process (some 0.7 s); raises `NoEye` where they cannot be."""

    def __init__(self) -> None:
        try:
            from rapidocr import RapidOCR  # noqa: PLC0415 - only processes that read pictures load it
        except ImportError as error:
            raise NoEye(f"character recognition cannot be loaded: {error}") from error

        cv2.setNumThreads(_THREADS)
        self._engine: Any = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
                "Rec.rec_batch_num": _BATCH,
                "Global.use_cls": False,
                "Global.log_level": "critical",
            }
        )

    def find(self, picture: Picture) -> Quads:
        """Find the lines of text on a picture of any size."""
        found = self._engine(_bgr(picture), use_det=True, use_cls=False, use_rec=False)
        if getattr(found, "boxes", None) is None or not len(found.boxes):
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(found.boxes, np.float32)

    def read(self, lines: Sequence[Picture]) -> list[Reading]:
        """Read pictures of single lines, in their order."""
        if not lines:
            return []
        found = self._engine.recognize_txt([_bgr(line) for line in lines])
        return [
            Reading(text.strip() if score >= _LEAST_SCORE else "", float(score))
            for text, score in zip(found.txts, found.scores, strict=True)
        ]


@functools.cache
def engine() -> Engine:
    """Return this process's engine."""
    return Engine()


def _bgr(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, :, ::-1])
