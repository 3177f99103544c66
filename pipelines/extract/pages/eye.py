"""Who looks at pictures of text, and when: readers ask an eye, page by page.

A reader that comes upon a page that is only a picture asks `options.eye`. It
depends on the eye whether the page is read at once, was read before, or is left
for later. Readers must ask in the same order whenever they read the same bytes:
the n-th question is how processes that share the work name a page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.outcomes import DocumentOutcome

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from pipelines.extract.pages.lines import Page


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: rows, columns, red-green-blue; `scale` is points a pixel."""

    pixels: "NDArray[uint8]"
    scale: float


Render = Callable[[], Raster]
"""Makes the picture; raises `Unreadable`. Called only when somebody looks."""


class NoEye(OSError):
    """Character recognition cannot be used here: the installation's fault, no document's."""


class Eye:
    """An eye that is shut: every page waits. The base of the others; good for one document."""

    def __init__(self) -> None:
        self.asked = 0

    def see(self, number: int, render: Render) -> "Page | DocumentOutcome":
        """Return page `number` as it is read, or why it is not (AWAITS_OCR, TIMEOUT …)."""
        self.asked += 1
        return self._see(self.asked, number, render)

    def _see(self, question: int, number: int, render: Render) -> "Page | DocumentOutcome":
        del question, number, render
        return DocumentOutcome.AWAITS_OCR


class OpenEye(Eye):
    """Reads every page at once, in this process."""

    def _see(self, question: int, number: int, render: Render) -> "Page | DocumentOutcome":
        try:
            from pipelines.extract.ocr.page import read_raster  # noqa: PLC0415 - loads OpenCV
        except ImportError as error:
            raise NoEye(f"character recognition cannot be loaded: {error}") from error

        return read_raster(render(), number)


class Found(BaseException):
    """Carries the one page that was asked for out of the reader."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page


class SingleEye(OpenEye):
    """Reads the page of one question, counted from 1, and raises `Found` with it."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self._wanted = wanted

    def _see(self, question: int, number: int, render: Render) -> "Page | DocumentOutcome":
        if question != self._wanted:
            return DocumentOutcome.AWAITS_OCR
        page = super()._see(question, number, render)
        assert not isinstance(page, DocumentOutcome)
        raise Found(page)


class Memory(Eye):
    """Answers with what was read before, by question."""

    def __init__(self, pages: Mapping[int, "Page | DocumentOutcome"]) -> None:
        super().__init__()
        self._pages = pages

    def _see(self, question: int, number: int, render: Render) -> "Page | DocumentOutcome":
        del number, render
        return self._pages.get(question, DocumentOutcome.AWAITS_OCR)
