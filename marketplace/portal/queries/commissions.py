"""The commissions of a deal, as each side, the venue and the broker see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.trading.commands.commissions import BEFORE_SETTLEMENT
from marketplace.trading.models import Commission, Sale
from marketplace.trading.queries.commissions import commissions_of
from marketplace.trading.rules import (
    is_staff_of,
    may_answer_commission,
    may_propose_commission,
    may_withdraw_commission,
    side_of,
)

TONES = {
    Commission.State.PROPOSED: "waiting",
    Commission.State.AGREED: "active",
    Commission.State.PAID: "done",
}


class CommissionRow(NamedTuple):
    commission: Commission
    tone: str
    how: str
    may_answer: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class CommissionsPage:
    rows: Sequence[CommissionRow]
    may_look: bool
    may_propose: bool


def commissions_page(actor: Actor, sale: Sale) -> CommissionsPage:
    """What the reader may know of, and may do, about the commissions of a sale."""
    rows = commission_rows(actor, sale)
    inside = bool(side_of(actor, sale)) or is_staff_of(actor, sale) or actor.has(Role.SUPERVISOR)
    won = sale.state in Sale.DECIDED
    return CommissionsPage(
        rows=rows,
        may_look=won and (inside or bool(rows)),
        may_propose=sale.state in BEFORE_SETTLEMENT and may_propose_commission(actor, sale),
    )


def commission_rows(actor: Actor, sale: Sale) -> list[CommissionRow]:
    running = sale.state in BEFORE_SETTLEMENT
    return [_row(actor, one, running=running) for one in commissions_of(actor, sale)]


def _row(actor: Actor, one: Commission, *, running: bool) -> CommissionRow:
    waits = one.state == Commission.State.PROPOSED
    return CommissionRow(
        commission=one,
        tone=TONES.get(Commission.State(one.state), "plain"),
        how=_("交易机构结算时从价款中划付") if one.through_exchange else _("由支付方与经理人自行支付"),
        may_answer=waits and running and may_answer_commission(actor, one),
        may_withdraw=waits and may_withdraw_commission(actor, one),
    )
