"""What is handed out when money did not come, or goes back: a demand, a notice of default, a notice of refund."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.clock import Clock, last_day
from marketplace.desk.official import official
from marketplace.documents.commands import revoke
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.fees.models import PaymentNotice
from marketplace.trading.commands.filing import issue_for_sale
from marketplace.trading.models import Default, Instalment, Unwinding

DEMAND, DEFAULT, REFUND = "instalment_demand", "default_notice", "refund_notice"
Lines = list[dict[str, Any]]


def issue_demand(part: Instalment, actor: Actor, clock: Clock) -> None:
    """催款函, for the buyer alone: what is due of an overdue part, and until when (R-SET-04)."""
    sale = part.plan.contract.sale
    buyer = sale.settlement.buyer_quote.payer
    issue_for_sale(sale, DEMAND, lambda: _demand(part, buyer, actor), actor, clock, buyer)


def _demand(part: Instalment, buyer: Organisation, actor: Actor) -> dict[str, Any]:
    plan, sale = part.plan, part.plan.contract.sale
    assert part.due_at
    assert part.demand_ends_at
    seller, venue = sale.listing.lister.name, sale.get_exchange_display()
    rows = [
        (_("第{n}期价款").format(n=part.position), seller, part.amount_fen - part.deposit_fen, _("规则 R-SET-04")),
        (_("分期利息"), seller, part.interest_fen, _("规则 R-SET-04")),
        (_("受让方服务费（按累计收款）"), venue, part.buyer_fee_fen, _("规则 R-FEE-05")),
    ]
    return {
        "addressee": buyer.name,
        "contract_number": plan.contract.number,
        "part_number": part.number,
        "position": part.position,
        "due_date": last_day(part.due_at),
        "lines": _lines(rows),
        "total": part.due_fen,
        "demand_date": last_day(part.demand_ends_at),
        "security": _("{kind}：{note}").format(kind=plan.get_security_display(), note=plan.security_note),
        "officer": str(actor.user),
    }


def issue_default_notices(default: Default, now: datetime, actor: Actor, clock: Clock) -> None:
    """违约认定通知, one for each side: facts, what becomes of the deposit, what follows (R-SET-05)."""
    for party in (default.organisation, default.settlement.seller_quote.payer):
        data = lambda to=party: _default(default, to, now, actor)  # noqa: E731
        issue_for_sale(default.sale, DEFAULT, data, actor, clock, party)


def _default(default: Default, party: Organisation, now: datetime, actor: Actor) -> dict[str, Any]:
    sale = default.sale
    seller, venue = default.settlement.seller_quote.payer.name, sale.get_exchange_display()
    rows = [
        (_("双方首次成交的服务费"), venue, default.fees_taken_fen, ""),
        (_("再次转让的费用"), venue, default.costs_taken_fen, ""),
        (_("再次转让的差价及余额"), seller, default.rest_fen, _("暂存，待再次转让结算后付出")),
    ]
    return {
        "addressee": party.name,
        "default_number": default.number,
        "party": default.organisation.name,
        "grounds": str(default.get_grounds_display()),
        "facts": default.reason,
        "price": default.settlement.price_fen,
        "deposit": default.deposit_fen,
        "declared_at": now,
        "lines": _lines(rows),
        "consequences": _(
            "项目恢复挂牌，违约方不得再次竞买本项目。保证金不足以弥补的差价和损失，转让方可以继续向违约方主张。"
        ),
        "officer": str(actor.user),
    }


def issue_refund_notice(
    unwinding: Unwinding, party: Organisation, notices: list[PaymentNotice], actor: Actor, clock: Clock
) -> None:
    """退款通知单, for the party whose money it is alone: what goes back, for which reason, by which transfer (R-FEE-08)."""
    sale = unwinding.settlement.sale
    issue_for_sale(sale, REFUND, lambda: _refund(unwinding, party, notices, actor), actor, clock, party)


def _refund(unwinding: Unwinding, party: Organisation, notices: list[PaymentNotice], actor: Actor) -> dict[str, Any]:
    assert unwinding.transfer
    if unwinding.kind == Unwinding.Kind.LIFT_DEFAULT:
        lines: Lines = [{"item": _("扣划的交易保证金"), "amount": unwinding.amount_fen}]
    elif unwinding.kind == Unwinding.Kind.RETURN_PRICE:
        lines = [{"item": _("已收价款和保证金"), "amount": unwinding.amount_fen}]
    else:
        lines = [
            {"item": _("交易服务费"), "document": notice.number, "amount": notice.quote.amount_fen}
            for notice in notices
            if notice.quote.amount_fen
        ]
    return {
        "addressee": party.name,
        "unwinding_number": unwinding.number,
        "matter": str(unwinding.get_kind_display()),
        "reason": unwinding.reason,
        "lines": lines,
        "amount": unwinding.amount_fen,
        "transfer": unwinding.transfer.number,
        "approved_at": unwinding.decided_at,
        "officer": str(actor.user),
    }


def revoke_default_notices(unwinding: Unwinding, actor: Actor, clock: Clock) -> None:
    """The default is lifted: its notices say so when they are checked."""
    issued = documents_of(unwinding.settlement.sale).filter(code=DEFAULT, state=Document.State.CURRENT)
    for document in issued.select_for_update(of=["self"], no_key=True):
        revoke(document=document, reason=_lifted(unwinding), actor=actor, clock=clock)


@official
def _lifted(unwinding: Unwinding) -> str:
    return _("违约认定已撤销（{number}）。").format(number=unwinding.number)


def _lines(rows: list[tuple[str, str, int, str]]) -> Lines:
    """Lines of nothing are left out; so are empty cells."""
    return [
        {"item": item, "payee": payee, "amount": amount} | ({"note": note} if note else {})
        for item, payee, amount, note in rows
        if amount
    ]
