"""Agreeing on a price in parts, as long as nobody has signed (R-SET-04)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.fees.commands import notify_payment, quote
from marketplace.fees.models import Quote, Side
from marketplace.fees.occasions import Occasion
from marketplace.trading.commands.drafting import redraw, unsigned
from marketplace.trading.instalments import RULE
from marketplace.trading.models import Contract, Instalment, Plan, Sale
from marketplace.trading.queries.plans import Parcel, days_of, interest_of, require_lawful
from marketplace.trading.rules import may_plan, signs_as

MOST_NOTE = 500  # characters


@atomic
def propose_instalments(
    *,
    sale: Sale,
    parts: Sequence[Parcel],
    security: str,
    security_note: str,
    interest_bp: int,
    actor: Actor,
    clock: Clock,
) -> Plan:
    """Put a price in parts into the contract, before anybody has signed; who signs agrees to it.

    A proposal takes the place of the one before, of whichever side; the contract's terms and their hash are drawn up anew.
    Raises Invalid field by field with the rule (the first part, the sum, the year, the security), Refused once a side has
    signed or for a state-owned firm's asset, Forbidden unless one of the two sides acts.
    """
    contract = unsigned(sale)
    now = clock.read()
    require_authority(actor, Acts.SIGN, sale.leading_fen, at=now)
    require(may_plan, actor, sale)
    if sale.in_kind:
        raise Refused(_("价款以股权支付，不能约定分期付款。"), rule="R-FEE-06", code="in_kind")
    note = words(security_note, field="security_note", most=MOST_NOTE, lack=_("请写明担保人、担保文件和担保金额。"))
    require_lawful(sale, parts, security, interest_bp, now)
    assert actor.user

    Plan.objects.filter(contract=contract).delete()
    plan = Plan.objects.create(
        contract=contract,
        security=security,
        security_note=note,
        interest_bp=interest_bp,
        proposed_by=actor.user,
        proposed_side=signs_as(actor, sale),
        proposed_at=now,
    )
    deposits = [sale.deposit_fen, *(0 for _part in parts[1:])]
    for position, (part, deposit) in enumerate(zip(parts, deposits, strict=True), 1):
        Instalment.objects.create(
            plan=plan, position=position, months=part.months, amount_fen=part.amount_fen, deposit_fen=deposit
        )
    redraw(sale, contract, actor, clock)
    audit.record(
        "trading.instalments_proposed",
        subject=contract,
        actor=actor,
        private=True,
        side=plan.proposed_side,
        parts=[{"amount_fen": part.amount_fen, "months": part.months} for part in parts],
        security=security,
        interest_bp=interest_bp,
        terms_hash=contract.terms_hash,
    )
    announce(sale.topic)
    return plan


@atomic
def withdraw_instalments(*, sale: Sale, actor: Actor, clock: Clock) -> Contract:
    """Go back to a price that is paid at once, before anybody has signed. Raises Refused if there is nothing to take back."""
    contract = unsigned(sale)
    clock.read()
    require(may_plan, actor, sale)
    if not Plan.objects.filter(contract=contract).delete()[0]:
        raise Refused(_("合同没有约定分期付款。"), rule=RULE, code="no_plan")
    redraw(sale, contract, actor, clock)
    audit.record(
        "trading.instalments_withdrawn",
        subject=contract,
        actor=actor,
        private=True,
        side=signs_as(actor, sale),
        terms_hash=contract.terms_hash,
    )
    announce(sale.topic)
    return contract


def fix_instalments(plan: Plan, sale: Sale, now: datetime, actor: Actor, clock: Clock) -> datetime:
    """Give each part its day, its interest and its fees, as the contract takes effect; returns when the first is due.

    A part of the effect, which has asked who may. Only the first part is asked for now: each next one as the one before is passed on.
    """
    rules = sale.rule_version
    parts = list(plan.instalments.order_by("position"))
    days = days_of([part.months for part in parts], rules, now)
    received = list(accumulate(part.amount_fen for part in parts))
    for part, due, before in zip(parts, days, [0, *received], strict=False):
        part.interest_fen = interest_of(part.amount_fen, plan.interest_bp, days[0].date, due.date, rules)
        part.due_at = due.at
        part.buyer_quote = _grown(sale, Side.BUYER, before, part.amount_fen, actor, clock)
        part.seller_quote = _grown(sale, Side.SELLER, before, part.amount_fen, actor, clock)
        part.buyer_fee_fen, part.seller_fee_fen = part.buyer_quote.amount_fen, part.seller_quote.amount_fen
        part.save()
    ask_for(parts[0], actor, clock)
    return days[0].at


def ask_for(part: Instalment, actor: Actor, clock: Clock) -> None:
    """Ask both sides for the fees of a part; of nothing there is no notice."""
    for asked in (part.buyer_quote, part.seller_quote):
        if asked is not None and asked.amount_fen:
            notify_payment(quote=asked, actor=actor, clock=clock)


def _grown(sale: Sale, side: Side, before_fen: int, part_fen: int, actor: Actor, clock: Clock) -> Quote:
    """The fee of a part: what it grows by when the whole received grows, on the same occasion as the whole (R-FEE-05)."""
    settlement = sale.settlement
    whole = settlement.buyer_quote if side == Side.BUYER else settlement.seller_quote
    occasion = Occasion.read(whole.occasion)
    return quote(
        schedule=sale.schedule,
        price_fen=part_fen,
        received_before_fen=before_fen,
        side=side,
        subject=audit.ref(sale),
        payer=whole.payer,
        exchange=sale.exchange,
        method=occasion.method,
        service=occasion.service,
        day=occasion.day,
        criteria=occasion.criteria,
        floor_fen=sale.start_fen,
        actor=actor,
        clock=clock,
    )
