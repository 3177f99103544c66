"""Pages and captures: what each address answered, written in batches.

A capture is two writes. The row comes first, the bytes second, so that bytes
in the archive are always known; a kill in between leaves a row without bytes,
which `ledger.forget_unarchived` drops when the school is taken up again.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, case, select, update

from pipelines.archive import Archive, sha256_of
from pipelines.store.database import Database
from pipelines.store.models import Capture, Page
from pipelines.store.upsert import nothing, upsert

BATCH = 64
KEPT_HEADERS = (
    "content-type",
    "content-disposition",
    "content-length",
    "etag",
    "last-modified",
    "date",
    "server",
)


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of an address: validators, present hash, when it last answered."""

    sha256: str
    status: int
    final_url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    checked_at: datetime
    is_hub: bool = False


@dataclass(slots=True)
class Answer:
    """A full answer (not a 304) of an address, still in memory.

    `durable` bytes are waited for until the disk has them: documents are, pages
    can be had again.
    """

    institution_code: str
    url: str
    final_url: str
    status: int
    body: bytes
    headers: dict[str, str]
    at: datetime
    durable: bool = False
    sha256: str = ""

    def __post_init__(self) -> None:
        self.sha256 = self.sha256 or sha256_of(self.body)

    def state(self) -> PageState:
        """Return what is now known of the address."""
        return PageState(
            sha256=self.sha256,
            status=self.status,
            final_url=self.final_url,
            content_type=self.headers.get("content-type"),
            etag=self.headers.get("etag"),
            last_modified=self.headers.get("last-modified"),
            checked_at=self.at,
        )


@dataclass(slots=True)
class _Buffer:
    answers: list[Answer] = field(default_factory=list)
    unchanged: dict[tuple[str, str], datetime] = field(default_factory=dict)


Unchanged = Mapping[tuple[str, str], datetime]
"""School and address to the moment it answered without a change."""

WritePages = Callable[[Sequence[Answer], Unchanged], None]


class PageLedger:
    """The pages of the schools being crawled; thread-safe, flushed by its owner.

    `write` writes full answers and what had not changed, as `write_pages` does.
    """

    def __init__(self, database: Database, archive: Archive, write: WritePages | None = None) -> None:
        self.database = database
        self.archive = archive
        self._write = write or partial(write_pages, database, archive)
        self._known: dict[str, dict[str, PageState]] = {}
        self._buffer = _Buffer()
        self._bodies: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._flushing = threading.Lock()

    def open(self, code: str) -> None:
        """Load what is known of a school's addresses."""
        with self.database.reading() as session:
            rows = session.scalars(select(Page).where(Page.institution_code == code)).all()
            self._known[code] = {row.url: _state(row) for row in rows}

    def close(self, code: str) -> None:
        """Forget a school's addresses: it is done."""
        self._known.pop(code, None)

    def known(self, code: str, url: str) -> PageState | None:
        """Return what is known of one address."""
        return self._known.get(code, {}).get(url)

    def hubs(self, code: str) -> list[str]:
        """Return the addresses of a school whose lists have led to reports."""
        return sorted(url for url, state in self._known.get(code, {}).items() if state.is_hub)

    def body(self, sha256: str) -> bytes:
        """Return a body, from memory where it is not written yet."""
        with self._lock:
            held = self._bodies.get(sha256)
        return held if held is not None else self.archive.get(sha256)

    def has_body(self, sha256: str) -> bool:
        """Whether a body is at hand, in memory or in the archive."""
        with self._lock:
            if sha256 in self._bodies:
                return True
        return self.archive.has(sha256)

    def is_new(self, sha256: str) -> bool:
        """Whether a body has just been fetched and was not archived before."""
        with self._lock:
            held = sha256 in self._bodies
        return held and not self.archive.has(sha256)

    def add(self, answer: Answer) -> bool:
        """Take a full answer; return whether it is new or differs from before."""
        known = self._known.setdefault(answer.institution_code, {})
        before = known.get(answer.url)
        known[answer.url] = replace(answer.state(), is_hub=before is not None and before.is_hub)
        with self._lock:
            self._buffer.answers.append(answer)
            self._bodies[answer.sha256] = answer.body
        return before is None or before.sha256 != answer.sha256

    def unchanged(self, code: str, url: str, at: datetime) -> None:
        """Note that an address answered, and had not changed."""
        with self._lock:
            self._buffer.unchanged[code, url] = at

    @property
    def is_full(self) -> bool:
        """Whether a batch is worth writing."""
        return len(self._buffer.answers) >= BATCH

    def flush(self) -> None:
        """Write what is buffered: rows in one transaction, then the bytes."""
        with self._flushing:
            with self._lock:
                buffer = _Buffer(list(self._buffer.answers), dict(self._buffer.unchanged))
            if not buffer.answers and not buffer.unchanged:
                return
            self._write(buffer.answers, buffer.unchanged)
            with self._lock:
                self._buffer.answers = self._buffer.answers[len(buffer.answers) :]
                self._bodies = {answer.sha256: answer.body for answer in self._buffer.answers}
                for key, at in buffer.unchanged.items():
                    if self._buffer.unchanged.get(key) == at:
                        del self._buffer.unchanged[key]

    def mark_hubs(self, code: str, urls: Iterable[str]) -> None:
        """Say which addresses to look at every night; all others are not."""
        self.flush()
        with self.database.session() as session:
            wanted = set(urls)
            for page in session.scalars(select(Page).where(Page.institution_code == code)):
                page.is_hub = page.url in wanted


