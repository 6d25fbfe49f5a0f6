"""Detached CMS signatures (RFC 5652) by certificates of configured CAs: whether one signs a content, and who signed. Pure.

`cryptography` reads the certificates, verifies chains and signatures; what it has no reader for, the one signer of a SignedData, is
read here from strict DER.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

SEQUENCE, SET, INTEGER, OCTETS, OID = 0x30, 0x31, 0x02, 0x04, 0x06
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
DATA = bytes.fromhex("2a864886f70d010701")
CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
DIGESTS: dict[bytes, tuple[str, hashes.HashAlgorithm]] = {
    bytes.fromhex("608648016503040201"): ("sha256", hashes.SHA256()),
    bytes.fromhex("608648016503040202"): ("sha384", hashes.SHA384()),
    bytes.fromhex("608648016503040203"): ("sha512", hashes.SHA512()),
}
MOST_BYTES = 32 * 1024


class Bad(ValueError):
    """Why a signature does not hold: `form`, `content`, `signature`, `chain`, `revoked`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Value:
    """One value of DER: its tag, what is in it, and itself with its head."""

    tag: int
    content: bytes
    whole: bytes


def values(data: bytes) -> Iterator[Value]:
    """The values that follow each other in `data`. Raises Bad for what is no strict DER."""
    place = 0
    while place < len(data):
        if place + 2 > len(data) or data[place] & 0x1F == 0x1F:
            raise Bad("form")
        length, start = data[place + 1], place + 2
        if length >= 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[start : start + count], "big")
            if not 1 <= count <= 3 or start + count > len(data) or length < 0x80 or length >> (8 * (count - 1)) == 0:
                raise Bad("form")
            start += count
        if start + length > len(data):
            raise Bad("form")
        yield Value(data[place], data[start : start + length], data[place : start + length])
        place = start + length


def _inside(value: Value, tag: int) -> list[Value]:
    if value.tag != tag:
        raise Bad("form")
    return list(values(value.content))


@dataclass(frozen=True, slots=True)
class _Signer:
    issuer: bytes
    serial: int
    digest: bytes
    attributes: bytes  # as they are signed: a SET
    message_digest: bytes
    signature: bytes
    certificates: list[bytes]


def _signer(data: bytes) -> _Signer:
    """The only signer of a SignedData, with signed attributes and without the content itself."""
    try:
        [info] = values(data)
        kind, explicit = _inside(info, SEQUENCE)
        [signed] = _inside(explicit, 0xA0)
        if kind.content != SIGNED_DATA:
            raise Bad("form")
        parts = _inside(signed, SEQUENCE)
        [content] = _inside(parts[2], SEQUENCE)  # detached: its type alone
        [one] = _inside(parts[-1], SET)
        [held] = [part for part in parts if part.tag == 0xA0]
        _version, sid, digest, attributes, _algorithm, signature, *_unsigned = _inside(one, SEQUENCE)
        issuer, serial = _inside(sid, SEQUENCE)
        told = {
            key.content: list(values(said.content))
            for key, said in (_inside(a, SEQUENCE) for a in _inside(attributes, 0xA0))
        }
        [message_digest], [content_type] = told[MESSAGE_DIGEST], told[CONTENT_TYPE]
        if content_type.content != DATA or content.content != DATA or signature.tag != OCTETS:
            raise Bad("form")
    except (ValueError, KeyError, IndexError):
        raise Bad("form") from None
    return _Signer(
        issuer=issuer.whole,
        serial=int.from_bytes(serial.content, "big"),
        digest=_inside(digest, SEQUENCE)[0].content,
        attributes=bytes([SET]) + attributes.whole[1:],
        message_digest=message_digest.content,
        signature=signature.content,
        certificates=[one.whole for one in values(held.content)],
    )


def verify(
    data: bytes,
    content: bytes,
    *,
    roots: Sequence[x509.Certificate],
    lists: Sequence[x509.CertificateRevocationList],
    at: datetime,
) -> x509.Certificate:
    """The certificate that signed `content`, as it was good at that time. Raises Bad with the reason."""
    try:
        return _verify(data, content, roots, lists, at)
    except Bad:
        raise
    except (ValueError, TypeError, UnsupportedAlgorithm):  # what the library says of bytes that are none of its own
        raise Bad("form") from None


def _verify(
    data: bytes,
    content: bytes,
    roots: Sequence[x509.Certificate],
    lists: Sequence[x509.CertificateRevocationList],
    at: datetime,
) -> x509.Certificate:
    if len(data) > MOST_BYTES:
        raise Bad("form")
    signer = _signer(data)
    held = [x509.load_der_x509_certificate(one) for one in signer.certificates]
    known = DIGESTS.get(signer.digest)
    if known is None:
        raise Bad("form")
    name, algorithm = known
    if hashlib.new(name, content).digest() != signer.message_digest:
        raise Bad("content")
    own = [one for one in held if one.serial_number == signer.serial and one.issuer.public_bytes() == signer.issuer]
    if len(own) != 1:
        raise Bad("form")
    _verify_signature(own[0], signer, algorithm)
    _verify_chain(own[0], [one for one in held if one != own[0]], roots, lists, at)
    return own[0]


def _verify_signature(certificate: x509.Certificate, signer: _Signer, algorithm: hashes.HashAlgorithm) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signer.signature, signer.attributes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signer.signature, signer.attributes, ec.ECDSA(algorithm))
        else:
            raise Bad("form")
    except InvalidSignature:
        raise Bad("signature") from None


def _verify_chain(
    certificate: x509.Certificate,
    between: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    lists: Sequence[x509.CertificateRevocationList],
    at: datetime,
) -> None:
    if not roots:
        raise Bad("chain")
    anybody = ExtensionPolicy.permit_all()  # a person's certificate names no host
    builder = PolicyBuilder().store(Store(list(roots))).time(at)
    builder = builder.extension_policies(ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=anybody)
    try:
        chain = builder.build_client_verifier().verify(certificate, list(between)).chain
    except VerificationError:
        raise Bad("chain") from None
    for child, issuer in pairwise(chain):
        for one in lists:
            signed = one.issuer == issuer.subject and one.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # a CA's key signs
            if not signed:
                continue
            entry = one.get_revoked_certificate_by_serial_number(child.serial_number)
            if entry is not None and entry.revocation_date_utc.timestamp() <= at.timestamp():
                raise Bad("revoked")


def names(certificate: x509.Certificate) -> set[str]:
    """What the subject is called: organisation, its identifier, serial number, common name."""
    kinds = (
        x509.NameOID.ORGANIZATION_NAME,
        x509.NameOID.ORGANIZATION_IDENTIFIER,
        x509.NameOID.SERIAL_NUMBER,
        x509.NameOID.COMMON_NAME,
    )
    return {str(one.value) for kind in kinds for one in certificate.subject.get_attributes_for_oid(kind)}


def fingerprint(certificate: x509.Certificate) -> str:
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()
