"""What certifies that an engagement was carried out and paid (R-SET-06)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.commissioning.models import Engagement
from marketplace.core.clock import Clock
from marketplace.trading.commands.deal_papers import issue_deal_certificate


def certify_engagement(engagement: Engagement, now: datetime, actor: Actor, clock: Clock) -> str:
    """A step of the command that passed the money of the last milestone on; the number of the certificate."""
    return issue_deal_certificate(engagement, engagement.exchange, lambda: _data(engagement, now), actor, clock)


def _data(engagement: Engagement, now: datetime) -> dict[str, Any]:
    deed = engagement.deed
    assert deed
    assert deed.current
    return {
        "project_title": engagement.title,
        "deal_number": engagement.number,
        "contract_number": deed.number,
        "route": str(engagement.get_kind_display()),
        "provider": engagement.supplier.name,
        "provider_uscc": engagement.supplier.uscc,
        "client": engagement.client.name,
        "client_uscc": engagement.client.uscc,
        "price": engagement.price_fen,
        "payment": _("各里程碑验收合格后付清"),
        "made_at": engagement.made_at,
        "effective_at": engagement.started_at,
        "concluded_at": now,
        "rules": engagement.rule_version.number,
        "sha256": deed.current.sha256,
    }
