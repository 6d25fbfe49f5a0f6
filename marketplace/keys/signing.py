"""Signatures as compact JWS with Ed25519 (RFC 7515, RFC 8037, RFC 9864). Pure: keys come in and go out as JWK."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ALGORITHM = "Ed25519"
KNOWN = (ALGORITHM, "SM2SM3")  # names in a header; the second has no registered one (sm2_signing)
MAX_BYTES = 64 * 1024
Jwk = dict[str, Any]


class Bad(ValueError):
    """A text that is no signature of the key: `reason` is `form`, `signature` or `algorithm`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def generate() -> tuple[Jwk, Jwk]:
    """A new key pair as (public, private); its `kid` is the thumbprint of RFC 7638."""
    pair = OKPKey.generate_key("Ed25519", parameters={"alg": ALGORITHM, "use": "sig"})
    named = {"kid": pair.thumbprint()}
    return dict(pair.as_dict(private=False)) | named, dict(pair.as_dict(private=True)) | named


def sign(payload: bytes, private: Jwk) -> str:
    """The compact JWS of a payload; its header names algorithm and `kid`."""
    header = {"alg": ALGORITHM, "kid": private["kid"]}
    return jws.serialize_compact(header, payload, OKPKey.import_key(private), algorithms=[ALGORITHM])


def header_of(text: str) -> dict[str, Any]:
    """The header of a compact JWS, not yet verified. Raises Bad("form") if the text is none in canonical form."""
    parts = text.split(".")
    if len(text) > MAX_BYTES or len(parts) != 3:
        raise Bad("form")
    try:
        # Base64 leaves spare bits in the last character: without this, another text would carry the same signature.
        if any(encode(decode(part)) != part for part in parts):
            raise Bad("form")
        header = json.loads(decode(parts[0]))
    except (ValueError, RecursionError):
        raise Bad("form") from None
    if not isinstance(header, dict):
        raise Bad("form")
    if header.get("alg") not in KNOWN:
        raise Bad("algorithm")
    return header


def verify(text: str, public: Jwk) -> bytes:
    """The payload that the key signed. Raises Bad if the text was altered or another key signed it."""
    if header_of(text)["alg"] != ALGORITHM:
        raise Bad("algorithm")
    try:
        return jws.deserialize_compact(text, OKPKey.import_key(public), algorithms=[ALGORITHM]).payload
    except JoseError:
        raise Bad("signature") from None


def decode(part: str) -> bytes:
    return urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
