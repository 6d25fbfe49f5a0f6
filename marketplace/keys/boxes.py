"""How the private part of a key is kept: encrypted under a secret of the settings, never in clear."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Locked(Exception):
    """The box was closed under another secret."""


def close(secret: dict[str, Any], kid: str, secrets: Iterable[str]) -> str:
    """Encrypt under the first of the secrets, by a key derived for this `kid` alone."""
    return _fernet(kid, secrets).encrypt(json.dumps(secret).encode()).decode()


def open_(box: str, kid: str, secrets: Iterable[str]) -> dict[str, Any]:
    """What `close` put in, with any of the secrets. Raises Locked if none fits."""
    try:
        return json.loads(_fernet(kid, secrets).decrypt(box.encode()))
    except InvalidToken:
        raise Locked from None


def _fernet(kid: str, secrets: Iterable[str]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derive(kid, secret))) for secret in secrets])


def _derive(kid: str, secret: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=b"shuangcheng.keys", info=kid.encode()).derive(secret.encode())
