"""Checking signatures, and the public keys for those who check them elsewhere."""

import json
from typing import Any

from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid
from marketplace.keys import signing, sm2_signing
from marketplace.keys.models import Key


def verify(jws: str) -> dict[str, Any]:
    """The payload of a compact JWS that one of our keys, active or retired, signed.

    Raises Invalid with the reason in words: no signature at all, an unknown key, or altered content.
    """
    try:
        kid = signing.header_of(jws).get("kid")
        key = Key.objects.filter(kid=kid).first() if isinstance(kid, str) and "\x00" not in kid else None
        if key is None:
            raise Invalid(_("签名所用的密钥不是本市场的密钥，无法确认来源。"))
        way = sm2_signing if key.algorithm == sm2_signing.ALGORITHM else signing
        payload = json.loads(way.verify(jws, key.public_jwk))
    except signing.Bad as bad:
        raise Invalid(words(bad.reason)) from None
    return payload


def words(reason: str) -> str:
    match reason:
        case "signature":
            return _("签名验证不通过：内容或签名在签发后被改动过。")
        case "algorithm":
            return _("签名算法不受支持：本市场只使用 Ed25519 和 SM2。")
        case _:
            return _("这不是一份完整的签名文本（紧凑 JWS）。请完整复制后重试。")


def public_keys() -> dict[str, list[dict[str, Any]]]:
    """All public keys as a JWK set (RFC 7517), the active one first."""
    return {"keys": [key.public_jwk for key in Key.objects.order_by("state", "-created_at")]}