def write_pages(
    database: Database, archive: Archive, answers: Sequence[Answer], unchanged: Unchanged
) -> None:
    """Write full answers and what had not changed: rows in one transaction, then the bytes."""
    with database.session() as session:
        upsert(session, Page, [_page_row(a) for a in answers], ("institution_code", "url"), _page_changes)
        captures = [_capture_row(answer) for answer in answers]
        upsert(session, Capture, captures, ("institution_code", "url", "sha256"), nothing)
        if unchanged:  # after the pages: one may have been new a moment before
            checked = [{"code": code, "asked": url, "at": at} for (code, url), at in unchanged.items()]
            session.connection().execute(_CHECKED, checked)
    for answer in answers:
        archive.put(answer.body, durable=answer.durable)


_CHECKED = (
    update(Page)
    .where(Page.institution_code == bindparam("code"), Page.url == bindparam("asked"))
    .values(checked_at=bindparam("at"))
)


def _page_row(answer: Answer) -> dict[str, Any]:
    state = answer.state()
    return {
        "institution_code": answer.institution_code,
        "url": answer.url,
        "final_url": state.final_url if state.final_url != answer.url else None,
        "is_hub": False,
        "status": state.status,
        "content_type": state.content_type,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "sha256": state.sha256,
        "checked_at": answer.at,
        "changed_at": answer.at,
    }


def _page_changes(new: Any) -> dict[str, Any]:
    """A known page takes what is new; it changed only where its bytes did."""
    taken = ("final_url", "status", "content_type", "etag", "last_modified", "sha256", "checked_at")
    changed = case((Page.sha256 != new.sha256, new.changed_at), else_=Page.changed_at)
    return {name: new[name] for name in taken} | {"changed_at": changed}


def _capture_row(answer: Answer) -> dict[str, Any]:
    return {
        "institution_code": answer.institution_code,
        "url": answer.url,
        "sha256": answer.sha256,
        "size": len(answer.body),
        "status": answer.status,
        "captured_at": answer.at,
        "headers": {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers},
    }


def _state(page: Page) -> PageState:
    return PageState(
        sha256=page.sha256,
        status=page.status,
        final_url=page.final_url or page.url,
        content_type=page.content_type,
        etag=page.etag,
        last_modified=page.last_modified,
        checked_at=page.checked_at,
        is_hub=page.is_hub,
    )
