"""Certificates made for a test: an authority of its own, and what it signs for a server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Who signs. `path`: the file that a desk is given."""

    path: Path
    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    def sign(self, host: str, since: int, until: int) -> tuple[bytes, bytes]:
        """A server's certificate and key (PEM), good from so many days from now to so many."""
        key = ec.generate_private_key(ec.SECP256R1())
        built = _begun(_name(host), self.name, key.public_key(), since, until).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return built.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), secret


def authority(path: Path) -> Authority:
    """A new authority, its certificate in this file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _name(path.stem)
    built = _begun(name, name, key.public_key(), -30, 30).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    path.write_bytes(built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return Authority(path, key, name)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, since: int, until: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + since * _DAY)
        .not_valid_after(now + until * _DAY)
    )
