"""A report that a web page shows as pictures of its pages: one document is made of them.

The document is a ZIP of the pictures as they came, in order and without dates:
the same pictures always make the same bytes, so that they are read once. A page
that did not come is an empty member: pages keep their numbers.
"""

import io
import zipfile
from collections.abc import Awaitable, Callable, Sequence

from pipelines.archive import sha256_of
from pipelines.extract.html.carriers import data_uri
from pipelines.extract.sniff import sniff
from pipelines.outcomes import DocumentOutcome
from pipelines.store.renditions import Candidate, Picture
from pipelines.workspace import Workspace

MAX_PICTURES = 60
"""Pictures of one report that are asked for: a report has some 20 pages."""
PICTURE = "picture"
"""Carrier of a candidate that is one page of a report, while it is fetched."""
FORMATS = frozenset({"png", "jpeg", "gif", "webp"})
"""What browsers show: a picture is one page."""
LEAST_BYTES = 1_000
"""Bytes below which a picture is no page, but a dot in the place of one."""
MIME = "application/zip"

Fetch = Callable[[Candidate], Awaitable[None]]
"""Brings a candidate's bytes, or its outcome."""


async def gather(workspace: Workspace, candidate: Candidate, fetch: Fetch, most: int) -> None:
    """Bring a candidate's pictures, at most so many bytes, and make its document of them.

    Each picture gets an outcome. Where none comes, the candidate ends in the first's.
    """
    pages: list[bytes] = []
    for number, picture in enumerate(candidate.pictures, 1):
        room = most - sum(map(len, pages))
        data = b""
        if number > MAX_PICTURES:
            picture.outcome, picture.detail = (
                DocumentOutcome.TOO_LARGE,
                f"past the limit of {MAX_PICTURES} pictures",
            )
        elif room <= 0:
            picture.outcome, picture.detail = DocumentOutcome.TOO_LARGE, f"past the limit of {most} bytes"
        elif picture.source.lower().startswith("data:"):
            data = _unpacked(picture)
        else:
            data = await _fetched(workspace, candidate, picture, fetch)
        pages.append(data)
    for picture in candidate.pictures:
        if picture.source.lower().startswith("data:"):
            picture.source = ""
    if not any(pages):
        candidate.sha256, candidate.size = None, 0
        candidate.outcome = candidate.pictures[0].outcome
        candidate.detail = f"none of its {len(pages)} pictures came: {candidate.pictures[0].detail}"
        return
    document = bind(pages)
    candidate.sha256 = await workspace.in_writer(lambda: workspace.archive_document(document, MIME))
    candidate.size, candidate.content_type = len(document), MIME


def bind(pages: Sequence[bytes]) -> bytes:
    """Make one document of pictures; an empty one stands for a page that is missing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, data in enumerate(pages, 1):
            member = zipfile.ZipInfo(f"{number:03}.{sniff(data) if data else 'png'}")
            member.create_system = 3  # the same on every system
            archive.writestr(member, data)
    return out.getvalue()


def no_picture(data: bytes) -> str | None:
    """Return what bytes are instead of a page's picture, None where they may be one."""
    kind = sniff(data)
    if kind not in FORMATS:
        return f"{kind} instead of a picture"
    return f"a picture of {len(data)} bytes" if len(data) < LEAST_BYTES else None


async def _fetched(workspace: Workspace, candidate: Candidate, picture: Picture, fetch: Fetch) -> bytes:
    """Bring one picture; where it does not come and came before, it is what it was."""
    one = Candidate(
        institution_code=candidate.institution_code,
        page_url=candidate.page_url,
        document_url=picture.source,
        title=candidate.title,
        carrier=PICTURE,
        expects_file=True,
    )
    await fetch(one)
    if one.sha256 is None:
        known = workspace.pages.known(str(candidate.institution_code), picture.source)
        if known is None or not workspace.pages.has_body(known.sha256):
            picture.outcome, picture.detail = one.outcome, one.detail
            return b""
        one.sha256, picture.detail = known.sha256, f"{one.outcome.value} when asked again"
    picture.sha256, picture.outcome = one.sha256, DocumentOutcome.READ
    return workspace.pages.body(one.sha256)


def _unpacked(picture: Picture) -> bytes:
    """Return a picture that the page itself holds."""
    data = data_uri(picture.source) or b""
    if (wrong := no_picture(data)) is not None:
        picture.outcome, picture.detail = DocumentOutcome.NOT_A_DOCUMENT, wrong
        return b""
    picture.sha256, picture.outcome = sha256_of(data), DocumentOutcome.READ
    return data
