"""Secrets at rest: encrypted with keys derived from SECRET_KEY, so that a copy of the database alone gives none away."""

import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str, *, purpose: str) -> str:
    """Encrypt and authenticate (Fernet); what one purpose encrypted, another cannot read."""
    return _keys(purpose, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def decrypt(encrypted: str, *, purpose: str) -> str:
    """The text again. Raises `cryptography.fernet.InvalidToken` if it was altered or SECRET_KEY is another.

    After a change of SECRET_KEY the old one belongs into SECRET_KEY_FALLBACKS.
    """
    return _keys(purpose, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(encrypted.encode()).decode()


def fingerprint(text: str, *, purpose: str) -> str:
    """What stands for a text where it must not be kept: HMAC-SHA256 in hex under a key of the purpose. Another SECRET_KEY gives another."""
    return hmac.new(_derived(purpose, settings.SECRET_KEY), text.encode(), "sha256").hexdigest()


@lru_cache(maxsize=8)
def _derived(purpose: str, secret: str) -> bytes:
    return _derive(secret, purpose)


@lru_cache(maxsize=8)
def _keys(purpose: str, *secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(secret, purpose)) for secret in secrets])


def _derive(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"shuangcheng.{purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
