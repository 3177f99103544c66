"""A small web behind a proxy: hosts whose answers a function makes, and when each was asked."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support import Place
from tests.xxgk_spiders.middlewares.listening import listening

Reply = tuple[int, dict[str, str], str | bytes]
"""Status, headers, body."""


@dataclass
class Web:
    """The running web. `asked` are address, start and end of each answer in seconds."""

    hosts: dict[str, Callable[[str, int], Reply]]
    asked: list[tuple[str, float, float]] = field(default_factory=list)
    port: int = 0
    most_at_once: int = 0

    @property
    def urls(self) -> list[str]:
        """What was asked for, in order."""
        return [url for url, _, _ in self.asked]

    def starts(self, part: str = "") -> list[float]:
        """When addresses with a part were asked for."""
        return [start for url, start, _ in self.asked if part in url]


@dataclass(slots=True)
class OnWeb(Place):
    """A place whose only web is a small one."""

    web: Web | None = None

    def environment(self) -> dict[str, str]:
        assert self.web is not None
        address = f"http://127.0.0.1:{self.web.port}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        return Place.environment(self) | dict.fromkeys(names, address)


@contextmanager
def small_web(hosts: dict[str, Callable[[str, int], Reply]], seconds: float = 0.0) -> Iterator[Web]:
    """Run a web; each function gets the path and how often it was asked for. `seconds` is the latency."""
    web = Web(hosts)
    lock = threading.Lock()
    counts: dict[str, int] = {}
    open_now: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                while self.once():
                    pass

        def once(self) -> bool:
            line = self.rfile.readline().decode("latin-1").split()
            while self.rfile.readline().strip():
                pass
            if len(line) != 3:
                return False
            host, _, path = line[1].partition("://")[2].partition("/")
            start = time.time()
            with lock:
                counts[line[1]] = counts.get(line[1], 0) + 1
                open_now.append(host)
                web.most_at_once = max(web.most_at_once, len(open_now))
            if seconds:
                threading.Event().wait(seconds)
            make = web.hosts.get(host)
            status, headers, body = make(f"/{path}", counts[line[1]]) if make else (502, {}, "")
            if line[0] == "CONNECT":
                status, headers, body = 502, {}, ""
            data = body if isinstance(body, bytes) else body.encode()
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))} | headers
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            with lock:
                open_now.remove(host)
                web.asked.append((line[1], start, time.time()))
            self.wfile.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + data)
            return True

    with listening(Handler) as web.port:
        yield web
