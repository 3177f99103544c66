"""A TLS server without secure renegotiation (RFC 5746): OpenSSL's can no longer be one, GnuTLS's can."""

import contextlib
import ctypes
import socket
from pathlib import Path
from typing import Any, Self

_PRIORITY = b"NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION"
# Constants of gnutls.h.
_SERVER, _CERTIFICATE, _PEM, _SHUT_WR = 1, 1, 1, 1


def library() -> Any:
    """Return the library, declared as far as it is used; None where it is not installed."""
    try:
        found = ctypes.CDLL("libgnutls.so.30")
    except OSError:
        return None
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, arguments in {
        "certificate_allocate_credentials": (pointer,),
        "certificate_set_x509_key_file": (pointer, text, text, number),
        "init": (pointer, ctypes.c_uint),
        "deinit": (pointer,),
        "priority_set_direct": (pointer, text, pointer),
        "credentials_set": (pointer, number, pointer),
        "transport_set_int2": (pointer, number, number),
        "handshake": (pointer,),
        "error_is_fatal": (number,),
        "record_recv": (pointer, pointer, ctypes.c_size_t),
        "record_send": (pointer, text, ctypes.c_size_t),
        "bye": (pointer, number),
    }.items():
        getattr(found, f"gnutls_{name}").argtypes = arguments
    found.gnutls_record_recv.restype = found.gnutls_record_send.restype = ctypes.c_ssize_t
    return found


class WithoutSecureRenegotiation:
    """What a host does TLS with; the part of `ssl.SSLContext` that a server needs."""

    def __init__(self, certificate: Path) -> None:
        self.library = library()
        self.credentials = ctypes.c_void_p()
        self.library.gnutls_certificate_allocate_credentials(ctypes.byref(self.credentials))
        path = str(certificate).encode()
        loaded = self.library.gnutls_certificate_set_x509_key_file(self.credentials, path, path, _PEM)
        if loaded != 0:
            raise OSError(f"the certificate is not taken: {loaded}")

    def wrap_socket(self, client: socket.socket, *, server_side: bool) -> "Connection":
        """Shake hands; OSError where the client will not."""
        assert server_side
        return Connection(self, client)


class Connection:
    """One connection after its handshake; the part of `ssl.SSLSocket` that a server needs."""

    def __init__(self, server: WithoutSecureRenegotiation, client: socket.socket) -> None:
        self._library = server.library
        self._session = ctypes.c_void_p()
        self._library.gnutls_init(ctypes.byref(self._session), _SERVER)
        self._library.gnutls_priority_set_direct(self._session, _PRIORITY, None)
        self._library.gnutls_credentials_set(self._session, _CERTIFICATE, server.credentials)
        self._library.gnutls_transport_set_int2(self._session, client.fileno(), client.fileno())
        while (done := self._library.gnutls_handshake(self._session)) < 0:
            if self._library.gnutls_error_is_fatal(done):
                self._library.gnutls_deinit(self._session)
                raise OSError(f"no handshake: {done}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._library.gnutls_deinit(self._session)

    def recv(self, size: int) -> bytes:
        """Return what comes, at most `size` bytes; nothing at the end."""
        room = ctypes.create_string_buffer(size)
        came = self._library.gnutls_record_recv(self._session, room, size)
        return room.raw[: max(0, came)]

    def sendall(self, data: bytes) -> None:
        """Send all; OSError where nobody takes it."""
        while data:
            sent = self._library.gnutls_record_send(self._session, data, len(data))
            if sent <= 0:
                raise OSError(f"not sent: {sent}")
            data = data[sent:]

    def unwrap(self) -> None:
        """Say that nothing more will come."""
        with contextlib.suppress(OSError):
            self._library.gnutls_bye(self._session, _SHUT_WR)
