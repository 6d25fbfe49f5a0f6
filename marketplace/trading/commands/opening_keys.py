"""Opening keys: made in the browser, registered with their public half, approved by another person of the exchange (R-BID-15)."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading.envelopes import fingerprint, is_point
from marketplace.trading.models import OpeningKey
from marketplace.trading.sealed_rules import may_approve_key, may_hold_key, may_retire_key

RULE = "R-BID-15"
LEAST_ITERATIONS, MOST_ITERATIONS = 300_000, 10_000_000
BASE64 = re.compile(r"[A-Za-z0-9+/]{1,1000}={0,2}")  # any part of a wrapped key


@atomic
def register_opening_key(*, public_key: str, wrapped: Mapping[str, Any], actor: Actor, clock: Clock) -> OpeningKey:
    """Register a key that the actor's browser has made: a point of P-256 in base64, and the private half under a passphrase.

    `wrapped` is `{"salt", "iv", "iterations", "ciphertext"}` (decisions/0011). Raises Forbidden for others than staff of an exchange, Invalid for what is no such key,
    Refused while the actor has one there already.
    """
    require(may_hold_key, actor)
    assert actor.user
    now = clock.read()
    if not is_point(public_key):
        raise Invalid(fields={"public_key": [_("这不是 P-256 公钥。请在密钥页面重新生成。")]}, rule=RULE)
    _require_wrapped(wrapped)
    if OpeningKey.objects.filter(public_key=public_key).exists():
        raise Invalid(fields={"public_key": [_("该公钥已经登记。请重新生成密钥。")]}, rule=RULE)
    standing = OpeningKey.objects.filter(holder=actor.user, exchange=actor.exchange).exclude(state="retired")
    if standing.exists():
        raise Refused(_("您已有待复核或有效的开标密钥。如需更换，请先停用原密钥。"), rule=RULE, code="key_exists")
    key = OpeningKey.objects.create(
        holder=actor.user, exchange=actor.exchange, public_key=public_key, wrapped=dict(wrapped), registered_at=now
    )
    audit.record(
        "trading.opening_key_registered",
        subject=key,
        actor=actor,
        exchange=key.exchange,
        fingerprint=fingerprint(public_key),
    )
    return key


def _require_wrapped(wrapped: Mapping[str, Any]) -> None:
    texts = [wrapped.get(name) for name in ("salt", "iv", "ciphertext")]
    rounds = wrapped.get("iterations")
    whole = set(wrapped) == {"salt", "iv", "iterations", "ciphertext"} and type(rounds) is int
    if not whole or not all(isinstance(text, str) and BASE64.fullmatch(text) for text in texts):
        raise Invalid(fields={"wrapped": [_("加密后的私钥不完整。请在密钥页面重新生成。")]}, rule=RULE)
    if not LEAST_ITERATIONS <= wrapped["iterations"] <= MOST_ITERATIONS:
        raise Invalid(fields={"wrapped": [_("口令的派生次数不符合要求。请在密钥页面重新生成。")]}, rule=RULE)


@atomic
def approve_opening_key(*, key: OpeningKey, actor: Actor, clock: Clock) -> None:
    """Confirm that a key is its holder's, by another person of the exchange who has compared its fingerprint."""
    lock(key)
    now = clock.read()
    require(may_approve_key, actor, key)
    key.move("approve", approved_by=actor.user, approved_at=now)
    audit.record("trading.opening_key_approved", subject=key, actor=actor, fingerprint=fingerprint(key.public_key))


@atomic
def retire_opening_key(*, key: OpeningKey, actor: Actor, clock: Clock) -> None:
    """Name a key in no new sale; it still opens those that name it."""
    lock(key)
    now = clock.read()
    require(may_retire_key, actor, key)
    key.move("retire", retired_at=now)
    audit.record("trading.opening_key_retired", subject=key, actor=actor)
