"""What is given back: who proposes and decides it, to whom it goes and who gives it, to the fen (R-FEE-08, R-SET-05)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Organisation
from marketplace.core.errors import Refused
from marketplace.ledger.models import Purpose
from marketplace.portal.amounts import Amount
from marketplace.portal.settlement_acts import Act, act_on, told
from marketplace.trading import rules
from marketplace.trading.models import Sale, Settlement, Unwinding
from marketplace.trading.queries.refunds import Giver, givers_of

TONES = {Unwinding.State.PROPOSED: "waiting", Unwinding.State.APPROVED: "done", Unwinding.State.REJECTED: "plain"}


@dataclass(frozen=True, slots=True)
class UnwindingTold:
    unwinding: Unwinding
    tone: str
    acts: Sequence[Act]


def tell_unwinding(actor: Actor, sale: Sale, settlement: Settlement, row: Unwinding) -> UnwindingTold:
    acts = unwinding_acts(actor, sale, settlement, row)
    return UnwindingTold(row, TONES[Unwinding.State(row.state)], acts)


def unwinding_acts(actor: Actor, sale: Sale, settlement: Settlement, row: Unwinding) -> list[Act]:
    """What the venue's staff may do about it; an act that another person must do is shown with the reason."""
    if row.state != Unwinding.State.PROPOSED or not rules.is_staff_of(actor, sale):
        return []
    if not rules.may_decide_unwinding(actor, row):
        return [
            act_on(
                "unwinding", row.number, "approve", _("批准并退还"), "", "", refused=told(rules.may_decide_unwinding)
            )
        ]
    try:
        lines = giving_lines(settlement, row.kind, row.amount_fen)
    except Refused as error:
        return [
            act_on("unwinding", row.number, "approve", _("批准并退还"), "", "", refused=str(error)),
            reject_act(row),
        ]
    return [approve_act(row, lines), reject_act(row)]


def payee_of(settlement: Settlement, kind: str) -> Organisation:
    """Whose money it is."""
    seller_s = (Unwinding.Kind.REFUND_SELLER, Unwinding.Kind.KEEP_PRICE)
    side = settlement.seller_quote if kind in seller_s else settlement.buyer_quote
    return side.payer


def giving_lines(settlement: Settlement, kind: str, amount_fen: int) -> list[Amount]:
    """To whom it goes, then who gives how much of it. Raises Refused if there is nothing to give back."""
    given = givers_of(settlement, kind, amount_fen)
    words = _("归转让方，逐期划付") if kind == Unwinding.Kind.KEEP_PRICE else _("退还金额")
    total = Amount(words, amount_fen, payee_of(settlement, kind).local_name, total=True)
    return [*(Amount(giver_name(giver), -fen) for giver, fen in given.items() if fen), total]


def giver_name(giver: Giver) -> str:
    venue = ExchangeCode(giver.exchange).label
    names = {
        Purpose.FEE: _("{exchange}服务费收入"),
        Purpose.FUND: _("联盟基金"),
        Purpose.POOL: _("{exchange}待分配服务费"),
        Purpose.PAYABLE: _("暂存、待付转让方的款项"),
        Purpose.DEPOSIT: _("受让方的交易保证金"),
        Purpose.ESCROW: _("受让方已付的款项"),
    }
    return names[Purpose(giver.purpose)].format(exchange=venue)


def approve_act(row: Unwinding, lines: Sequence[Amount]) -> Act:
    text = _(
        "各账户退回所得，款项划往该单位账户，并发给退款通知单。不能撤回；须由提出者以外的人办理（规则 R-FEE-08）。"
    )
    if row.kind == Unwinding.Kind.KEEP_PRICE:
        text = _(
            "已到账的各期价款归转让方，由未经手确认到账的复核员逐期划付；以后各期不再收取。不能撤回（规则 R-SET-09）。"
        )
        return act_on("unwinding", row.number, "approve", _("批准归转让方"), _("批准归转让方？"), text, lines=lines)
    return act_on("unwinding", row.number, "approve", _("批准并退还"), _("批准退还？"), text, lines=lines)


def reject_act(row: Unwinding) -> Act:
    text = _("不退还任何款项。")
    return act_on("unwinding", row.number, "reject", _("不予批准"), _("不予批准？"), text, asks=_("不予批准的理由"))
