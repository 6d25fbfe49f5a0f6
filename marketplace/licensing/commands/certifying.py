"""What certifies a licence at a fixed price that was paid (R-SET-06)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.licensing.models import Charge
from marketplace.trading.commands.deal_papers import issue_deal_certificate


def certify_licence(charge: Charge, now: datetime, actor: Actor, clock: Clock) -> str:
    """A step of the command that passed the price on; the number of the certificate. Of royalties there is none: their price is never whole."""
    if charge.report_id or charge.licence.offer.fixed_fen is None:
        return ""
    return issue_deal_certificate(
        charge.licence, charge.licence.offer.exchange, lambda: _data(charge, now), actor, clock
    )


def _data(charge: Charge, now: datetime) -> dict[str, Any]:
    licence, offer = charge.licence, charge.licence.offer
    right = {"name": str(offer.right.public_title), "kind": str(offer.right.get_kind_display())}
    return {
        "project_title": offer.listing.title,
        "deal_number": licence.number,
        "route": str(offer.get_kind_display()),
        "provider": offer.licensor.name,
        "provider_uscc": offer.licensor.uscc,
        "client": licence.licensee.name,
        "client_uscc": licence.licensee.uscc,
        "rights": [right | ({"number": offer.right.number} if offer.right.number else {})],
        "scope": offer.scope,
        "price": charge.amount_fen,
        "payment": _("一次付清"),
        "made_at": licence.taken_at,
        "effective_at": charge.paid_at,
        "concluded_at": now,
        "starts_date": licence.starts_date,
        "ends_date": licence.ends_date,
        "rules": offer.rule_version.number,
    }
