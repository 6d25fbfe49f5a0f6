"""A default: who declares, rejects and concludes it, and what becomes of the deposit to the fen (R-SET-05)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import Refused
from marketplace.portal.amounts import Amount
from marketplace.portal.settlement_acts import Act, act_on, told
from marketplace.trading import rules
from marketplace.trading.defaulting import Purpose, Use
from marketplace.trading.models import Default, Sale
from marketplace.trading.queries.forfeits import fees_and_costs, last_use_of, second_price, use_of


def default_acts(actor: Actor, sale: Sale, default: Default) -> list[Act]:
    """What the venue's staff may do about a default; an act that another person must do is shown with the reason."""
    if not rules.is_staff_of(actor, sale):
        return []
    if default.state == Default.State.PROPOSED:
        if not rules.may_declare_default(actor, default):
            return [declare_act(sale, default, told(rules.may_declare_default))]
        return [declare_act(sale, default), reject_act(default)]
    if default.state != Default.State.DECLARED:
        return []
    if not rules.may_conclude_default(actor, default):
        return [conclude_act(default, refused=told(rules.may_conclude_default))]
    try:
        second_fen = second_price(default)
    except Refused as error:
        return [conclude_act(default, refused=str(error))]
    return [conclude_act(default, last_lines(default, last_use_of(default, sale, second_fen), second_fen))]


def use_lines(default: Default, use: Use) -> list[Amount]:
    """The deposit before a second sale: fees and costs at once, the rest held; and what it does not reach."""
    fees, costs = fees_and_costs(default, use)
    short = default.fees_fen + default.costs_fen - fees - costs
    lines = [
        Amount(_("保证金"), default.deposit_fen),
        Amount(_("一、双方首次成交的服务费"), -fees),
        Amount(_("一、再次转让的费用"), -costs),
        Amount(_("二、三、待再次转让结算后付转让方，暂存"), default.deposit_fen - fees - costs, total=True),
    ]
    return [*lines, Amount(_("保证金不足以支付的服务费和费用"), short)] if short else lines


def last_lines(default: Default, use: Use, second_fen: int | None) -> list[Amount]:
    """What the conclusion pays and leaves to be claimed."""
    claims = dict(use.claims)
    priced = [] if second_fen is None else [Amount(_("再次转让成交价"), second_fen)]
    fees = claims.get(Purpose.FEES_AND_COSTS, 0)
    return [
        Amount(_("成交价"), default.settlement.price_fen),
        *priced,
        Amount(_("划付转让方"), use.seller_fen, _("差价和余额"), total=True),
        *([Amount(_("保证金不足以支付的服务费和费用"), fees)] if fees else []),
        Amount(_("转让方可继续向违约方主张"), claims.get(Purpose.SHORTFALL, 0)),
    ]


def declare_act(sale: Sale, default: Default, refused: str = "") -> Act:
    text = _(
        "成交终止，项目恢复挂牌，该单位不得再次竞买本项目，保证金按下列顺序处置，双方各得一份违约认定通知（规则 R-SET-05）。"
    )
    lines: Sequence[Amount] = () if refused else use_lines(default, use_of(default, sale))
    return act_on(
        "default",
        default.number,
        "declare",
        _("认定违约"),
        _("认定受让方违约？"),
        text,
        refused=refused,
        lines=lines,
        danger=True,
    )


def reject_act(default: Default) -> Act:
    text = _("成交照常履行。理由双方都会看到。")
    return act_on(
        "default", default.number, "reject", _("不予认定"), _("不予认定违约？"), text, asks=_("不予认定的理由")
    )


def conclude_act(default: Default, lines: Sequence[Amount] = (), *, refused: str = "") -> Act:
    text = _("保证金余额划付转让方，未获清偿的部分从此确定（规则 R-SET-05）。不能撤回；了结之后违约认定不能再撤销。")
    return act_on(
        "default", default.number, "conclude", _("了结违约"), _("划付余额并了结？"), text, refused=refused, lines=lines
    )
