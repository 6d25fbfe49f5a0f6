"""Agreeing on a price in parts, as long as nobody has signed (R-SET-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.money import MAX_FEN
from marketplace.core.rates import percent
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.fees.commands import notify_payment, quote
from marketplace.fees.models import Base, Quote, Side
from marketplace.fees.occasions import Occasion, way_of
from marketplace.fees.queries import phase_at
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.drafting import redraw, unsigned
from marketplace.trading.findings import Finding, refuse
from marketplace.trading.instalments import RULE, Bounds, check_instalments, interest_fen
from marketplace.trading.instalments import Instalment as Part
from marketplace.trading.models import Contract, Instalment, Plan, Sale
from marketplace.trading.models.instalment import Security
from marketplace.trading.rule_rows import of_basis_points, share
from marketplace.trading.rules import may_plan, signs_as

MOST_PARTS = 12
MOST_NOTE = 500  # characters


@dataclass(frozen=True, slots=True)
class Parcel:
    """A part as it is proposed: fen of the price, and months after the contract's effect (0: when a price is paid at once)."""

    amount_fen: int
    months: int


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
    note = words(security_note, field="security_note", most=MOST_NOTE, lack=_("请写明担保人、担保文件和担保金额。"))
    if not sale.settlement.nets_fee:
        told = _("转让方要求价款全额划付；分期付款的服务费从每期价款中扣收，请先改回扣收。")
        raise Refused(told, rule="R-FEE-05", code="paid_apart")
    _refuse_faults(sale, parts, security, interest_bp, now)
    _refuse_falling_fee(sale, parts)
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
    first = deadline(now, working_days=rules.value(RULE, "payment_working_days"))
    received = list(accumulate(part.amount_fen for part in parts))
    for part, before in zip(parts, [0, *received], strict=False):
        due = first if part.is_first else deadline(now, months=part.months)
        if not part.is_first:
            part.interest_fen = _interest(part.amount_fen, plan.interest_bp, first.date, due.date, rules)
        part.due_at = due.at
        part.buyer_quote = _grown(sale, Side.BUYER, before, part.amount_fen, actor, clock)
        part.seller_quote = _grown(sale, Side.SELLER, before, part.amount_fen, actor, clock)
        part.buyer_fee_fen, part.seller_fee_fen = part.buyer_quote.amount_fen, part.seller_quote.amount_fen
        part.save()
    ask_for(parts[0], actor, clock)
    return first.at


def ask_for(part: Instalment, actor: Actor, clock: Clock) -> None:
    """Ask both sides for the fees of a part; of nothing there is no notice."""
    for asked in (part.buyer_quote, part.seller_quote):
        if asked is not None and asked.amount_fen:
            notify_payment(quote=asked, actor=actor, clock=clock)


def _interest(amount_fen: int, interest_bp: int, first: date, due: date, rules: RuleVersion) -> int:
    return interest_fen(amount_fen, of_basis_points(interest_bp), first, due, rules.value(RULE, "interest_year_days"))


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


def _refuse_faults(sale: Sale, parts: Sequence[Parcel], security: str, interest_bp: int, now: datetime) -> None:
    rules, price_fen = sale.rule_version, sale.leading_fen
    assert price_fen is not None
    months = int(rules.value(RULE, "instalment_max_months"))
    faults = _check_shape(parts, months, interest_bp, int(rules.value(RULE, "interest_max_bp")))
    refuse(faults)
    first = deadline(now, working_days=rules.value(RULE, "payment_working_days")).date
    days = [first if not part.months else deadline(now, months=part.months).date for part in parts]
    bounds = Bounds(share(rules, RULE, "first_instalment_bp"), first, deadline(now, months=months).date)
    found = check_instalments(
        price_fen,
        [Part(part.amount_fen, day) for part, day in zip(parts, days, strict=True)],
        bounds,
        secured=security in Security.values,
        state_asset=sale.listing.owner_category == OwnerCategory.STATE_FIRM,
    )
    if parts[0].amount_fen < sale.deposit_fen:
        text = _("首期付款不得少于已交保证金（规则 R-BID-03）。")
        found.append(Finding("instalments.0.amount_fen", "R-BID-03", text))
    refuse([_as_entered(one) for one in found])


def _check_shape(parts: Sequence[Parcel], months: int, interest_bp: int, most_bp: int) -> list[Finding]:
    if not 2 <= len(parts) <= MOST_PARTS:
        text = _("分期付款须有 2 至 {most} 期（规则 R-SET-04）。").format(most=MOST_PARTS)
        return [Finding("instalments", RULE, text)]
    faults = []
    for place, part in enumerate(parts):
        if place == 0 and part.months:
            faults.append(
                Finding("instalments.0.months", RULE, _("首期在合同生效后付款期限内支付，月数填 0（规则 R-SET-04）。"))
            )
        if place and not 1 <= part.months <= months:
            text = _("其余各期须在合同生效后 1 至 {most} 个月内付清（规则 R-SET-04）。").format(most=months)
            faults.append(Finding(f"instalments.{place}.months", RULE, text))
        if part.amount_fen > MAX_FEN:
            faults.append(Finding(f"instalments.{place}.amount", RULE, _("金额超出上限。")))
    if not 0 < interest_bp <= most_bp:
        text = _("分期价款须约定利息，年利率大于 0、不超过 {most}（规则 R-SET-04）。").format(
            most=percent(of_basis_points(most_bp))
        )
        faults.append(Finding("interest_bp", RULE, text))
    return faults


def _as_entered(found: Finding) -> Finding:
    """The field as forms and programs call it: a day is entered in months."""
    field = found.field.replace("amount_fen", "amount").replace("due_date", "months")
    return Finding(field, found.rule, found.message)


def _refuse_falling_fee(sale: Sale, parts: Sequence[Parcel]) -> None:
    """Neither a fee on the floor price nor one that falls as the price comes can be charged part by part."""
    received = list(accumulate(part.amount_fen for part in parts))
    for whole in (sale.settlement.buyer_quote, sale.settlement.seller_quote):
        occasion = Occasion.read(whole.occasion)
        way = way_of(sale.schedule, whole.side, occasion, phase_at(occasion.exchange, occasion.day))
        falls = any(way.increment(before, after) < 0 for before, after in zip([0, *received], received, strict=False))
        if falls or sale.schedule.rate(whole.side, occasion.method, occasion.service).base == Base.FLOOR:
            text = _("该收费标准的服务费不能随各期付款累计计收。请改为一次付清，或调整各期金额（规则 R-FEE-05）。")
            refuse([Finding("instalments", "R-FEE-05", text)])
