"""Money that comes in, and payouts that go out; splitting a payment changes nothing in the end (R-GEN-07)."""

from datetime import date

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.proceeds import rules
from marketplace.proceeds.dealing import Payee, deal_of, payees_of, steps_as_json, terms_of
from marketplace.proceeds.models import Distribution, Payout, Receipt
from marketplace.proceeds.waterfall import distribute
from marketplace.trading.queries.owners import paid_to

PAPER_MAX = 60


def pay_out(distribution: Distribution, receipt: Receipt | None = None) -> None:
    """Write the payouts that are due after what has come in so far: each payee's entitlement less what he has already.

    A step of the commands that have asked; the deal is locked.
    """
    receipts = Receipt.objects.filter(**distribution.of_deal, unit=distribution.unit)
    told = receipts.aggregate(received=Sum("amount_fen"), last=Max("received_date"))
    flow = distribute(deal_of(distribution), terms_of(distribution), told["received"])
    had = _had(distribution)
    rows = []
    for payout, payee in zip(flow.payouts, payees_of(distribution), strict=True):
        if payee is None:
            continue
        rows.append(
            Payout(
                distribution=distribution,
                receipt=receipt,
                role=payee.role,
                payee=payee.key,
                name=payee.name,
                user=payee.user,
                organisation=payee.organisation,
                entitled_fen=payout.amount_fen,
                amount_fen=payout.amount_fen - had.pop(payee.key, 0),
                steps=steps_as_json(payout.steps),
                income_date=told["last"],
            )
        )
    for row in [*rows, *_taken_back(distribution, had, told["last"])]:
        row.save()


def _had(distribution: Distribution) -> dict[str, int]:
    """What each payee was paid or is due already, through all versions; co-owners were paid their shares by the venue (R-CON-06)."""
    counted = (
        _of_all_versions(distribution).exclude(state=Payout.State.VOID).values("payee").annotate(fen=Sum("amount_fen"))
    )
    had = {row["payee"]: row["fen"] for row in counted}
    for payee in payees_of(distribution):
        if payee and payee.role == Payout.Role.OWNER and payee.organisation and distribution.sale:
            had[payee.key] = had.get(payee.key, 0) + paid_to(distribution.sale, payee.organisation)
    return had


def _of_all_versions(distribution: Distribution) -> QuerySet[Payout]:
    of_deal = {f"distribution__{name}": deal for name, deal in distribution.of_deal.items()}
    return Payout.objects.filter(**of_deal, distribution__unit=distribution.unit)


def _taken_back(distribution: Distribution, had: dict[str, int], day: date) -> list[Payout]:
    """Who was paid by an earlier version and is no payee of this one owes it back."""
    rows = []
    for key, fen in had.items():
        if fen == 0:
            continue
        old = _of_all_versions(distribution).filter(payee=key).latest("pk")
        payee = Payee(old.role, key, old.name, old.user, old.organisation)
        rows.append(
            Payout(
                distribution=distribution,
                role=payee.role,
                payee=key,
                name=payee.name,
                user=payee.user,
                organisation=payee.organisation,
                entitled_fen=0,
                amount_fen=-fen,
                steps=[],
                income_date=day,
            )
        )
    return rows


@atomic
def record_receipt(
    *, distribution: Distribution, amount_fen: int, received_date: date, reference: str, actor: Actor, clock: Clock
) -> Receipt:
    """Record a part of the price that has come in; where the distribution is approved, what it adds is due at once.

    Raises Invalid if it is more than the price leaves or was recorded before, Refused if the distribution is not the newest.
    """
    lock(distribution.deal)
    lock(distribution)
    now = clock.read()
    require(rules.may_record_money, actor, distribution)
    if distribution.state not in (Distribution.State.DRAFT, Distribution.State.APPROVED):
        raise Refused(_("只能在待复核或已批准的分配方案上登记到账。"), rule="R-RWD-04", code="state_receive")
    receipts = Receipt.objects.filter(**distribution.of_deal, unit=distribution.unit)
    left = distribution.price_fen - sum(receipts.values_list("amount_fen", flat=True))
    if not 0 < amount_fen <= left:
        text = _("到账金额须大于零且不超过尚未到账的 {left} 元（规则 R-FEE-05）。").format(left=yuan(left))
        raise Invalid(fields={"amount_fen": [text]}, rule="R-FEE-05")
    receipt = Receipt(
        **distribution.of_deal,
        unit=distribution.unit,
        reference=words(reference, field="reference", most=PAPER_MAX, lack=_("请填写到账凭证号。"), rule="R-RWD-04"),
        amount_fen=amount_fen,
        received_date=received_date,
        recorded_by=actor.user,
        recorded_at=now,
    )
    validate(receipt)
    receipt.save()
    if distribution.state == Distribution.State.APPROVED:
        pay_out(distribution, receipt)
    audit.record("proceeds.receipt_recorded", subject=distribution, actor=actor, private=True)
    return receipt


@atomic
def mark_payout_paid(*, payout: Payout, paid_date: date, reference: str, actor: Actor, clock: Clock) -> None:
    """Note that a payout was paid, by which transfer or payroll. Raises Invalid for a day before the income or in the future."""
    lock(payout)
    now = clock.read()
    require(rules.may_pay, actor, payout)
    from_date, today = payout.income_date, now.date()
    if not from_date <= paid_date <= max(today, from_date):
        text = _("发放日期须在到账日 {first} 至今日之间。").format(first=from_date)
        raise Invalid(fields={"paid_date": [text]}, rule="R-TAX-04")
    said = words(reference, field="reference", most=PAPER_MAX, lack=_("请填写发放凭证号。"), rule="R-RWD-04")
    payout.move("pay", paid_date=paid_date, paid_by=actor.user, paid_reference=said)
    audit.record("proceeds.payout_paid", subject=payout, actor=actor, private=True)
