"""Money that comes part by part, with what both sides' fees grow by: asked for, kept in escrow, passed on (R-FEE-05, R-SET-08).

Steps of the commands of licences and of commissioned work, which have asked who may and locked their rows.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.fees.commands import notify_payment, quote
from marketplace.fees.models import Method, Quote, Schedule, Side
from marketplace.fees.queries import read_shelf
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose, Transfer
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.pooling import share_legs
from marketplace.trading.commands.receipts import receive_once
from marketplace.trading.queries.pools import parts_for


@dataclass(frozen=True, slots=True)
class Parted:
    """A deal that is paid in parts: who pays whom, at which venue, by which schedule of the day it was accepted."""

    thing: models.Model
    payer: Organisation
    payee: Organisation
    venue: str
    via: str
    schedule: Schedule
    method: Method
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its number, the amount for the payee, both fees, and what the payee is paid out of it."""

    number: str
    amount_fen: int
    payer_fee_fen: int
    payee_fee_fen: int
    paid_out_fen: int

    @property
    def due_fen(self) -> int:
        return self.amount_fen + self.payer_fee_fen

    @property
    def pool_fen(self) -> int:
        return self.payer_fee_fen + self.payee_fee_fen


def quote_growth(deal: Parted, amount_fen: int, *, before_fen: int, actor: Actor, clock: Clock) -> tuple[Quote, Quote]:
    """What the fees of payer and payee grow by with a part, after `before_fen` came before it; each is asked for if it is any."""
    day = deal.accepted_at.astimezone(SHANGHAI).date()
    shelf = read_shelf(clock.read())

    def fee(side: Side, payer: Organisation) -> Quote:
        return quote(
            schedule=deal.schedule,
            price_fen=amount_fen,
            received_before_fen=before_fen,
            side=side,
            subject=audit.ref(deal.thing),
            payer=payer,
            exchange=deal.venue,
            method=deal.method,
            day=day,
            shelf=shelf,
            actor=actor,
            clock=clock,
        )

    return fee(Side.BUYER, deal.payer), fee(Side.SELLER, deal.payee)


def ask_for(quotes: tuple[Quote, Quote], *, actor: Actor, clock: Clock) -> None:
    """A notice of payment for each fee that is any; once the part is there, whose number the payer names."""
    for one in quotes:
        if one.amount_fen:
            notify_payment(quote=one, actor=actor, clock=clock)


def keep_in_escrow(
    deal: Parted, amount_fen: int, bank_reference: str, reference: str, memo: str, actor: Actor
) -> Transfer:
    """Book what came from the payer's bank, and keep it for it in escrow; returns the receipt. Raises Refused for a line that is booked."""
    payer, venue = deal.payer, deal.venue
    available, escrow = (of_party(payer, purpose, venue) for purpose in (Purpose.AVAILABLE, Purpose.ESCROW))
    ledger.lock_accounts([available, escrow, of_market(Purpose.BANK, venue)])
    receipt = receive_once(payer, venue, amount_fen, bank_reference, actor)
    ledger.post(reference=reference, legs=[(available, -amount_fen), (escrow, amount_fen)], memo=memo, actor=actor)
    return receipt


def pass_on(deal: Parted, part: Part, *, memo: str, shares_memo: str, actor: Actor) -> Transfer:
    """Every transfer of a part that is in escrow, in the order in which the money moves; returns the one that brings the fees."""
    venue = deal.venue
    escrow = of_party(deal.payer, Purpose.ESCROW, venue)
    proceeds = of_party(deal.payee, Purpose.AVAILABLE, venue)
    pool, bank = of_market(Purpose.POOL, venue), of_market(Purpose.BANK, venue)
    shares = share_legs(venue, parts_for(deal.accepted_at, venue, deal.via, part.pool_fen))
    ledger.lock_accounts([escrow, proceeds, pool, bank, *(account for account, _fen in shares)])
    settled = ledger.post(
        reference=f"settlement:{part.number}",
        legs=[(escrow, -part.due_fen), (proceeds, part.amount_fen - part.payee_fee_fen), (pool, part.pool_fen)],
        memo=memo,
        actor=actor,
    )
    if part.pool_fen:
        ledger.post(reference=f"shares:{part.number}", legs=shares, memo=shares_memo, actor=actor)
    ledger.pay_out(
        organisation=deal.payee,
        exchange=venue,
        amount_fen=part.paid_out_fen,
        reference=f"proceeds:{part.number}",
        actor=actor,
    )
    return settled


def give_back(deal: Parted, part: Part, *, memo: str, actor: Actor) -> Transfer:
    """A part that is in escrow goes back to the payer's bank, its fee with it; returns the transfer out of escrow."""
    venue = deal.venue
    available, escrow = (of_party(deal.payer, purpose, venue) for purpose in (Purpose.AVAILABLE, Purpose.ESCROW))
    ledger.lock_accounts([available, escrow, of_market(Purpose.BANK, venue)])
    freed = ledger.post(
        reference=f"refund:{part.number}",
        legs=[(escrow, -part.due_fen), (available, part.due_fen)],
        memo=memo,
        actor=actor,
    )
    ledger.pay_out(
        organisation=deal.payer,
        exchange=venue,
        amount_fen=part.due_fen,
        reference=f"refund-paid:{part.number}",
        actor=actor,
    )
    return freed
