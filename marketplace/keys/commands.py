"""Signing, and changing the key."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.audit.chain import canonical
from marketplace.core.clock import Clock, market_clock
from marketplace.core.errors import Refused, require
from marketplace.core.prepared import execute
from marketplace.core.states import atomic, lock
from marketplace.keys import boxes, signing, sm2_signing
from marketplace.keys.models import Key
from marketplace.keys.rules import may_rotate

KEYS_LOCK = 0x5EA2
WAYS = {signing.ALGORITHM: signing, sm2_signing.ALGORITHM: sm2_signing}  # each makes keys, signs and verifies
# Written by hand: a bid is signed while everybody else waits for the sale's row.
ACTIVE = "SELECT kid, private_box FROM keys_key WHERE state = 'active' AND algorithm = %s"


@atomic
def sign(*, payload: dict[str, Any], algorithm: str = signing.ALGORITHM) -> str:
    """Sign a payload of plain JSON values with the active key; returns the compact JWS. Makes the first key if there is none.

    `algorithm` is Ed25519, or SM2 where a text is signed by the national standard (GB/T 32918).

    The caller leaves the line in the log. Raises Refused if SECRET_KEY is not the one the key was stored under.
    """
    found = execute(ACTIVE, [algorithm]).fetchone()
    key = Key(kid=found[0], private_box=found[1]) if found else _first_key(algorithm)
    return WAYS[algorithm].sign(canonical(payload), _private(key))


@atomic
def rotate(*, actor: Actor, clock: Clock) -> Key:
    """Retire the active key and make the next. What the old one signed still verifies."""
    _lock_keys()
    now = clock.read()
    require(may_rotate, actor)
    old = Key.objects.filter(state=Key.State.ACTIVE, algorithm=signing.ALGORITHM).first()
    if old:
        lock(old)
        old.move("retire", retired_at=now)
    new = _create(now, signing.ALGORITHM)
    audit.record("keys.rotated", subject=f"key:{new.kid}", actor=actor, retired=old.kid if old else None)
    return new


def _first_key(algorithm: str) -> Key:
    _lock_keys()
    active = Key.objects.filter(state=Key.State.ACTIVE, algorithm=algorithm).first()
    return active or _create(market_clock.read(), algorithm)


def _create(now: datetime, algorithm: str) -> Key:
    public, private = WAYS[algorithm].generate()
    kid = public["kid"]
    return Key.objects.create(
        kid=kid,
        algorithm=algorithm,
        public_jwk=public,
        private_box=boxes.close(private, kid, _secrets()),
        created_at=now,
    )


def _private(key: Key) -> dict[str, Any]:
    try:
        return boxes.open_(key.private_box, key.kid, _secrets())
    except boxes.Locked:
        raise Refused(
            _("签名密钥无法解开：SECRET_KEY 已更换。请恢复原值，或运行 manage.py rotate_key 换用新密钥。"),
            code="key_locked",
        ) from None


def _secrets() -> list[str]:
    return [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _lock_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEYS_LOCK])
