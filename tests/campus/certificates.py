"""A throw-away certificate authority that vouches for any host."""

import ipaddress
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Makes a server-side TLS context a host, on first use.

    Keys are P-256 and one leaf key serves all hosts: a certificate costs a
    fraction of a millisecond. Nothing outlives the object's temporary folder.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="campus-ca-")
        self._ca_key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Imitation Campus CA")])
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.certificate = self._sign(self._ca_name, self._ca_key.public_key(), authority=True)

    def context(self, host: str) -> ssl.SSLContext:
        """Return the TLS context (1.2 or newer) that answers as `host`."""
        found = self._contexts.get(host)
        if found is None:
            found = self._contexts[host] = self._make(host)
        return found

    def close(self) -> None:
        """Remove the keys."""
        self._contexts.clear()
        self._folder.cleanup()

    def _make(self, host: str) -> ssl.SSLContext:
        # A common name holds 64 characters at most; the alternative name is what counts.
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64] or "campus")])
        leaf = self._sign(subject, self._leaf_key.public_key(), host=host)
        key = self._leaf_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        chain = Path(self._folder.name) / f"{len(self._contexts)}.pem"
        chain.write_bytes(key + leaf.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        context.load_cert_chain(chain)
        chain.unlink()
        return context

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        *,
        host: str = "",
        authority: bool = False,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._ca_name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([_general_name(host)]), critical=False
            )
        return builder.sign(self._ca_key, hashes.SHA256())


def _general_name(host: str) -> x509.GeneralName:
    """Name an address or a host in a certificate."""
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    return x509.DNSName(host if host.isascii() else host.encode("idna").decode("ascii"))
