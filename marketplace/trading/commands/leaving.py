"""撤回报名: a bidder takes its registration back, free until registration or waiting is over (R-BID-04)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.forfeiture_rules import may_withdraw_registration
from marketplace.trading.grounds import RULE
from marketplace.trading.models import Registration, Sale
from marketplace.trading.models.registration import Pseudonym
from marketplace.trading.queries.leaving import free_until, has_bid
from marketplace.trading.queries.returns import returned_by

MOST_REASON = 500  # characters
State = Registration.State


@atomic
def withdraw_registration(*, registration: Registration, reason: str = "", actor: Actor, clock: Clock) -> Registration:
    """Take a registration back while the sale runs; the bidder takes no further part and cannot register for it again.

    Without a deposit nothing is owed. With one it goes back within the days of R-BID-03 if it is withdrawn before
    registration has ended and the bidding has begun; after that it stays held until the end, when the venue may propose to forfeit it if the
    notice named this ground (R-BID-04). Raises Refused after the end, and once the bidder has validly bid or sealed a price (R-BID-10).
    """
    sale = registration.sale
    lock(sale)
    lock(registration)
    registration.sale = sale
    now = clock.read()
    require(may_withdraw_registration, actor, registration)
    require_authority(actor, Scope.BID, sale.start_fen, at=now)
    said = words(reason, field="reason", most=MOST_REASON, rule=RULE)
    _require_time(sale, now)
    held = registration.state == State.QUALIFIED
    if held and has_bid(registration):
        text = _("贵方已提交有效报价，报价不得撤回，不能再撤回报名；被更高报价超过后即失效，不再报价即可。")
        raise Refused(text, rule="R-BID-10", code="has_bid")
    if not held and not registration.can("withdraw"):
        raise Refused(_("该登记已经撤回或未获确认，无需撤回。"), rule=RULE, code="state_withdraw")
    in_time = held and now < free_until(sale)
    registration.move(
        "leave" if held else "withdraw",
        withdrawn_at=now,
        withdrawal_reason=said,
        return_due_at=returned_by(sale, now) if in_time else None,
    )
    audit.record(
        "trading.registration_withdrawn",
        subject=registration,
        actor=Pseudonym(f"registration:{registration.number}"),
        private=True,
        sale=sale.number,
        held=held,
        in_time=in_time or not held,
    )
    return registration


def _require_time(sale: Sale, now: datetime) -> None:
    if sale.is_over or (now >= sale.ends_at and sale.state != Sale.State.PAUSED):
        raise Refused(_("竞价已经结束，不能撤回报名；未成交的保证金将原路退还。"), rule=RULE, code="sale_over")
