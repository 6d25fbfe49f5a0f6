"""Keeping from where bidders act, without an address being kept: what the signs of R-BID-13 need, and no more."""

import ipaddress
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import Substr
from django.http import HttpRequest

from accounts import vault
from accounts.actor import Actor
from marketplace.reporting.models import Alert, AlertRule, Trace
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force

COOKIE = "device"
COOKIE_DAYS = 180
MOST = 40  # connections kept of one bidder in one sale
NETWORK_V6 = 64  # a household or an office has the whole prefix

# Who has registered, while the sale runs; what is there already, or is one too many, is not kept.
KEEP = """
    INSERT INTO reporting_trace (sale_id, organisation_id, address, device, at)
    SELECT bidder.sale_id, bidder.organisation_id, %(address)s, %(device)s, market_now()
    FROM trading_registration AS bidder JOIN trading_sale AS sale ON sale.id = bidder.sale_id
    WHERE sale.number = %(sale)s AND bidder.organisation_id = %(organisation)s AND (
        SELECT count(*) FROM reporting_trace AS kept
        WHERE kept.sale_id = bidder.sale_id AND kept.organisation_id = bidder.organisation_id
    ) < %(most)s
    ON CONFLICT DO NOTHING
"""


def address_of(request: HttpRequest) -> str:
    """The network address from which a request comes; empty where it says nothing: this machine itself, or none."""
    try:
        address = ipaddress.ip_address(_told(request).strip())
    except ValueError:
        return ""
    if address.is_loopback or address.is_unspecified:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, NETWORK_V6), strict=False))
    return str(address)


def _told(request: HttpRequest) -> str:
    """What the connection says, or as many proxies before it as are ours."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies and hops != [""]:
        return str(hops[-min(proxies, len(hops))])
    return str(request.META.get("REMOTE_ADDR", ""))


def new_device() -> str:
    return secrets.token_urlsafe(24)


def keep(*, sale: str, actor: Actor, address: str, device: str) -> None:
    """Keep a connection of a bidder; asked again, this process does not ask the database again."""
    assert actor.organisation
    _keep(sale, actor.organisation.pk, _mark("address", address), _mark("device", device))


@lru_cache(maxsize=4_096)
def _keep(sale: str, organisation: int, address: str, device: str) -> None:
    asked: dict[str, Any] = {
        "sale": sale,
        "organisation": organisation,
        "address": address,
        "device": device,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, asked)


def _mark(kind: str, text: str) -> str:
    """What stands for an address or a device; the same text is the same mark as long as SECRET_KEY is."""
    return vault.fingerprint(text, purpose=f"trace.{kind}")[:32] if text else ""


def forget_process() -> None:
    """Ask the database again: for tests, whose rows vanish while the process lives on."""
    _keep.cache_clear()


def drop(now: datetime) -> int:
    """Delete the traces of sales that ended longer ago than the days of the rulebook, unless an alert about them is open."""
    rules = version_in_force(now, family=Family.CONDUCT)
    try:
        days = int(rules.value("R-BID-13", "trace_days"))
    except LookupError:
        days = COOKIE_DAYS
    waiting = Alert.objects.filter(rule=AlertRule.BIDDERS, state__in=[Alert.State.OPEN, Alert.State.PURSUED])
    kept = waiting.annotate(sale=Substr("subject", 6)).values("sale")
    old = Trace.objects.filter(sale__closed_at__lt=now - timedelta(days=days)).exclude(sale__number__in=kept)
    return old.delete()[0]
