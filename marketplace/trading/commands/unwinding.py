"""Giving back: a fee whose deal is void without the payer's fault, a default that was declared wrongly. Two persons each."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.commands import mark_refunded
from marketplace.fees.models import PaymentNotice
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose, Transfer
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.asking import ask_no_more_for
from marketplace.trading.commands.dropping import close_if_done
from marketplace.trading.commands.pooling import Legs, share_legs
from marketplace.trading.commands.settling_papers import issue_refund_notice, revoke_default_notices
from marketplace.trading.commands.terminating import end_deal
from marketplace.trading.models import Sale, Settlement, Unwinding
from marketplace.trading.queries.pools import parts_of_fees
from marketplace.trading.queries.refunds import Given as Amounts
from marketplace.trading.queries.refunds import (
    Giver,
    amount_of,
    default_of,
    given_back,
    held_of_buyer,
    paid_notices,
    parts_that_wait,
    parts_to_keep,
    refundable,
)
from marketplace.trading.rules import may_decide_unwinding, may_propose_unwinding

MOST_REASON = 1_000  # characters
Kind = Unwinding.Kind


class Given(NamedTuple):
    """What was given back: by which transfer, to whom, of which notices of payment."""

    transfer: Transfer | None  # none where a default without deposit is lifted
    party: Organisation
    notices: list[PaymentNotice]


@atomic
def propose_unwinding(*, sale: Sale, kind: str, reason: str, actor: Actor, clock: Clock) -> Unwinding:
    """Propose to give a side's fee back because the deal is void without its fault, or to lift a default (R-FEE-08, R-SET-05).

    Raises Refused if there is nothing to give back: no fee was paid, the deal fell by a default of a party, the default is
    concluded; Invalid field by field; Forbidden unless an officer of the venue acts.
    """
    lock(sale)
    now = clock.read()
    require(may_propose_unwinding, actor, sale)
    if kind not in Kind.values:
        raise Invalid(fields={"kind": [_("请选择要办理的事项。")]}, rule="R-FEE-08")
    said = words(reason, field="reason", most=MOST_REASON, lack=_("请写明理由和依据。"), rule="R-FEE-08")
    settlement = Settlement.objects.filter(sale=sale).first()
    if settlement is None:
        raise Refused(_("项目没有成交，没有可退还的款项。"), rule="R-FEE-08", code="nothing_to_give")
    amount = amount_of(settlement, kind)
    if settlement.unwindings.filter(kind=kind).exclude(state=Unwinding.State.REJECTED).exists():
        raise Refused(_("该事项已经提出或办理。"), rule="R-FEE-08", code="proposed_already")
    assert actor.user
    unwinding = Unwinding.objects.create(
        settlement=settlement, kind=kind, amount_fen=amount, reason=said, proposed_by=actor.user, proposed_at=now
    )
    audit.record(
        "trading.unwinding_proposed",
        subject=sale,
        actor=actor,
        private=True,
        unwinding=unwinding.number,
        kind=kind,
        amount_fen=amount,
        reason=said,
    )
    announce(sale.topic)
    return unwinding


@atomic
def reject_unwinding(*, unwinding: Unwinding, reason: str, actor: Actor, clock: Clock) -> Unwinding:
    """Decide against it. Raises Refused once it is decided, Forbidden for the person who proposed it."""
    sale = unwinding.settlement.sale
    lock(sale)
    lock(unwinding)
    now = clock.read()
    require(may_decide_unwinding, actor, unwinding)
    said = words(reason, field="reason", most=MOST_REASON, lack=_("请写明不予批准的理由。"), rule="R-FEE-08")
    unwinding.move("reject", decided_by=actor.user, decided_at=now, decision_reason=said)
    audit.record(
        "trading.unwinding_rejected", subject=sale, actor=actor, private=True, unwinding=unwinding.number, reason=said
    )
    announce(sale.topic)
    return unwinding


@atomic
def approve_unwinding(*, unwinding: Unwinding, actor: Actor, clock: Clock) -> Unwinding:
    """Do it: the exchanges give back what they had, and the money leaves to the party's own account, in one posting each.

    Of a default that is lifted the party has its deposit back and may bid again; the deal itself does not revive. Raises
    Refused if the money has moved on or the facts have changed, Forbidden for the person who proposed it.
    """
    settlement = unwinding.settlement
    sale = settlement.sale
    lock(sale)
    lock(settlement)
    lock(unwinding)
    now = clock.read()
    require(may_decide_unwinding, actor, unwinding)
    if unwinding.state != Unwinding.State.PROPOSED:
        raise Refused(_("该事项已经决定。"), rule="R-FEE-08", code="state_approve")
    lifting = unwinding.kind == Kind.LIFT_DEFAULT
    give = {
        Kind.LIFT_DEFAULT: _lift if unwinding.amount_fen else _lift_claim,
        Kind.RETURN_PRICE: _return_price,
        Kind.KEEP_PRICE: _keep,
    }.get(Kind(unwinding.kind), _refund)
    given = give(unwinding, actor, clock)
    unwinding.move("approve", decided_by=actor.user, decided_at=now, transfer=given.transfer)
    if lifting:
        revoke_default_notices(unwinding, actor, clock)
    if given.transfer:
        issue_refund_notice(unwinding, given.party, given.notices, actor, clock)
    audit.record(
        {
            Kind.LIFT_DEFAULT: "trading.default_lifted",
            Kind.RETURN_PRICE: "trading.price_returned",
            Kind.KEEP_PRICE: "trading.price_kept",
        }.get(Kind(unwinding.kind), "trading.fee_refunded"),
        subject=sale,
        actor=actor,
        private=True,
        unwinding=unwinding.number,
        kind=unwinding.kind,
        amount_fen=unwinding.amount_fen,
        reason=unwinding.reason,
    )
    announce(sale.topic)
    return unwinding


def _refund(unwinding: Unwinding, actor: Actor, clock: Clock) -> Given:
    settlement, sale = unwinding.settlement, unwinding.settlement.sale
    notices = paid_notices(settlement, unwinding.kind)
    if refundable(settlement, unwinding.kind) != unwinding.amount_fen:
        raise Refused(_("可退还的金额已变化，请重新提出。"), rule="R-FEE-08", code="amount_changed")
    legs = _legs(given_back(settlement, unwinding.amount_fen), sale.exchange)
    return _return_to(notices[0].quote.payer, sale.exchange, unwinding, legs, notices, actor, clock)


def _legs(amounts: Amounts, venue: str) -> Legs:
    """From each account that gives; what another exchange gives leaves and enters through the banks of both."""
    legs: Legs = []
    for giver, fen in amounts.items():
        legs.append((of_market(Purpose(giver.purpose), giver.exchange), -fen))
        if giver.exchange != venue:
            legs.append((of_market(Purpose.BANK, giver.exchange), fen))
            legs.append((of_market(Purpose.BANK, venue), -fen))
    return legs


def _return_price(unwinding: Unwinding, actor: Actor, clock: Clock) -> Given:
    """The buyer's deposit and payment leave to its bank, a fee that the seller paid apart to the seller's, and the lot is on offer again."""
    settlement, sale = unwinding.settlement, unwinding.settlement.sale
    held = held_of_buyer(settlement)
    if sum(held.values()) != unwinding.amount_fen:
        raise Refused(_("可退还的金额已变化，请重新提出。"), rule="R-FEE-08", code="amount_changed")
    winner = sale.leading_registration
    assert winner
    buyer, paid_fen = winner.organisation, held[Giver(Purpose.ESCROW, sale.exchange)]
    parties = [
        of_party(buyer, purpose, sale.exchange) for purpose in (Purpose.DEPOSIT, Purpose.ESCROW, Purpose.AVAILABLE)
    ]
    seller = of_party(settlement.seller_quote.payer, Purpose.AVAILABLE, sale.exchange)
    ledger.lock_accounts([*parties, seller, of_market(Purpose.BANK, sale.exchange)])
    _deposit, escrow, available = parties
    transfers: list[Transfer] = []
    parts = parts_that_wait(settlement)
    if held[Giver(Purpose.DEPOSIT, sale.exchange)]:
        assert winner.held
        transfers.append(
            ledger.release(reference=f"unwinding-deposit:{unwinding.number}", held=winner.held, actor=actor)
        )
    if paid_fen:
        memo = gettext_noop("合同解除，退还已收价款")
        legs = [(escrow, -paid_fen), (available, paid_fen)]
        transfers.append(ledger.post(reference=f"unwinding:{unwinding.number}", legs=legs, memo=memo, actor=actor))
    ledger.pay_out(
        organisation=buyer,
        exchange=sale.exchange,
        amount_fen=unwinding.amount_fen,
        reference=f"unwound:{unwinding.number}",
        actor=actor,
    )
    for part in parts:
        lock(part)
        part.move("return")
        ask_no_more_for(part, clock)
    if sale.state == Sale.State.CONTRACTED:
        end_deal(sale, actor, clock)
    else:
        close_if_done(settlement)
    return Given(transfers[-1], buyer, [])


def _keep(unwinding: Unwinding, actor: Actor, clock: Clock) -> Given:
    """What came in parts is the seller's although its contract was ended: each is passed on as before, by a reviewer who did not confirm it."""
    settlement = unwinding.settlement
    if sum(part.due_fen + part.deposit_fen for part in parts_to_keep(settlement)) != unwinding.amount_fen:
        raise Refused(_("可退还的金额已变化，请重新提出。"), rule="R-FEE-08", code="amount_changed")
    return Given(None, settlement.seller_quote.payer, [])


