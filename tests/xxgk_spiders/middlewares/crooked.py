"""A forward proxy whose hosts speak TLS badly; what they say comes from the campus behind it."""

import contextlib
import socket
import socketserver
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.xxgk_spiders.middlewares.gnutls import Connection, WithoutSecureRenegotiation
from tests.xxgk_spiders.middlewares.listening import listening

CHUNK = 65_536
Contexts = dict[str, ssl.SSLContext | WithoutSecureRenegotiation | None]
"""How each host does TLS; None hangs up on it."""
OAKLEY_2 = (
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"
)
"""The prime of 1,024 bits that servers used for years (RFC 2409, 6.2)."""


def short_parameters() -> bytes:
    """Encode them as PKCS #3 has it: a sequence of the prime and the generator 2."""
    prime = b"\x02\x81\x81\x00" + bytes.fromhex(OAKLEY_2)
    return b"\x30\x81" + bytes([len(prime) + 3]) + prime + b"\x02\x01\x02"


def certificate(folder: Path, bits: int = 2048, days: int = 30) -> Path:
    """Write a self-signed certificate of a key of so many bits; negative days have expired."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bieren.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{bits}{days}.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def context(folder: Path, *, highest: ssl.TLSVersion | None = None, short_dh: bool = False) -> ssl.SSLContext:
    """Make a server's context: an old protocol, or a key exchange that is too short."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers("ALL:@SECLEVEL=0")
    if highest is not None:
        with warnings.catch_warnings():  # that it is old is the point
            warnings.simplefilter("ignore")
            made.minimum_version, made.maximum_version = ssl.TLSVersion.TLSv1, highest
    if short_dh:
        made.maximum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers("DHE:@SECLEVEL=0")
        path = folder / "dh.pem"
        path.write_text(ssl.DER_cert_to_PEM_cert(short_parameters()).replace("CERTIFICATE", "DH PARAMETERS"))
        made.load_dh_params(str(path))
    made.load_cert_chain(certificate(folder, days=-1 if short_dh else 30))
    return made


@dataclass
class Crooked:
    """The running proxy: how each host does TLS, and what was asked (method and address)."""

    campus_port: int
    contexts: Contexts = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def environment(self) -> dict[str, str]:
        address = f"http://127.0.0.1:{self.port}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        return dict.fromkeys(names, address) | {"no_proxy": "", "NO_PROXY": ""}


@contextmanager
def crooked(campus_port: int, contexts: Contexts) -> Iterator[Crooked]:
    """Run the proxy; a host without a context hangs up on TLS, another one does not listen there."""
    state = Crooked(campus_port, contexts)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                serve(state, self.request)

    with listening(Handler) as state.port:
        yield state


def serve(state: Crooked, client: socket.socket) -> None:
    """Answer one connection: plain requests by the campus, tunnels as their hosts do TLS."""
    head = read_head(client)
    method, target = head.split(b" ", 2)[:2]
    host = target.decode().partition("://")[2].partition("/")[0].partition(":")[0]
    if method != b"CONNECT":
        state.asked.append(f"{method.decode()} {target.decode()}")
        client.sendall(from_campus(state, method, target, host))
        return
    host = target.decode().partition(":")[0]
    state.asked.append(f"CONNECT {host}")
    if host not in state.contexts:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    wanted = state.contexts[host]
    if wanted is None:
        return
    with wanted.wrap_socket(client, server_side=True) as inside:
        head = read_head(inside)
        method, path = head.split(b" ", 2)[:2]
        url = b"http://" + host.encode() + path
        state.asked.append(f"{method.decode()} https{url.decode()[4:]}")
        inside.sendall(from_campus(state, method, url, host))
        with contextlib.suppress(OSError):
            inside.unwrap()


def from_campus(state: Crooked, method: bytes, url: bytes, host: str) -> bytes:
    """Fetch from the campus over plain http."""
    with socket.create_connection(("127.0.0.1", state.campus_port)) as upstream:
        upstream.sendall(
            method + b" " + url + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n\r\n"
        )
        return b"".join(iter(lambda: upstream.recv(CHUNK), b""))


def read_head(connection: socket.socket | Connection) -> bytes:
    """Read up to the blank line."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(CHUNK)
        if not piece:
            raise OSError("no request came")
        data += piece
    return data
