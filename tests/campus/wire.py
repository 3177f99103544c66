"""HTTP/1.1 as bytes: requests in, answers out, no sockets."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

MAX_HEAD = 64 * 1024
MAX_FORM = 64 * 1024
"""A longer body is skipped."""


class BadRequestError(ValueError):
    """The bytes are not a request that this server understands."""


@dataclass(slots=True)
class Request:
    """One request: `target` is origin-form (path and query), `host` lower case without port."""

    method: str
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    body_length: int
    keep_alive: bool
    form: str | None = None

    @property
    def url(self) -> str:
        """The absolute address that was asked for."""
        return f"{self.scheme}://{self.host}{self.target}"


@dataclass(slots=True)
class Answer:
    """What is sent back; immutable by habit, its encoded form is kept."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: datetime | None = None
    head_type: str = ""
    encoded: bytes = field(default=b"", init=False, repr=False)

    def head(self, length: int | None = None, *, close: bool = False) -> bytes:
        """Encode status line and headers; `length` overrides Content-Length."""
        lines = [f"HTTP/1.1 {self.status} {reason(self.status)}"]
        if self.status != 304:
            if self.content_type:
                lines.append(f"Content-Type: {self.content_type}")
            lines.append(f"Content-Length: {len(self.body) if length is None else length}")
        if self.etag:
            lines.append(f"ETag: {self.etag}")
        if self.last_modified:
            lines.append(f"Last-Modified: {format_datetime(self.last_modified, usegmt=True)}")
        lines.extend(f"{name}: {value}" for name, value in self.headers)
        lines.append("Connection: close" if close else "Connection: keep-alive")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")

    def whole(self) -> bytes:
        """Head and body of a keep-alive answer, encoded once."""
        if not self.encoded:
            self.encoded = self.head() + self.body
        return self.encoded


def reason(status: int) -> str:
    """Return the usual reason phrase, for any number."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def html_answer(text: str, status: int = 200, encoding: str = "utf-8") -> Answer:
    """Wrap HTML text, encoded and declared alike."""
    body = text.encode(encoding, "xmlcharrefreplace")
    return Answer(status=status, body=body, content_type=f"text/html; charset={encoding}")


def with_validators(answer: Answer, kind: str, changed: datetime) -> Answer:
    """Add what `kind` names: `etag`, `last-modified`, `both` or `none`."""
    if kind in ("etag", "both"):
        answer.etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
    if kind in ("last-modified", "both"):
        answer.last_modified = changed.astimezone(UTC).replace(microsecond=0)
    return answer


def not_modified(answer: Answer, headers: Mapping[str, str]) -> bool:
    """Whether the client's copy is current (RFC 9110: If-None-Match goes first)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        wanted = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return answer.etag is not None and (answer.etag in wanted or "*" in wanted)
    since = headers.get("if-modified-since")
    if since is None or answer.last_modified is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return answer.last_modified <= moment


def parse(head: bytes, tunnel: str | None) -> Request:
    """Read a request's head (without the blank line).

    `tunnel` is the host of the CONNECT tunnel that it came through, None for a
    plain connection, where the absolute form or a Host header names the host.
    """
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise BadRequestError("not an HTTP/1 request line")
    method, target, version = parts
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequestError("a header without a colon")
        headers[name.strip().lower()] = value.strip()
    scheme, host = "https" if tunnel else "http", tunnel or headers.get("host", "")
    if method == "CONNECT":
        host, target = target, ""
    elif target[:7].lower() == "http://":
        host, slash, rest = target[7:].partition("/")
        target = slash + rest or "/"
    elif not target.startswith("/"):
        raise BadRequestError("a target that is neither absolute nor a path")
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isascii() or not length.isdigit():
        raise BadRequestError("a body without a plain Content-Length")
    wish = (headers.get("connection") or headers.get("proxy-connection") or "").lower()
    keep = wish != "close" if version != "HTTP/1.0" else wish == "keep-alive"
    return Request(method, scheme, bare_host(host), target, headers, int(length[:12]), keep)


def bare_host(authority: str) -> str:
    """Return the host of `host[:port]`, lower case, without a final dot."""
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host.partition("]")[0][1:].lower()
    return host.partition(":")[0].rstrip(".").lower()
