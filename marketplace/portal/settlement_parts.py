"""A price in parts and a default as the parties are told them: what is due when and why, what became of the deposit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from marketplace.core.money import yuan
from marketplace.portal.amounts import Amount
from marketplace.portal.settlement_acts import Act
from marketplace.trading.models import Default, Instalment
from marketplace.trading.queries.defaults import steps_of
from marketplace.trading.queries.plans import Drawn


class Reader(Protocol):
    """Whose amounts are shown."""

    @property
    def sees_buyer(self) -> bool: ...

    @property
    def sees_seller(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PartTold:
    part: Instalment
    label: str
    tone: str
    lines: Sequence[Amount]
    acts: Sequence[Act] = ()


def tell_part(part: Instalment, reader: Reader, acts: Sequence[Act] = ()) -> PartTold:
    """A part for one reader: what the buyer pays, what the seller gets; the venue reads both."""
    label, tone = _state(part)
    return PartTold(part, label, tone, part_lines(part, reader, fixed=part.due_at is not None), acts)


def part_lines(part: Instalment | Drawn, reader: Reader, *, fixed: bool) -> list[Amount]:
    """The amounts of a part; before they are `fixed` nothing but the price is known."""
    lines = [Amount(_("本期价款"), part.amount_fen)]
    if part.interest_fen:
        lines.append(Amount(_("利息"), part.interest_fen, _("自首期付款期限届满日计至本期付款日（规则 R-SET-04）")))
    if fixed and reader.sees_buyer:
        if part.deposit_fen:
            lines.append(Amount(_("已交保证金"), -part.deposit_fen, _("成交后转作价款（规则 R-BID-03）")))
        lines.append(Amount(_("受让方服务费"), part.buyer_fee_fen, _("按累计收款计收的增加额（规则 R-FEE-05）")))
        lines.append(Amount(_("受让方本期应付"), part.due_fen, total=True))
    if fixed and reader.sees_seller:
        lines.append(Amount(_("转让方服务费"), -part.seller_fee_fen, _("按累计收款计收的增加额（规则 R-FEE-05）")))
        lines.append(Amount(_("转让方本期应得"), part.net_fen, total=True))
    return lines


def _state(part: Instalment) -> tuple[str, str]:
    if part.state == Instalment.State.AGREED and part.overdue_at:
        return (_("已催告") if part.demanded_at else _("已逾期")), "failed"
    tones = {
        Instalment.State.AGREED: "waiting",
        Instalment.State.PAID: "active",
        Instalment.State.SETTLED: "done",
        Instalment.State.DROPPED: "plain",
        Instalment.State.BACK: "plain",
    }
    return str(part.get_state_display()), tones[Instalment.State(part.state)]


@dataclass(frozen=True, slots=True)
class DefaultTold:
    default: Default
    tone: str
    lines: Sequence[Amount]
    claims: Sequence[Amount]
    acts: Sequence[Act] = ()


def tell_default(default: Default, acts: Sequence[Act] = ()) -> DefaultTold:
    """The use of the deposit as a waterfall, then what stays to be claimed."""
    tones = {"proposed": "waiting", "declared": "failed", "concluded": "done", "lifted": "plain", "rejected": "plain"}
    lines = [Amount(_("保证金"), default.deposit_fen)]
    if default.forfeit_id:
        names = _names()
        lines += [Amount(names[step.use], -step.taken_fen, _left(step.left_fen)) for step in steps_of(default)]
    return DefaultTold(default, tones[default.state], lines, _claims(default), acts)


def _names() -> dict[str, str]:
    return {
        "fees": _("一、双方首次成交的服务费"),
        "costs": _("一、再次转让的费用"),
        "shortfall": _("二、再次转让的差价，付转让方"),
        "rest": _("三、余额，付转让方"),
        "held": _("二、三、待再次转让结算后付转让方，暂存"),
    }


def _left(left_fen: int) -> str:
    return _("剩余 {left} 元").format(left=yuan(left_fen))


def _claims(default: Default) -> list[Amount]:
    if default.claim_fen is None:
        return []
    rows = [Amount(_("再次转让成交价"), default.second_price_fen)] if default.second_price_fen is not None else []
    if default.shortfall_fen is not None:
        rows.append(Amount(_("差价"), default.shortfall_fen, _("首次成交价减再次转让成交价")))
    if default.fees_claim_fen:
        rows.append(Amount(_("保证金不足以支付的服务费和费用"), default.fees_claim_fen))
    rows.append(Amount(_("转让方可继续向违约方主张"), default.claim_fen, total=True))
    return rows
