"""Pictures of pages become one document: in order, always the same bytes, nothing lost in silence."""

import asyncio
import base64
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipelines.archive import sha256_of
from pipelines.extract.bundle.zip import open_zip
from pipelines.outcomes import DocumentOutcome
from pipelines.page_pictures import LEAST_BYTES, MAX_PICTURES, bind, gather, no_picture
from pipelines.store.pages import Answer
from pipelines.store.renditions import IMAGES, Candidate, Picture
from pipelines.workspace import Workspace
from tests.pipelines.store.kit import YUNLING, write_seeds

PAGE = "https://xxgk.ylit.example.cn/ndbg/1.htm"
MOST = 50_000_000


def picture(number: int, kind: str = "PNG") -> bytes:
    """A page of its own: bars where lines are."""
    image = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(image)
    for line in range(26):
        for place in range(24):
            shade = (line * 37 + place * 11 + number * 53) % 160
            draw.rectangle(
                (60 + 20 * place, 60 + 30 * line, 74 + 20 * place, 76 + 30 * line), fill=(shade,) * 3
            )
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def inline(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(f"sqlite:///{tmp_path}/xxgk.db", str(tmp_path / "archive"))
    made.load_seeds(write_seeds(tmp_path / "seeds"))
    made.pages.open(YUNLING)
    yield made
    made.close()


class Host:
    """Where pictures are: what is not there is gone."""

    def __init__(self, workspace: Workspace, files: Mapping[str, bytes]) -> None:
        self.workspace = workspace
        self.files = dict(files)
        self.asked: list[str] = []

    async def fetch(self, candidate: Candidate) -> None:
        url = candidate.document_url
        self.asked.append(url)
        body = self.files.get(url)
        if body is None:
            candidate.outcome, candidate.detail = DocumentOutcome.GONE, "HTTP 404"
            return
        answer = Answer(YUNLING, url, url, 200, body, {}, datetime.now(UTC), durable=True)
        self.workspace.pages.add(answer)
        candidate.sha256, candidate.size = answer.sha256, len(body)


def gathered(workspace: Workspace, host: Host, *sources: str, most: int = MOST) -> Candidate:
    candidate = Candidate(YUNLING, PAGE, PAGE, "信息公开年度报告", IMAGES, sha256="0" * 64)
    candidate.pictures = [Picture(source) for source in sources]
    asyncio.run(gather(workspace, candidate, host.fetch, most))
    return candidate


def members(workspace: Workspace, candidate: Candidate) -> list[tuple[str, bytes]]:
    with open_zip(workspace.archive.get(str(candidate.sha256))) as held:
        return [(one.name, one.read(MOST)) for one in held]


def test_pictures_are_bound_in_their_order(workspace: Workspace) -> None:
    files = {f"{PAGE}/{n}": picture(n, kind) for n, kind in ((1, "PNG"), (2, "JPEG"), (3, "GIF"))}
    host = Host(workspace, files)
    candidate = gathered(workspace, host, *files)
    assert host.asked == list(files)
    names = ["001.png", "002.jpeg", "003.gif"]
    assert members(workspace, candidate) == list(zip(names, files.values(), strict=True))
    assert [(p.sha256, p.outcome.value) for p in candidate.pictures] == [
        (sha256_of(data), "read") for data in files.values()
    ]
    assert gathered(workspace, host, *files).sha256 == candidate.sha256
    assert gathered(workspace, host, *reversed(files)).sha256 != candidate.sha256


def test_what_the_page_itself_holds_counts_too(workspace: Workspace) -> None:
    host = Host(workspace, {f"{PAGE}/2": picture(2)})
    candidate = gathered(workspace, host, inline(picture(1)), f"{PAGE}/2", "data:image/png;base64,AAAA")
    assert [data for _, data in members(workspace, candidate)] == [picture(1), picture(2), b""]
    assert [p.source for p in candidate.pictures] == ["", f"{PAGE}/2", ""]
    assert candidate.pictures[2].outcome is DocumentOutcome.NOT_A_DOCUMENT


def test_a_page_that_is_gone_keeps_its_place_and_its_reason(workspace: Workspace) -> None:
    host = Host(workspace, {f"{PAGE}/{n}": picture(n) for n in (1, 3)})
    candidate = gathered(workspace, host, *(f"{PAGE}/{n}" for n in (1, 2, 3)))
    assert members(workspace, candidate)[1] == ("002.png", b"")
    lost = candidate.pictures[1]
    assert (lost.sha256, lost.outcome, lost.detail) == (None, DocumentOutcome.GONE, "HTTP 404")


def test_without_any_picture_there_is_no_document(workspace: Workspace) -> None:
    candidate = gathered(workspace, Host(workspace, {}), f"{PAGE}/1", f"{PAGE}/2")
    assert (candidate.sha256, candidate.outcome) == (None, DocumentOutcome.GONE)
    assert candidate.detail == "none of its 2 pictures came: HTTP 404"


def test_what_came_before_stays_when_it_does_not_come_again(workspace: Workspace) -> None:
    host = Host(workspace, {f"{PAGE}/1": picture(1), f"{PAGE}/2": picture(2)})
    before = gathered(workspace, host, *host.files)
    urls = list(host.files)
    del host.files[f"{PAGE}/2"]
    after = gathered(workspace, host, *urls)
    assert after.sha256 == before.sha256
    assert after.pictures[1].detail == "gone when asked again"


def test_limits_are_told(workspace: Workspace) -> None:
    data = picture(1)
    urls = [f"{PAGE}/{n}" for n in range(MAX_PICTURES + 2)]
    host = Host(workspace, dict.fromkeys(urls, data))
    candidate = gathered(workspace, host, *urls)
    assert len(host.asked) == MAX_PICTURES
    assert [p.outcome.value for p in candidate.pictures[-3:]] == ["read", "too_large", "too_large"]
    assert "60 pictures" in str(candidate.pictures[-1].detail)
    small = gathered(workspace, host, *urls[:5], inline(data), most=2 * len(data))
    assert [p.outcome.value for p in small.pictures] == ["read"] * 2 + ["too_large"] * 4
    assert small.pictures[-1].source == ""


def test_what_is_no_page() -> None:
    assert no_picture(picture(1)) is None
    assert no_picture(b"<html><body>404</body></html>") == "html instead of a picture"
    assert no_picture(b"") == "empty instead of a picture"
    dot = b"GIF89a" + bytes(40)
    assert no_picture(dot) == f"a picture of {len(dot)} bytes"
    assert no_picture(dot + bytes(LEAST_BYTES)) is None


def test_bound_bytes_depend_on_nothing_else() -> None:
    """Another release must not make other bytes of the same pictures: they would be read again."""
    known = "a2604c77cd7b0b6cc35c9f72281f5b08f27efa7a921ba30a01a16cfd48c6b0bd"
    assert sha256_of(bind([b"\x89PNG\r\n\x1a\n", b""])) == known
