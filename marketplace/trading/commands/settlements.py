"""What the two sides owe after a sale, and how the money is passed on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import sell_listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.fees.commands import mark_paid, quote
from marketplace.fees.models import Quote, Side
from marketplace.fees.queries import read_shelf
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose, Transfer
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.commissions import accounts_of, pay_commissions
from marketplace.trading.commands.filing import pass_settlement
from marketplace.trading.commands.papers import issue_settlement_notices
from marketplace.trading.commands.pooling import share_legs
from marketplace.trading.commands.proceeds import accounts_of_owners, pay_owners
from marketplace.trading.commands.standing import require_standing
from marketplace.trading.models import Sale, Settlement, Share
from marketplace.trading.queries.commissions import out_of_price
from marketplace.trading.queries.pools import parts_for, parts_of
from marketplace.trading.rules import may_settle


def draw_up_settlement(sale: Sale, actor: Actor, clock: Clock) -> Settlement:
    """Fix every amount of a won sale: both fees by the venue's tariff, what the buyer still pays, what the seller gets."""
    winner, price_fen = sale.leading_registration, sale.leading_fen
    assert winner
    assert price_fen is not None
    assert sale.listing.accepted_at
    accepted = sale.listing.accepted_at.astimezone(SHANGHAI).date()
    shelf = read_shelf(clock.read())

    def fee(side: Side, payer: Organisation) -> Quote:
        return quote(
            schedule=sale.schedule,
            price_fen=price_fen,
            side=side,
            subject=audit.ref(sale),
            payer=payer,
            exchange=sale.exchange,
            method=sale.fee_method,
            day=accepted,
            floor_fen=sale.start_fen,
            shelf=shelf,
            actor=actor,
            clock=clock,
        )

    buyer_fee, seller_fee = fee(Side.BUYER, winner.organisation), fee(Side.SELLER, sale.listing.lister)
    cash_fen = 0 if sale.in_kind else price_fen
    settlement = Settlement.objects.create(
        sale=sale,
        price_fen=price_fen,
        in_kind=sale.in_kind,
        nets_fee=not sale.in_kind,
        deposit_fen=sale.deposit_fen,
        buyer_quote=buyer_fee,
        seller_quote=seller_fee,
        buyer_fee_fen=buyer_fee.amount_fen,
        seller_fee_fen=seller_fee.amount_fen,
        buyer_due_fen=cash_fen - sale.deposit_fen + buyer_fee.amount_fen,
        seller_net_fen=0 if sale.in_kind else price_fen - seller_fee.amount_fen,
        pool_fen=buyer_fee.amount_fen + seller_fee.amount_fen,
    )
    _draw_up_shares(settlement, winner.via_exchange)
    return settlement


def _draw_up_shares(settlement: Settlement, referrer: str) -> None:
    """The exchanges' internal split of both fees, to the fen (R-FEE-14, R-GEN-07)."""
    sale = settlement.sale
    parts = parts_for(sale.listing.accepted_at, sale.exchange, referrer, settlement.pool_fen)
    Share.objects.bulk_create(
        Share(settlement=settlement, payee=payee, exchange=exchange, amount_fen=fen) for payee, exchange, fen in parts
    )


@atomic
def settle_sale(*, sale: Sale, actor: Actor, clock: Clock) -> Settlement:
    """Pass the money on: the deposit becomes price, the seller gets price less fee, the exchanges their shares (R-BID-03).

    Of a price in shares only the fees pass, each side's paid by itself (R-FEE-06).

    What the seller agreed with a broker goes out of its part (R-FEE-09); the rest goes to the holders by their shares (R-CON-06).
    Done by a reviewer who is not the person that confirmed the payment. Raises Refused until everything is paid, or if the
    venue might not settle when the sale was announced (R-LST-11): running deals are carried to their end.
    """
    lock(sale)
    if sale.state != Sale.State.CONTRACTED:
        raise Refused(_("只有已签约且价款到账的项目可以结算。"), rule="R-SET-04", code="state_settle")
    settlement, winner = sale.settlement, sale.leading_registration
    assert winner
    lock(settlement)
    now = clock.read()
    require(may_settle, actor, settlement)
    require_standing(sale)
    if settlement.waits_for_fee:
        raise Refused(
            _("转让方未同意从价款中扣收服务费，须待其另行支付的服务费到账后结算。"),
            rule="R-SET-08",
            code="fee_not_paid",
        )
    require_capability(sale.exchange, CapabilityCode.SETTLEMENT, sale.announced_at)

    settlement.move("settle", settled_at=now, settled_by=actor.user)
    winner.move("apply", ended_at=now)
    sale.move("settle")
    transfer = _pass_on(settlement, actor)
    for notice in (settlement.buyer_quote.notice, settlement.seller_quote.notice):
        mark_paid(notice=notice, transfer=transfer, actor=actor, clock=clock)
    sell_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
    pass_settlement(sale, now, actor)
    issue_settlement_notices(settlement, now, actor, clock)
    audit.record(
        "trading.sale_settled",
        subject=sale,
        actor=actor,
        private=True,
        price_fen=settlement.price_fen,
        buyer_fee_fen=settlement.buyer_fee_fen,
        seller_fee_fen=settlement.seller_fee_fen,
        seller_net_fen=settlement.seller_net_fen,
        shares={share.payee: share.amount_fen for share in settlement.shares.order_by("pk")},
    )
    announce(sale.topic)
    return settlement


def _pass_on(settlement: Settlement, actor: Actor) -> Transfer:
    """Every transfer of a settlement, in the order in which the money moves; returns the one that brings the fees."""
    sale, winner = settlement.sale, settlement.sale.leading_registration
    assert winner
    escrow = of_party(winner.organisation, Purpose.ESCROW, sale.exchange)
    proceeds = of_party(sale.listing.lister, Purpose.AVAILABLE, sale.exchange)
    pool = of_market(Purpose.POOL, sale.exchange)
    shares = share_legs(sale.exchange, parts_of(settlement))
    # All at once, since the proceeds leave last, after the accounts of the market were touched.
    commissions = out_of_price(sale)
    touched = [escrow, proceeds, of_market(Purpose.BANK, sale.exchange), *(account for account, _fen in shares)]
    touched += accounts_of(commissions, sale.exchange) + accounts_of_owners(sale)
    if winner.held:  # who has negotiated has paid no deposit
        touched.append(of_party(winner.organisation, Purpose.DEPOSIT, sale.exchange))
    ledger.lock_accounts(touched)
    if winner.held:
        ledger.apply_hold(
            reference=f"deposit-applied:{sale.number}",
            held=winner.held,
            to=[(escrow, settlement.deposit_fen)],
            memo=gettext_noop("保证金转作价款"),
            actor=actor,
        )
    settled = ledger.post(
        reference=f"settlement:{sale.number}",
        legs=[
            (escrow, -settlement.deposit_fen - settlement.buyer_due_fen),
            (proceeds, settlement.cash_fen - settlement.seller_fee_fen),
            (pool, settlement.pool_fen),
        ],
        memo=gettext_noop("价款结算并收取双方服务费"),
        actor=actor,
    )
    ledger.post(reference=f"shares:{sale.number}", legs=shares, memo=gettext_noop("机构间服务费分配"), actor=actor)
    pay_commissions(commissions, actor)
    if not settlement.in_kind:
        pay_owners(sale, settlement.paid_out_fen - sum(one.amount_fen for one in commissions), sale.number, actor)
    return settled
