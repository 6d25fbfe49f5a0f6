"""A negotiation in which nobody says anything: both sides are reminded, then it is over (R-PRI-01)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic, lock
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.negotiations import end_negotiation
from marketplace.trading.commands.quiet import quiet_from
from marketplace.trading.models import Negotiation
from marketplace.trading.models.negotiation import Ending, State
from marketplace.trading.queries.terms import value_of

RULE = "R-PRI-01"


def stir(negotiation: Negotiation, since: datetime) -> None:
    """Somebody has acted: silence counts anew, from the end of an offer that stands. A step of commands that hold the row."""
    negotiation.quiet_at, negotiation.reminded_at = quiet_from(negotiation.listing, since), None
    negotiation.save(update_fields=["quiet_at", "reminded_at"])


@atomic
def attend_silence(*, negotiation: Negotiation, actor: Actor, clock: Clock) -> Negotiation:
    """Remind both sides of a negotiation that has been silent for the days of the rules, once; end it when they stay silent.

    Raises Refused while it is not silent, or not open.
    """
    lock(negotiation)
    now = clock.read()
    if negotiation.state != State.OPEN or negotiation.quiet_at is None or now < negotiation.quiet_at:
        raise Refused(_("该磋商没有长期无人答复。"), rule=RULE, code="not_silent")
    if negotiation.reminded_at is not None:
        end_negotiation(negotiation, Ending.SILENT, now, actor, clock, reason=_silent())
        return negotiation
    listing = negotiation.listing
    left = value_of(listing, RULE, "silence_days") - value_of(listing, RULE, "reminder_days")
    negotiation.quiet_at, negotiation.reminded_at = deadline(now, days=left).at, now
    negotiation.save(update_fields=["quiet_at", "reminded_at"])
    audit.record(
        "trading.negotiation_silent",
        subject=negotiation,
        actor=actor,
        private=True,
        ends_at=negotiation.quiet_at.isoformat(),
    )
    return negotiation


@official
def _silent() -> str:
    return _("双方长期未出价、未答复，经提醒后仍未行动，磋商终止。需要时可以重新发起。")
