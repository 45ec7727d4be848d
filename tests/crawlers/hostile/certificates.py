"""Certificates made for a test: of an authority of its own, expired, for another name, self-signed."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Signs certificates; `root` is what one must trust to believe them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("An invented authority")
        self.root = folder / "root.pem"
        made = self._certificate(self._name, self._key, days=(-900, 900), is_root=True)
        self.root.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def server(
        self, *, ip: str = "127.0.0.1", days: tuple[int, int] = (-1, 1), trusted: bool = True
    ) -> ssl.SSLContext:
        """A server's side: its certificate holds for an address and some days; or it signed itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._certificate(_named("volna.example"), key, days=days, ip=ip, trusted=trusted)
        pem = self._folder / f"{ip}{days}{trusted}.pem"
        pem.write_bytes(_secret(key) + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context

    def _certificate(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        days: tuple[int, int],
        ip: str | None = None,
        is_root: bool = False,
        trusted: bool = True,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        issuer, signer = (self._name, self._key) if trusted else (name, key)
        built = (
            x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now + timedelta(days=days[0]))
            .not_valid_after(now + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        )
        if ip:
            names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(ip))])
            built = built.add_extension(names, critical=False)
        return built.sign(signer, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _secret(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
