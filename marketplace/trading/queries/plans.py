"""A price in parts before anybody has agreed on it: whether it is lawful, and what each part would come to (R-SET-04, R-FEE-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from django.utils.translation import gettext as _

from accounts.models import OwnerCategory
from marketplace.core.errors import Refused
from marketplace.core.findings import Finding, refuse
from marketplace.core.money import MAX_FEN
from marketplace.core.rates import percent
from marketplace.fees.models import Base, Quote
from marketplace.fees.occasions import Occasion, way_of
from marketplace.fees.queries import phase_at
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.periods import Deadline
from marketplace.rulebook.queries import deadline
from marketplace.trading.instalments import RULE, Bounds, check_instalments, interest_fen, least_first_fen
from marketplace.trading.instalments import Instalment as Part
from marketplace.trading.models import Sale
from marketplace.trading.models.instalment import Security
from marketplace.trading.rule_rows import of_basis_points, share

MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Parcel:
    """A part as it is proposed: fen of the price, and months after the contract's effect (0: when a price is paid at once)."""

    amount_fen: int
    months: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a part would come to: by when it is due, what the buyer pays, what the seller gets. Amounts in fen."""

    position: int
    due_at: datetime
    amount_fen: int
    deposit_fen: int
    interest_fen: int
    buyer_fee_fen: int
    seller_fee_fen: int

    @property
    def due_fen(self) -> int:
        return self.amount_fen - self.deposit_fen + self.interest_fen + self.buyer_fee_fen

    @property
    def net_fen(self) -> int:
        return self.amount_fen + self.interest_fen - self.seller_fee_fen


def require_open(sale: Sale) -> None:
    """How a price is paid may change until a side has signed. Raises Refused."""
    if sale.state != Sale.State.WON:
        raise Refused(_("只有已成交待签约的项目可以变更付款约定。"), rule=RULE, code="state_plan")
    contract = sale.contract
    if contract.seller_signed_at or contract.buyer_signed_at:
        raise Refused(_("一方已签署合同，付款约定不能再变更。"), rule="R-SET-03", code="signed_already")


def least_first(sale: Sale) -> int:
    """The least first part of a won sale, in fen: the share of the price that the rules ask for, and no less than the deposit."""
    least = least_first_fen(sale.leading_fen or 0, share(sale.rule_version, RULE, "first_instalment_bp"))
    return max(least, sale.deposit_fen)


def drawn_up(sale: Sale, parts: Sequence[Parcel], interest_bp: int, now: datetime) -> list[Drawn]:
    """The parts as they would be fixed if both sides signed now."""
    due = days_of([part.months for part in parts], sale.rule_version, now)
    buyer_fees = _increments(sale, sale.settlement.buyer_quote, parts)
    seller_fees = _increments(sale, sale.settlement.seller_quote, parts)
    return [
        Drawn(
            position=place + 1,
            due_at=due[place].at,
            amount_fen=part.amount_fen,
            deposit_fen=0 if place else sale.deposit_fen,
            interest_fen=interest_of(part.amount_fen, interest_bp, due[0].date, due[place].date, sale.rule_version),
            buyer_fee_fen=buyer_fees[place],
            seller_fee_fen=seller_fees[place],
        )
        for place, part in enumerate(parts)
    ]


def days_of(months: Sequence[int], rules: RuleVersion, now: datetime) -> list[Deadline]:
    """When each part is due in a contract that takes effect now: without months, as a price that is paid at once."""
    first = deadline(now, working_days=rules.value(RULE, "payment_working_days"))
    return [deadline(now, months=month) if month else first for month in months]


def interest_of(amount_fen: int, interest_bp: int, first: date, due: date, rules: RuleVersion) -> int:
    """Of a part, from the day the first is due to its own, in fen."""
    return interest_fen(amount_fen, of_basis_points(interest_bp), first, due, rules.value(RULE, "interest_year_days"))


def require_lawful(sale: Sale, parts: Sequence[Parcel], security: str, interest_bp: int, now: datetime) -> None:
    """Raise Invalid with every fault of a plan at its field: shape, first part, sum, days, security, interest, fee.

    Raises Refused where the seller's fee is paid apart: fees are taken out of each part.
    """
    if not sale.settlement.nets_fee:
        told = _("转让方要求价款全额划付；分期付款的服务费从每期价款中扣收，请先改回扣收。")
        raise Refused(told, rule="R-FEE-05", code="paid_apart")
    rules, price_fen = sale.rule_version, sale.leading_fen
    assert price_fen is not None
    months = int(rules.value(RULE, "instalment_max_months"))
    refuse(_check_shape(parts, months, interest_bp, int(rules.value(RULE, "interest_max_bp"))))
    days = [due.date for due in days_of([part.months for part in parts], rules, now)]
    bounds = Bounds(share(rules, RULE, "first_instalment_bp"), days[0], deadline(now, months=months).date)
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
    _refuse_falling_fee(sale, parts)


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
    for whole in (sale.settlement.buyer_quote, sale.settlement.seller_quote):
        occasion = Occasion.read(whole.occasion)
        base = sale.schedule.rate(whole.side, occasion.method, occasion.service).base
        if base == Base.FLOOR or min(_increments(sale, whole, parts)) < 0:
            text = _("该收费标准的服务费不能随各期付款累计计收。请改为一次付清，或调整各期金额（规则 R-FEE-05）。")
            refuse([Finding("instalments", "R-FEE-05", text)])


def _increments(sale: Sale, whole: Quote, parts: Sequence[Parcel]) -> list[int]:
    """What a side's fee grows by with each part, on the occasion of the whole (R-FEE-05)."""
    occasion = Occasion.read(whole.occasion)
    way = way_of(sale.schedule, whole.side, occasion, phase_at(occasion.exchange, occasion.day))
    received = list(accumulate(part.amount_fen for part in parts))
    return [way.increment(before, after) for before, after in zip([0, *received], received, strict=False)]
