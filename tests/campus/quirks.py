"""Misbehaviour as data: how an answer departs from what a good server would send.

A quirk is a table in a `portal.toml` (`kind` and parameters). Those that only
change the answer are applied once, when it is made; those that change the
conversation (hang, reset, cut transfers, streams) are played by the server.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.campus.wire import Answer, html_answer

CONVERSATION = frozenset({"hang", "reset", "truncate", "stream", "stall", "delay"})
"""Kinds that the server plays; the others only change the answer."""

KINDS = CONVERSATION | {
    "status",
    "headers",
    "redirect",
    "content_type",
    "charset",
    "cut",
    "empty",
    "captcha",
    "changes",
    "body",
    "referer",
    "cookie",
    "busy",
}
NO_HEADERS: Mapping[str, str] = {}


class QuirkError(ValueError):
    """A quirk's table is not one that this module knows."""


@dataclass(frozen=True, slots=True)
class Quirk:
    """One departure; the fields that a kind uses are named in `apply` and the server.

    `seconds` delays; `size` is in bytes (the whole body of a stream); `keep` is
    the share of the body that is really sent (0 to 1); `after` counts visits.
    `referer` asks for a captcha unless the request says which page it comes from;
    `cookie` redirects to the same address until its cookie `to` comes back; `busy`
    answers `status` the first `after` times.
    """

    kind: str
    status: int = 500
    seconds: float = 0.0
    size: int = 0
    keep: float = 0.5
    after: int = 1
    to: str = ""
    content_type: str = ""
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> "Quirk":
        """Read a TOML table; `host` and `path` (where it applies) are ignored here."""
        values = {k: v for k, v in table.items() if k not in ("host", "path")}
        if values.get("kind") not in KINDS:
            raise QuirkError(f"unknown quirk: {values.get('kind')!r}")
        try:
            return cls(**values)
        except TypeError as error:
            raise QuirkError(str(error)) from None

    @property
    def conversational(self) -> bool:
        """Whether the server plays it rather than sending a plain answer."""
        return self.kind in CONVERSATION

    @property
    def total(self) -> bool:
        """Whether a host that has it as a whole fails for robots.txt, too."""
        return self.kind in ("hang", "reset", "status")

    def apply(
        self, answer: Answer, target: str, visits: int, request: Mapping[str, str] = NO_HEADERS
    ) -> Answer:
        """Return `answer` as this quirk makes it; `visits` counts from 1, `request` are its headers."""
        match self.kind:
            case "status":
                page = html_answer(self.body or f"<h1>{self.status}</h1>", status=self.status)
                return replace(page, headers=tuple(self.headers.items()))
            case "referer":
                return answer if request.get("referer") else html_answer(CAPTCHA)
            case "cookie" if self.to not in request.get("cookie", ""):
                pairs = (("Location", target), ("Set-Cookie", f"{self.to}=1; path=/"))
                return Answer(status=302, headers=pairs)
            case "busy" if visits <= self.after:
                page = html_answer(self.body or f"<h1>{self.status}</h1>", status=self.status)
                return replace(page, headers=tuple(self.headers.items()))
            case "headers":
                return replace(answer, headers=answer.headers + tuple(self.headers.items()))
            case "redirect":
                return _redirect(self, target)
            case "content_type":
                return replace(answer, content_type=self.content_type)
            case "charset":
                bare = answer.content_type.split(";")[0]
                lie = f"{bare}; charset={self.to}" if self.to else bare
                return replace(answer, content_type=lie)
            case "cut":
                return replace(answer, body=answer.body[: int(len(answer.body) * self.keep)])
            case "empty":
                return replace(answer, body=b"")
            case "captcha":
                return html_answer(CAPTCHA)
            case "body":
                return replace(answer, body=self.body.encode())
            case "changes" if visits > self.after:
                changed = self.body.encode() if self.body else answer.body + b"\n<!-- revised -->"
                return replace(answer, body=changed, etag=None, last_modified=None)
        return answer


def _redirect(quirk: Quirk, target: str) -> Answer:
    """Answer with a redirect; `{n}` in `to` is one more than the number in the request."""
    found = re.search(r"[0-9]{1,9}", target)
    to = quirk.to.replace("{n}", str(int(found.group()) + 1 if found else 1))
    status = quirk.status if 300 <= quirk.status < 400 else 302
    return Answer(status=status, headers=(("Location", to), *quirk.headers.items()))


CAPTCHA = """<html><head><title>附件下载</title></head><body>
<form name="down" method="post" action="">
<p>为防止恶意下载，请先填写图中字符。</p>
<p>请输入验证码下载附件：<input type="text" name="codeValue" size="4">
<img src="/system/resource/js/filedownload/createimage.jsp?randnum=0" onclick="again()"></p>
<input type="submit" value="确定"></form></body></html>"""
