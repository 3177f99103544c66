"""Files in every guise: what an address answers, and what the page says of it."""

import base64
import html
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from tests.campus import documents
from tests.campus.addresses import Addresses
from tests.campus.prose import Composed
from tests.campus.wire import Answer, html_answer

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "png": "image/png",
}
LISTED = frozenset({"direct", "refresh", "location", "moved"})
"""The list itself leads to the file, through a redirect or without."""
INSIDE = frozenset({"base64", "images"})
"""The page holds the document; there is no file of it."""
SHOWN = frozenset(
    {"viewer", "iframe", "embed", "object", "pdfjs", "office", "kk", "script", "base64", "images"}
)
"""The article consists of the document; the others are linked."""
IMAGES = 4


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an article; `second` is another address of it, `data` its bytes where the page
    has them, `images` the addresses of its pages where they are shown as such.
    """

    name: str
    target: str
    kind: str
    way: str
    second: str = ""
    data: Callable[[], bytes] | None = None
    images: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether it takes the place of the body."""
        return self.way in SHOWN

    def markup(self, at: Addresses, here: str) -> str:
        """Return what the page at `here` says of it."""
        absolute = at.absolute(self.target)
        values = {
            "href": html.escape(at.href(here, self.target), quote=False),
            "second": html.escape(at.href(here, self.second), quote=False) if self.second else "",
            "path": self.target,
            "quoted": quote(self.target, safe=""),
            "quoted_url": quote(absolute, safe=""),
            "base64_url": quote(base64.b64encode(absolute.encode()).decode(), safe=""),
            "base64": base64.b64encode(self.data()).decode() if self.data else "",
            "name": html.escape(self.name),
        }
        if not self.images:
            return at.style.fragment(self.way, values)
        sources = (html.escape(at.href(here, image), quote=False) for image in self.images)
        return "\n".join(at.style.fragment(self.way, values | {"href": source}) for source in sources)


def content(kind: str, composed: Composed, name: str) -> bytes:
    """Return a report as a file; a `zip` holds it as PDF."""
    if kind == "docx":
        return documents.docx_bytes(composed.title, composed.lines)
    pdf = documents.pdf_bytes(composed.title, composed.lines)
    return documents.zip_bytes(name.removesuffix(".zip") + ".pdf", pdf) if kind == "zip" else pdf


def redirect(at: Addresses, way: str, target: str, name: str) -> Answer:
    """Answer with what leads on to `target`: a status, a refresh, or a script."""
    if way == "moved":
        return Answer(status=302, headers=(("Location", target),))
    return html_answer(at.style.fragment(way, {"path": target, "name": html.escape(name)}))
