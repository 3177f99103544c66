"""TLS as a host needs it: the usual first, weaker only where the usual fails, nothing verified.

Many portals have certificates that are expired or another host's, keys that are
too short, or servers from before 2010; what they publish is public, so they are
read all the same, and what was accepted is recorded (`Host.certificate`).
"""

import ipaddress
from typing import Any, cast

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from xxgk_spiders.middlewares.hosts import Host, HostBook, Rung, host_book

# OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT, SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION and
# SSL_OP_IGNORE_UNEXPECTED_EOF (ssl.h): the binding has no names for them.
_LEGACY_CONNECT, _LEGACY_RENEGOTIATION, _IGNORE_EOF = 0x4, 0x40000, 0x80
_CIPHERS = {
    Rung.MODERN: b"DEFAULT",
    Rung.WEAKER: b"DEFAULT:@SECLEVEL=1",
    Rung.WEAKEST: b"ALL:COMPLEMENTOFALL:!aNULL:!eNULL:@SECLEVEL=0",
}
_LOWEST = {Rung.MODERN: SSL.TLS1_2_VERSION, Rung.WEAKER: SSL.TLS1_VERSION, Rung.WEAKEST: SSL.TLS1_VERSION}
_WORDS = {10: "expired", 9: "not yet valid", 18: "self-signed", 19: "self-signed", 62: "of another name"}
"""What people say for the errors of OpenSSL's X509_verify_cert that are common (x509_vfy.h)."""
OTHER_NAME, UNTRUSTED = "of another name", "of an unknown issuer"


def context(rung: Rung) -> SSL.Context:
    """Make the context of a rung; the lowest of all has no TLS and no context."""
    made = SSL.Context(SSL.TLS_CLIENT_METHOD)
    made.set_min_proto_version(_LOWEST[rung])
    made.set_cipher_list(_CIPHERS[rung])
    made.set_options(SSL.OP_NO_COMPRESSION | _IGNORE_EOF)
    if rung is Rung.WEAKEST:
        made.set_options(_LEGACY_CONNECT | _LEGACY_RENEGOTIATION)
    made.set_default_verify_paths()
    return made


@implementer(IPolicyForHTTPS)
class LadderPolicy:
    """Gives each connection the context of its host's rung; contexts are made once."""

    def __init__(self, book: HostBook) -> None:
        self._book = book
        self._contexts: dict[Rung, SSL.Context] = {}

    def creatorForNetloc(self, hostname: bytes | str, port: int) -> "Connector":  # noqa: N802
        """Return what opens a connection to a host."""
        name = hostname.decode("ascii") if isinstance(hostname, bytes) else hostname
        host = self._book[name.lower()]
        rung = min(host.rung, Rung.WEAKEST)
        made = self._contexts.get(rung)
        if made is None:
            made = self._contexts[rung] = context(rung)
        return Connector(made, name, host)


@implementer(IOpenSSLClientConnectionCreator)
class Connector:
    """Opens one connection, and notes what is not right with the certificate."""

    def __init__(self, made: SSL.Context, name: str, host: Host) -> None:
        self._context, self._name, self._host = made, name, host

    def clientConnectionForTLS(self, tls_protocol: Any) -> SSL.Connection:  # noqa: N802
        """Return a client's connection; a literal address sends no name (RFC 6066, 3)."""
        connection = SSL.Connection(self._context, None)
        if not is_address(self._name):
            connection.set_tlsext_host_name(self._name.encode("idna"))
        connection.set_connect_state()
        connection.set_verify(SSL.VERIFY_PEER, self._accept)
        return connection

    def _accept(self, connection: SSL.Connection, certificate: X509, error: int, depth: int, ok: int) -> bool:
        """Accept whatever is shown. An exception in here would be lost inside OpenSSL."""
        if not ok:
            self._host.certificate = self._host.certificate or _WORDS.get(error, UNTRUSTED)
        elif depth == 0 and self._host.certificate is None and not fits(certificate, self._name):
            self._host.certificate = OTHER_NAME
        return True


def fits(certificate: X509, name: str) -> bool:
    """Whether a certificate is one for a host."""
    try:
        wanted = IPAddress_ID(name) if is_address(name) else DNS_ID(name)
        verify_service_identity(extract_patterns(certificate), [wanted], [])
    except Exception:  # whatever is in a certificate, it is read by nobody else
        return False
    return True


def is_address(name: str) -> bool:
    """Whether a host is a literal address."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


IDLE_SECONDS = 10
"""An idle connection is kept so long: each holds some 100 KB, and a crawl meets thousands of hosts."""


class LadderDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler, with the contexts of the ladder."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.cachedConnectionTimeout = IDLE_SECONDS
        self._contextFactory = cast("IPolicyForHTTPS", LadderPolicy(host_book(crawler)))