def _lift_claim(unwinding: Unwinding, actor: Actor, clock: Clock) -> Given:
    """Of a deal without deposit only the claim goes, and the bar from the lot."""
    default = default_of(unwinding.settlement)
    lock(default)
    default.move("lift")
    return Given(None, default.organisation, [])


def _lift(unwinding: Unwinding, actor: Actor, clock: Clock) -> Given:
    settlement, sale = unwinding.settlement, unwinding.settlement.sale
    default = default_of(settlement)
    lock(default)
    seller = settlement.seller_quote.payer
    legs: Legs = [
        (account, -fen) for account, fen in share_legs(sale.exchange, parts_of_fees(settlement, default.fees_taken_fen))
    ]
    legs += [
        (of_market(Purpose.POOL, sale.exchange), -default.fees_taken_fen),
        (of_market(Purpose.FEE, sale.exchange), -default.costs_taken_fen),
        (of_party(seller, Purpose.PAYABLE, sale.exchange), -default.rest_fen),
    ]
    default.move("lift")
    assert default.forfeit
    paid = PaymentNotice.objects.filter(transfer=default.forfeit, state=PaymentNotice.State.PAID).order_by("pk")
    return _return_to(default.organisation, sale.exchange, unwinding, legs, list(paid), actor, clock)


def _return_to(
    party: Organisation,
    exchange: str,
    unwinding: Unwinding,
    legs: Legs,
    notices: list[PaymentNotice],
    actor: Actor,
    clock: Clock,
) -> Given:
    """Book what comes back, note it on the notices, and pay it out to the party's own account."""
    available = of_party(party, Purpose.AVAILABLE, exchange)
    legs = [*legs, (available, unwinding.amount_fen)]
    ledger.lock_accounts([*(account for account, _fen in legs), of_market(Purpose.BANK, exchange)])
    memo = (
        gettext_noop("撤销违约认定，退还保证金") if unwinding.kind == Kind.LIFT_DEFAULT else gettext_noop("退还服务费")
    )
    transfer = ledger.post(reference=f"unwinding:{unwinding.number}", legs=legs, memo=memo, actor=actor)
    for notice in notices:
        mark_refunded(notice=notice, transfer=transfer, actor=actor, clock=clock)
    ledger.pay_out(
        organisation=party,
        exchange=exchange,
        amount_fen=unwinding.amount_fen,
        reference=f"unwound:{unwinding.number}",
        actor=actor,
    )
    return Given(transfer, party, notices)
