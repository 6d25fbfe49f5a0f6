"""Limits of deals: signing, paying, passing back what is held (R-SET-03, R-SET-04, R-BID-03)."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.rulebook.time_limits import CONCERNED, SHORT, VENUE, Counted, Page, TimeLimit
from marketplace.trading.models import Contract, Instalment, Registration, Sale, Settlement
from marketplace.trading.queries.returns import losing

SELLER, BUYER = "listing__lister", "leading_registration__organisation"
TITLE = "listing__title", "listing__title_en"
SETTLEMENT = Page("portal:settlement")


def of(sale: str, *lookups: str) -> tuple[str, ...]:
    """Lookups of a sale from a row that leads to it."""
    return tuple(f"{sale}__{lookup}" for lookup in lookups)


def unsigned(side: str) -> QuerySet[Contract]:
    return Contract.objects.filter(sale__state=Sale.State.WON, **{f"{side}_signed_at__isnull": True})


def unpaid() -> QuerySet[Settlement]:
    """Prices that are paid at once; one in parts has its own limits."""
    rows = Settlement.objects.filter(state=Settlement.State.DUE, sale__state=Sale.State.CONTRACTED)
    return rows.filter(due_at__isnull=False, sale__contract__plan__isnull=True)


def parts(*, demanded: bool) -> QuerySet[Instalment]:
    rows = Instalment.objects.filter(state=Instalment.State.AGREED, due_at__isnull=False)
    rows = rows.exclude(plan__contract__sale__state__in=Sale.FALLEN)
    return rows.filter(demand_ends_at__isnull=not demanded)


def held_deposits() -> QuerySet[Registration]:
    over = Registration.objects.exclude(sale__state__in=Sale.RUNNING).filter(sale__deposits_due_at__isnull=False)
    return losing(over)


def signing(side: str, bound: str, other: str) -> TimeLimit:
    return TimeLimit(
        code=f"sign_contract_{side}",
        rule="R-SET-03",
        label=_("签署合同"),
        kept="trading.Contract.due_at",
        rows=partial(unsigned, side),
        number="sale__number",
        page=SETTLEMENT,
        title=of("sale", *TITLE),
        bound=f"sale__{bound}",
        concerned=(f"sale__{other}",),
        venue="sale__exchange",
        counted=Counted(
            "working_days", "sale__closed_at", (("R-SET-03", "contract_working_days"),), "sale__rule_version"
        ),
        missed=_("督促受让方签署；仍不签的，可提出违约认定，协议定价的可终止交易")
        if side == "buyer"
        else _("督促转让方签署；协议定价的可终止交易，其他的按争议办理（R-SET-09）"),
        opens_for=VENUE,
    )


def part(code: str, *, demanded: bool) -> TimeLimit:
    after, sale = ("demanded_at", "demand_working_days"), "plan__contract__sale"
    counted = Counted("working_days", after[0], (("R-SET-04", after[1]),), f"{sale}__rule_version")
    return TimeLimit(
        code=code,
        rule="R-SET-04",
        label=_("催告后支付分期价款") if demanded else _("支付分期价款"),
        kept=f"trading.Instalment.{'demand_ends_at' if demanded else 'due_at'}",
        rows=partial(parts, demanded=demanded),
        number=f"{sale}__number",
        page=SETTLEMENT,
        title=of(sale, *TITLE),
        bound=f"{sale}__{BUYER}",
        concerned=(f"{sale}__{SELLER}",),
        venue=f"{sale}__exchange",
        counted=counted if demanded else None,
        missed=_("按合同主张担保，或协商、解除") if demanded else _("催告受让方"),
        opens_for=CONCERNED if demanded else VENUE,
        told_by="" if demanded else "trading.instalment_overdue",
        sweep="rulebook.watch_time_limits" if demanded else "trading.note_overdue_instalments",
    )


LIMITS = (
    signing("seller", SELLER, BUYER),
    signing("buyer", BUYER, SELLER),
    TimeLimit(
        code="pay_price",
        rule="R-SET-04",
        label=_("支付价款和服务费"),
        kept="trading.Settlement.due_at",
        rows=unpaid,
        number="sale__number",
        page=SETTLEMENT,
        title=of("sale", *TITLE),
        bound=f"sale__{BUYER}",
        concerned=(f"sale__{SELLER}",),
        venue="sale__exchange",
        counted=Counted(
            "working_days",
            "sale__contract__effective_at",
            (("R-SET-04", "payment_working_days"),),
            "sale__rule_version",
        ),
        missed=_("提出违约认定：须另一位复核员审定"),
        opens_for=VENUE,
    ),
    part("pay_part", demanded=False),
    part("pay_demanded_part", demanded=True),
    TimeLimit(
        code="return_deposit",
        rule="R-BID-03",
        label=_("退还保证金"),
        kept="trading.Sale.deposits_due_at",
        due="sale__deposits_due_at",
        rows=held_deposits,
        number="number",
        page=Page("portal:registration"),
        title=of("sale", *TITLE),
        concerned=("organisation",),
        venue="sale__exchange",
        counted=Counted(
            "working_days", "sale__closed_at", (("R-BID-03", "refund_working_days"),), "sale__rule_version"
        ),
        missed=_("立即退回原付款账号"),
        opens_for=VENUE,
        missed_page=Page("cashier:returns", numbered=False),
        reminds=SHORT,
    ),
)
