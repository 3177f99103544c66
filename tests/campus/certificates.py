"""A throw-away certificate authority that vouches for any host."""

import base64
import ipaddress
import ssl
import tempfile
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
OAKLEY = bytes.fromhex(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"
)
"""The prime of 1,024 bits of RFC 2409, too small for today's clients."""


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
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}
        self.certificate = self._sign(self._ca_name, self._ca_key.public_key(), authority=True)

    def context(self, host: str, kind: str = "ok") -> ssl.SSLContext:
        """Return the TLS context that answers as `host`.

        `kind` is ok (1.2 or newer), old (nothing newer than 1.0) or weak (a
        Diffie-Hellman key of 1,024 bits).
        """
        found = self._contexts.get((host, kind))
        if found is None:
            found = self._contexts[host, kind] = self._make(host, kind)
        return found

    def close(self) -> None:
        """Remove the keys."""
        self._contexts.clear()
        self._folder.cleanup()

    def _make(self, host: str, kind: str) -> ssl.SSLContext:
        # A common name holds 64 characters at most; the alternative name is what counts.
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64] or "campus")])
        key: Key = self._leaf_key if kind == "ok" else rsa.generate_private_key(65537, 2048)
        leaf = self._sign(subject, key.public_key(), host=host)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        chain = Path(self._folder.name) / f"{len(self._contexts)}.pem"
        chain.write_bytes(secret + leaf.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "ok":
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            context.set_alpn_protocols(["http/1.1"])
        else:
            self._weaken(context, kind)
        context.load_cert_chain(chain)
        chain.unlink()
        return context

    def _weaken(self, context: ssl.SSLContext, kind: str) -> None:
        """Have a context speak as servers do that nobody has touched for years."""
        if kind == "old":
            context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
            return
        context.set_ciphers("DHE-RSA-AES128-SHA:DHE-RSA-AES256-SHA:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
        path = Path(self._folder.name) / "dh.pem"
        # PKCS #3: a sequence of the prime and of the generator, which is 2.
        sequence = bytes.fromhex("30818702818100") + OAKLEY + bytes.fromhex("020102")
        text = base64.encodebytes(sequence).decode()
        path.write_text(f"-----BEGIN DH PARAMETERS-----\n{text}-----END DH PARAMETERS-----\n")
        context.load_dh_params(str(path))

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
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
