"""What a bidder is handed about its deposit: the notice that it may be forfeited, and the decision that it was (R-BID-04)."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import Clock, last_day
from marketplace.trading.commands.filing import issue_for_sale
from marketplace.trading.models import Forfeiture
from marketplace.trading.queries.owners import payees_of

HEARING, DECISION = "forfeiture_hearing", "forfeiture_decision"


def issue_hearing(forfeiture: Forfeiture, actor: Actor, clock: Clock) -> None:
    """保证金扣划告知书, for the bidder alone: facts, ground, until when it may speak."""

    def said() -> dict[str, Any]:
        return _about(forfeiture, actor) | {
            "costs": forfeiture.costs_fen,
            "heard_until": last_day(forfeiture.heard_until),
            "decide_by": last_day(forfeiture.decide_by),
        }

    issue_for_sale(forfeiture.sale, HEARING, said, actor, clock, forfeiture.registration.organisation)


def issue_decision(forfeiture: Forfeiture, actor: Actor, clock: Clock) -> None:
    """保证金扣划决定书, for the bidder alone: its statement, the reasons, where the money went."""

    def said() -> dict[str, Any]:
        heard = {"statement": forfeiture.statement} if forfeiture.statement else {}
        return _about(forfeiture, actor) | {
            **heard,
            "reasons": forfeiture.decision_reason,
            "lines": _lines(forfeiture),
            "decided_at": forfeiture.decided_at,
        }

    issue_for_sale(forfeiture.sale, DECISION, said, actor, clock, forfeiture.registration.organisation)


def _about(forfeiture: Forfeiture, actor: Actor) -> dict[str, Any]:
    return {
        "addressee": forfeiture.registration.organisation.name,
        "sale_number": forfeiture.sale.number,
        "forfeiture_number": forfeiture.number,
        "ground": str(forfeiture.get_ground_display()),
        "facts": forfeiture.reason,
        "deposit": forfeiture.deposit_fen,
        "officer": str(actor.user),
    }


def _lines(forfeiture: Forfeiture) -> list[dict[str, Any]]:
    sale = forfeiture.sale
    costs = (_("交易机构的费用"), str(sale.get_exchange_display()), forfeiture.costs_taken_fen)
    owners = payees_of(sale.listing, forfeiture.seller_fen)
    rows = [costs, *((_("付转让方"), payee.name, fen) for payee, fen in owners.items())]
    return [{"item": item, "payee": payee, "amount": fen} for item, payee, fen in rows if fen]
