"""Web archives (.mht, also under the name .doc): the page in them, decoded and read as a page."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from itertools import islice

from pipelines.extract.html.reader import read_html
from pipelines.extract.options import Options
from pipelines.extract.text import Text, Unreadable
from pipelines.outcomes import DocumentOutcome

_MAX_PARTS = 5_000
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_WHITE = b" \t\r\n\xef\xbb\xbf"


def read_mht(data: bytes, options: Options) -> Text:
    """Read the page of a web archive; raises `Unreadable`.

    That is the first part that is a page and has text; pictures, styles and
    further pages are left out.
    """
    message = email.message_from_bytes(data.lstrip(_WHITE), policy=email.policy.compat32)
    fault = Unreadable(DocumentOutcome.EMPTY, "web archive without a page")
    for part in islice(_pages(message), _MAX_PARTS):
        try:
            body = part.get_payload(decode=True)
        except (ValueError, LookupError, AssertionError):
            continue
        if not isinstance(body, bytes) or not body.strip():
            continue
        charset = part.get_content_charset("")
        inner = replace(options, content_type=f"text/html; charset={charset}" if charset else None)
        try:
            return replace(read_html(body, inner), format="mht")
        except Unreadable as error:
            fault = error
    raise fault


def _pages(message: Message) -> Iterator[Message]:
    """Yield the parts that are pages, in order, without recursion."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        elif part.get_content_type() in _PAGES:
            yield part
