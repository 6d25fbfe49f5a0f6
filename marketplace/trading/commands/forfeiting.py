"""The money of a default: where a forfeited deposit goes, and what is paid of it to whom (R-SET-05)."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.actor import Actor, system_actor
from marketplace.core.clock import Clock
from marketplace.fees.commands import mark_paid, notify_payment
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose
from marketplace.trading import defaulting
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.asking import ask_no_more
from marketplace.trading.commands.pooling import Legs, share_legs
from marketplace.trading.commands.proceeds import accounts_of_owners, pay_owners
from marketplace.trading.models import Default, Settlement
from marketplace.trading.queries.forfeits import fees_and_costs
from marketplace.trading.queries.pools import parts_of_fees


def forfeit_deposit(default: Default, settlement: Settlement, use: defaulting.Use, actor: Actor) -> dict[str, Any]:
    """End the hold: fees to the exchanges, costs to the venue, the rest held for the seller. Returns what the default keeps of it."""
    sale, winner = settlement.sale, settlement.sale.leading_registration
    assert winner
    assert winner.held
    fees, costs = fees_and_costs(default, use)
    rest = default.deposit_fen - fees - costs
    pool, costs_of = of_market(Purpose.POOL, sale.exchange), of_market(Purpose.FEE, sale.exchange)
    held_for = of_party(settlement.seller_quote.payer, Purpose.PAYABLE, sale.exchange)
    shares = share_legs(sale.exchange, parts_of_fees(settlement, fees))
    deposit = of_party(default.organisation, Purpose.DEPOSIT, sale.exchange)
    available = of_party(default.organisation, Purpose.AVAILABLE, sale.exchange)
    seller = of_party(settlement.seller_quote.payer, Purpose.AVAILABLE, sale.exchange)  # its own fee may go back
    parties = [deposit, available, held_for, seller]
    ledger.lock_accounts([*parties, pool, costs_of, *(account for account, _fen in shares)])
    forfeit = ledger.forfeit(
        reference=f"default:{default.number}",
        held=winner.held,
        to=[(pool, fees), (costs_of, costs), (held_for, rest)],
        memo=gettext_noop("受让方违约，扣划保证金"),
        actor=actor,
    )
    if fees:
        memo = gettext_noop("机构间服务费分配")
        ledger.post(reference=f"shares:{default.number}", legs=shares, memo=memo, actor=actor)
    return {"forfeit": forfeit, "fees_taken_fen": fees, "costs_taken_fen": costs, "rest_fen": rest}


def quit_notices(default: Default, settlement: Settlement, actor: Actor, clock: Clock) -> None:
    """Both sides' fees are paid by the deposit, if it reached; what else was asked for is asked for no more (R-FEE-07)."""
    whole = (settlement.buyer_quote, settlement.seller_quote)
    if default.forfeit and default.fees_taken_fen == default.fees_fen:
        system = system_actor("trading.declare_default")
        for quote in whole:
            notice = notify_payment(quote=quote, actor=system, clock=clock)
            mark_paid(notice=notice, transfer=default.forfeit, actor=actor, clock=clock)
    ask_no_more(settlement, actor, clock)


def pay_rest(default: Default, use: defaulting.Use, actor: Actor) -> None:
    """What was held for the seller's side leaves to each holder by its share (R-CON-06); under another order of the rules, what was

    not taken of fees and costs before goes where it belongs."""
    settlement = default.settlement
    sale, seller = settlement.sale, settlement.seller_quote.payer
    fees, costs = fees_and_costs(default, use)
    more_fees, more_costs = fees - default.fees_taken_fen, costs - default.costs_taken_fen
    held_for = of_party(seller, Purpose.PAYABLE, sale.exchange)
    available = of_party(seller, Purpose.AVAILABLE, sale.exchange)
    shares = share_legs(sale.exchange, parts_of_fees(settlement, more_fees)) if more_fees else []
    legs: Legs = [
        (held_for, -default.rest_fen),
        (available, use.seller_fen),
        (of_market(Purpose.POOL, sale.exchange), more_fees),
        (of_market(Purpose.FEE, sale.exchange), more_costs),
    ]
    reached = [*(account for account, _fen in [*legs, *shares]), *accounts_of_owners(sale)]
    ledger.lock_accounts([*reached, of_market(Purpose.BANK, sale.exchange)])
    if default.rest_fen:
        memo = gettext_noop("违约保证金余额付转让方")
        ledger.post(reference=f"default-rest:{default.number}", legs=legs, memo=memo, actor=actor)
    if more_fees:
        memo = gettext_noop("机构间服务费分配")
        ledger.post(reference=f"shares:{default.number}/2", legs=shares, memo=memo, actor=actor)
    if use.seller_fen:
        pay_owners(sale, use.seller_fen, default.number, actor)
