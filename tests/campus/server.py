"""The forward proxy: one asyncio protocol for plain, tunnelled and misbehaving answers."""

import asyncio
import contextlib
import os
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from tests.campus import wire
from tests.campus.certificates import Authority
from tests.campus.quirks import Quirk
from tests.campus.site import Web

CHUNK = 64 * 1024


class Ledger:
    """Writes one line a request: time, method, address, status, bytes.

    A line is written before its answer, so that a client that has the answer finds
    the line; only for bodies that are cut or streamed, after the last byte.
    """

    def __init__(self, path: Path | None) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._file = os.open(path, flags, 0o600) if path else -1

    def add(self, method: str, url: str, status: int, size: int) -> None:
        """Append one line; `status` 0 says that no answer was sent."""
        if self._file >= 0:
            line = f"{time.time():.6f}\t{method}\t{url}\t{status}\t{size}\n"
            os.write(self._file, line.encode("utf-8", "replace"))

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class Proxy:
    """What the connections share: the web, the certificates, the ledger.

    `latency` is in seconds, before every answer.
    """

    def __init__(self, web: Web, ledger: Ledger, latency: float = 0.0) -> None:
        self.web = web
        self.ledger = ledger
        self.latency = latency
        self.authority = Authority()
        self.connections: set[Connection] = set()
        self.tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int) -> int:
        """Listen on loopback; 0 takes any free port. Returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", port, backlog=512)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Drop every connection and wait until all is quiet."""
        if self._server is not None:
            self._server.close()
        for task in tuple(self.tasks):
            task.cancel()
        for connection in tuple(self.connections):
            connection.drop()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
        self.ledger.close()
        self.authority.close()

    def spawn(self, work: Any) -> None:
        """Run a coroutine that ends with its connection or with the proxy."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


class Connection(asyncio.Protocol):
    """One client connection; after CONNECT, a second one inside the tunnel."""

    def __init__(self, proxy: Proxy, tunnel: str | None = None) -> None:
        self.proxy = proxy
        self.tunnel = tunnel
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.skip = 0
        self.busy = False
        self.deaf = False
        self.writable = asyncio.Event()
        self.writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.proxy.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.writable.set()
        self.proxy.connections.discard(self)

    def pause_writing(self) -> None:
        self.writable.clear()

    def resume_writing(self) -> None:
        self.writable.set()

    def drop(self) -> None:
        """End the connection at once."""
        if self.transport is not None:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self.deaf and self.transport is not None:  # whatever is said, it is not understood
            self.transport.write(b"not TLS at all\r\n")
            self.transport.close()
            return
        self.buffer += data
        self.pump()

    def pump(self) -> None:
        """Serve what the buffer holds, one request after the other."""
        while not self.busy and self.transport is not None:
            if self.skip:
                taken = min(self.skip, len(self.buffer))
                self.buffer, self.skip = self.buffer[taken:], self.skip - taken
                if self.skip:
                    return
            head, blank, rest = self.buffer.partition(b"\r\n\r\n")
            if not blank:
                if len(self.buffer) > wire.MAX_HEAD:
                    self.refuse(431, "request head too large")
                return
            try:
                request = wire.parse(head, self.tunnel)
            except wire.BadRequestError as error:
                self.buffer = rest
                self.refuse(400, str(error))
                return
            length = request.body_length
            if request.method == "POST" and length <= wire.MAX_FORM:
                if len(rest) < length:
                    return
                request.form, rest, length = rest[:length].decode("utf-8", "replace"), rest[length:], 0
            self.buffer, self.skip = rest, length
            self.serve(request)

    def serve(self, request: wire.Request) -> None:
        """Answer one request, or hand it to what takes time."""
        if request.method == "CONNECT":
            self.connect(request)
            return
        site = self.proxy.web.site(request.host)
        if site is None or site.reach(request.scheme) == "refused":
            why = "could not be resolved" if site is None else "refused the connection"
            self.send(request, gateway_error(request.host, why))
            return
        if request.method not in ("GET", "HEAD", "POST"):
            self.send(request, wire.html_answer("<h1>405</h1>", status=405))
            return
        answer, quirk = site.respond(request.target, request.headers, request.form)
        if quirk is not None and quirk.conversational:
            self.busy = True
            self.proxy.spawn(self.play(request, answer, quirk))
        elif self.proxy.latency:
            self.busy = True
            loop = asyncio.get_running_loop()
            loop.call_later(self.proxy.latency, self.send_late, request, answer)
        else:
            self.send(request, answer)

    def send_late(self, request: wire.Request, answer: wire.Answer) -> None:
        """Send an answer whose time has come, and go on."""
        self.send(request, answer)
        self.busy = False
        self.pump()

    def send(self, request: wire.Request, answer: wire.Answer) -> None:
        """Send a complete answer, or 304 where the client's copy is current."""
        transport = self.transport
        if transport is None:
            return
        conditional = answer.status == 200 and request.method != "POST"
        if conditional and wire.not_modified(answer, request.headers):
            answer = wire.Answer(status=304, etag=answer.etag, last_modified=answer.last_modified)
        close = not request.keep_alive
        size = len(answer.body)
        if request.method == "HEAD":
            payload, size = self.bare_head(answer, close), 0
        elif close:
            payload = answer.head(close=True) + answer.body
        else:
            payload = answer.whole()
        self.proxy.ledger.add(request.method, request.url, answer.status, size)
        transport.write(payload)
        if close:
            transport.close()

    def bare_head(self, answer: wire.Answer, close: bool) -> bytes:
        """Encode what HEAD answers; some download scripts then claim to be HTML."""
        if not answer.head_type:
            return answer.head(close=close)
        bare = wire.Answer(status=answer.status, content_type=answer.head_type)
        return bare.head(0, close=close)

    def refuse(self, status: int, why: str) -> None:
        """Answer what is not HTTP, and close."""
        if self.transport is not None:
            self.proxy.ledger.add("-", "-", status, 0)
            answer = wire.html_answer(why, status=status)
            self.transport.write(answer.head(close=True) + answer.body)
            self.transport.close()

    def connect(self, request: wire.Request) -> None:
        """Open a tunnel, or fail as a proxy does when it cannot."""
        transport = self.transport
        if transport is None:
            return
        site = self.proxy.web.site(request.host)
        reach = site.reach("https") if site else "unknown"
        if site is None or reach == "refused":
            why = "could not be resolved" if site is None else "refused the connection"
            answer = gateway_error(request.host, why)
            self.proxy.ledger.add("CONNECT", request.host, answer.status, 0)
            transport.write(answer.head(close=True) + answer.body)
            transport.close()
            return
        self.busy = True
        self.proxy.ledger.add("CONNECT", request.host, 200, 0)
        if reach == "broken":
            self.buffer, self.deaf = b"", True
            transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            return
        transport.pause_reading()
        transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.proxy.spawn(self.secure(transport, request.host))

    async def secure(self, transport: asyncio.Transport, host: str) -> None:
        """Speak TLS as `host` on this connection from now on."""
        inner = Connection(self.proxy, tunnel=host)
        site = self.proxy.web.site(host)
        context = self.proxy.authority.context(host, site.https if site else "ok")
        loop = asyncio.get_running_loop()
        try:
            tls = await loop.start_tls(transport, inner, context, server_side=True)
        except (OSError, ValueError):  # ssl.SSLError is an OSError
            transport.abort()
        else:
            if tls is None:
                return
            # start_tls gives the new transport to its caller, not to the protocol.
            inner.connection_made(tls)
            inner.pump()
        finally:
            self.proxy.connections.discard(self)

    async def play(self, request: wire.Request, answer: wire.Answer, quirk: Quirk) -> None:
        """Play a quirk of the conversation, then go on with the next request."""
        sent = 0
        try:
            if quirk.kind == "hang":
                self.proxy.ledger.add(request.method, request.url, 0, 0)
                return
            if quirk.kind == "reset":
                self.proxy.ledger.add(request.method, request.url, 0, 0)
                self.reset()
                return
            if quirk.kind == "delay":
                await asyncio.sleep(quirk.seconds)
                self.send(request, answer)
                self.busy = False
                self.pump()
                return
            sent = await self.partly(request, answer, quirk)
        finally:
            if quirk.kind in ("truncate", "stream", "stall"):
                self.proxy.ledger.add(request.method, request.url, answer.status, sent)
        if self.transport is not None:
            self.transport.close()

    async def partly(self, request: wire.Request, answer: wire.Answer, quirk: Quirk) -> int:
        """Send a body that is cut, stalls, or is made while it is sent; returns its bytes."""
        transport = self.transport
        if transport is None:
            return 0
        total = quirk.size if quirk.kind == "stream" else len(answer.body)
        transport.write(answer.head(total, close=True))
        if request.method == "HEAD":
            return 0
        if quirk.kind == "stream":
            return await self.stream(answer.body, total)
        part = answer.body[: int(total * quirk.keep)]
        transport.write(part)
        if quirk.kind == "stall":
            await asyncio.sleep(quirk.seconds or 3600.0)
        return len(part)

    async def stream(self, start: bytes, total: int) -> int:
        """Send `start` and filler up to `total` bytes, no faster than they are taken."""
        sent = 0
        filler = b"<p>filler filler filler</p>\n" * (CHUNK // 28)
        piece = start[:total]
        while self.transport is not None and piece:
            self.transport.write(piece)
            sent += len(piece)
            await self.writable.wait()
            await asyncio.sleep(0)
            piece = filler[: total - sent]
        return sent

    def reset(self) -> None:
        """Send RST rather than FIN."""
        if self.transport is None:
            return
        sock = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


def gateway_error(host: str, why: str) -> wire.Answer:
    """Answer as a proxy that cannot reach `host`."""
    return wire.html_answer(f"<h1>502</h1><p>{host} {why}</p>", status=502)


def quiet(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report only what is our own fault: clients may vanish at any moment."""
    if not isinstance(context.get("exception"), OSError):
        loop.default_exception_handler(context)


async def run(
    web: Web,
    port: int,
    log: Path | None,
    ready: Callable[[int], None],
    until: Callable[[], Any],
    latency: float = 0.0,
) -> None:
    """Serve `web` until the coroutine made by `until` returns; `ready` gets the port."""
    asyncio.get_running_loop().set_exception_handler(quiet)
    proxy = Proxy(web, Ledger(log), latency)
    try:
        ready(await proxy.start(port))
        await until()
    finally:
        await proxy.stop()
