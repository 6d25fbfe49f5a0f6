"""A default before it is acted on: whether the day is over, and what would become of the deposit (R-SET-05)."""

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.core.clock import last_day
from marketplace.core.errors import Refused
from marketplace.trading import defaulting
from marketplace.trading.defaulting import Purpose
from marketplace.trading.models import Contract, Default, Instalment, Sale, Settlement
from marketplace.trading.models.default import Grounds

RULE = "R-SET-05"


def require_overdue(sale: Sale, contract: Contract, settlement: Settlement, grounds: str, now: datetime) -> None:
    """A default is what did not happen until its day was over, and has not happened since. Raises Refused."""
    due_at = _due_at(contract, settlement, grounds)
    if sale.is_negotiated and grounds == Grounds.NOT_PAID and demand_ends(sale, settlement) is None:
        text = _("协议成交未收保证金：须先催告，催告期满仍未付款的，方可认定违约。")
        raise Refused(text, rule="R-SET-04", code="demand_first")
    if grounds not in open_grounds(sale, contract, settlement) or due_at is None:
        text = _("受让方没有这种违约情形：合同或价款的现状与所选情形不符，请刷新页面核对。")
        raise Refused(text, rule=RULE, code="state_default")
    if now < due_at:
        day = last_day(due_at)
        text = _("期限至 {day} 届满，届满之前不能认定违约。").format(day=day)
        raise Refused(text, rule="R-SET-03" if grounds == Grounds.NOT_SIGNED else "R-SET-04", code="in_time")


def open_grounds(sale: Sale, contract: Contract, settlement: Settlement) -> list[Grounds]:
    """What the winner has not done yet: sign, or pay. Before its contract nobody is bound by an agreed deal (R-CON-02)."""
    if sale.is_negotiated and (sale.state == Sale.State.WON or settlement.in_kind):
        return []
    if sale.state == Sale.State.WON and contract.buyer_signed_at is None:
        return [Grounds.NOT_SIGNED]
    unpaid = sale.state == Sale.State.CONTRACTED and settlement.state == Settlement.State.DUE
    return [Grounds.NOT_PAID] if unpaid else []


def overdue_grounds(sale: Sale, contract: Contract, settlement: Settlement, now: datetime) -> list[Grounds]:
    """Those of them whose day is over."""
    due = {grounds: _due_at(contract, settlement, grounds) for grounds in open_grounds(sale, contract, settlement)}
    return [grounds for grounds, due_at in due.items() if due_at is not None and due_at <= now]


def demand_ends(sale: Sale, settlement: Settlement) -> datetime | None:
    """Until when a buyer without deposit may still pay what was demanded of it; None before a demand."""
    first = Instalment.objects.filter(plan__contract__sale=sale, position=1).first()
    return first.demand_ends_at if first else settlement.demand_ends_at


def _due_at(contract: Contract, settlement: Settlement, grounds: str) -> datetime | None:
    if grounds == Grounds.NOT_SIGNED:
        return contract.due_at
    return demand_ends(settlement.sale, settlement) if settlement.sale.is_negotiated else settlement.due_at


def would_be(settlement: Settlement, costs_fen: int) -> Default:
    """A default as it would be proposed, not kept: what its deposit has to pay."""
    return Default(
        settlement=settlement,
        deposit_fen=settlement.deposit_fen,
        fees_fen=settlement.pool_fen,
        costs_fen=costs_fen,
    )


def use_of(default: Default, sale: Sale) -> defaulting.Use:
    """The deposit in the order of the case's own rules, as far as it is known before a second sale."""
    return defaulting.use_deposit(_known(default, default.settlement.price_fen, None), _order(sale))


def last_use_of(default: Default, sale: Sale, second_price_fen: int | None) -> defaulting.Use:
    """The whole of it; of a lot that is not sold again no shortfall is known, and the rest is the seller's."""
    price = default.settlement.price_fen
    known = _known(default, price, price if second_price_fen is None else second_price_fen)
    return defaulting.use_deposit(known, _order(sale))


def fees_and_costs(default: Default, use: defaulting.Use) -> tuple[int, int]:
    """What the deposit brings of both: the fees come first."""
    taken = dict(use.taken).get(Purpose.FEES_AND_COSTS, 0)
    fees = min(taken, default.fees_fen)
    return fees, taken - fees


def second_price(default: Default) -> int | None:
    """What the second sale brought; None if the lot has left the offer without one. Raises Refused while it is not known."""
    second = default.second_sale
    if second is not None and second.state in (Sale.State.SETTLED, Sale.State.CERTIFIED):
        return second.leading_fen
    if default.sale.listing.state == Listing.State.WITHDRAWN:
        return None
    raise Refused(
        _("再次转让尚未结算，项目也未终结挂牌，差价还不能确定。请待再次转让结算后了结。"),
        rule=RULE,
        code="no_second_sale",
    )


def _known(default: Default, first_fen: int, second_fen: int | None) -> defaulting.Default:
    return defaulting.Default(default.deposit_fen, default.fees_fen, default.costs_fen, first_fen, second_fen)


def _order(sale: Sale) -> list[str]:
    return list(sale.rule_version.value(RULE, "deposit_order"))
