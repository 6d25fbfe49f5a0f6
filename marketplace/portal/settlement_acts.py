"""Who does what next after a won sale, and why somebody may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from marketplace.core.clock import market_clock
from marketplace.portal.amounts import Amount
from marketplace.portal.receiving import receivings
from marketplace.trading import rules
from marketplace.trading.models import Contract, Sale, Settlement
from marketplace.trading.queries.expected import PAYMENT, SELLER_FEE
from marketplace.trading.queries.instalments import demand_period, is_price_overdue


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader came to do; `refused` says why not, by which rule. `place` names the address it is posted to.

    An act with `href` is done on a page of its own.
    """

    name: str
    label: str
    title: str
    text: str
    refused: str = ""
    opens_page: bool = False  # the address shows a form of its own
    noun: str = "settlement"
    subject: str = ""  # the number of the thing; else it is about the sale
    lines: tuple[Amount, ...] = ()  # what it does to the fen
    asks: str = ""  # the words of a reason that it wants
    danger: bool = False
    kind: str = "primary"  # of its button
    href: str = ""  # of a page elsewhere on which it is done

    @property
    def place(self) -> str:
        return f"portal:{self.noun}_{self.name}"

    @property
    def id(self) -> str:
        """On the page, for its form and its dialog."""
        return f"{self.name}-{self.subject}".rstrip("-")


def act_on(
    noun: str,
    subject: str,
    name: str,
    label: str,
    title: str,
    text: str,
    *,
    refused: str = "",
    lines: Sequence[Amount] = (),
    asks: str = "",
    danger: bool = False,
) -> Act:
    """A decision on one thing; its button stands out unless it declines, which is what wants a reason."""
    kind = "" if asks else "primary"
    return Act(
        name,
        label,
        title,
        text,
        refused,
        noun=noun,
        subject=subject,
        lines=tuple(lines),
        asks=asks,
        danger=danger,
        kind=kind,
    )


def acts_of(
    actor: Actor, sale: Sale, settlement: Settlement, contract: Contract | None, *, in_parts: bool = False
) -> list[Act]:
    """What this reader may do now; an act that another person must do is shown with the reason. Parts have acts of their own."""
    if sale.state == Sale.State.WON and contract:
        terms = _fee_terms(actor, sale, settlement, contract, in_parts=in_parts)
        return [
            *_signing(actor, sale, contract),
            *terms,
            *_planning(actor, sale, settlement, contract, in_parts=in_parts),
        ]
    if settlement.state in (Settlement.State.RUNNING, Settlement.State.VOID) or in_parts:
        return [certify_act()] if sale.state == Sale.State.SETTLED and rules.may_certify(actor, sale) else []
    if sale.state == Sale.State.CONTRACTED and settlement.state == Settlement.State.DUE:
        return [*_pay(actor, sale), *_demand(actor, sale, settlement), *_fee_apart(actor, sale, settlement)]
    if sale.state == Sale.State.CONTRACTED and settlement.waits_for_fee:
        return _fee_apart(actor, sale, settlement)
    if sale.state == Sale.State.CONTRACTED:
        return _settling(actor, sale, settlement)
    if sale.state == Sale.State.SETTLED:
        return [certify_act()] if rules.may_certify(actor, sale) else []
    return []


def _demand(actor: Actor, sale: Sale, settlement: Settlement) -> list[Act]:
    """A price that did not come in time is demanded once by the venue."""
    now = market_clock.read()
    if settlement.demanded_at or not is_price_overdue(settlement, sale, now) or not rules.may_demand(actor, sale):
        return []
    text = _(
        "限受让方在 {day} 前（含当日）付清；逾期可以认定违约，双方也可以依合同解除（规则 R-SET-04）。只催告一次，款项何时到账都照收。"
    )
    ends = demand_period(sale, now)
    lines = (Amount(_("受让方应付"), settlement.buyer_due_fen, total=True),)
    return [Act("demand", _("催告"), _("催告受让方付款？"), text.format(day=ends.date), lines=lines)]


def next_words(sale: Sale, settlement: Settlement, contract: Contract | None) -> str:
    """Whose turn it is; nothing once the certificate is issued."""
    if sale.state == Sale.State.WON:
        signed = (contract.seller_signed_at, contract.buyer_signed_at) if contract else (None, None)
        waiting = {
            (False, False): _("待转让方和受让方签署合同。"),
            (True, False): _("转让方已签署，待受让方签署合同。"),
            (False, True): _("受让方已签署，待转让方签署合同。"),
        }
        return waiting.get((bool(signed[0]), bool(signed[1])), "")
    if settlement.state == Settlement.State.RUNNING and sale.state == Sale.State.CERTIFIED:
        return _("分期履行中，各期付款日和金额见下。")
    if sale.state == Sale.State.DEFAULTED:
        return _("受让方违约，成交终止，项目已恢复挂牌。保证金的去向见下。")
    if sale.state == Sale.State.TERMINATED:
        return _("合同已解除，成交终止，项目已恢复挂牌；已收的款项已退还。")
    if sale.state == Sale.State.CALLED_OFF:
        return _("一方在签约前退出，协议终止，项目已恢复挂牌；双方均不付款，不收服务费。")
    unpaid = sale.state == Sale.State.CONTRACTED and settlement.state == Settlement.State.DUE
    if unpaid and settlement.demand_ends_at:
        return _("价款逾期，已催告受让方付款；催告期满仍未付款的，可以认定违约，或依合同解除。")
    if unpaid and settlement.overdue_at:
        return _("价款逾期未付，待交易机构催告。")
    if unpaid:
        return _("合同已生效，待受让方付款、交易机构两人确认到账。")
    if sale.state == Sale.State.CONTRACTED and settlement.waits_for_fee:
        return _("价款已到账，待转让方另行支付的服务费到账。")
    if sale.state == Sale.State.CONTRACTED:
        return _("价款已到账，待交易机构复核员结算。")
    return _("已结算，待交易机构出具鉴证书。") if sale.state == Sale.State.SETTLED else ""


def _signing(actor: Actor, sale: Sale, contract: Contract) -> list[Act]:
    side = rules.side_of(actor, sale)
    if not side or getattr(contract, f"{side}_signed_at"):
        return []
    return [sign_act("" if rules.may_sign(actor, contract) else told(rules.may_sign))]


def _fee_terms(actor: Actor, sale: Sale, settlement: Settlement, contract: Contract, *, in_parts: bool) -> list[Act]:
    """How the seller's fee is paid, for the seller, until somebody has signed; a price in parts leaves no choice."""
    signed = contract.seller_signed_at or contract.buyer_signed_at
    if signed or in_parts or not rules.may_choose_netting(actor, sale):
        return []
    return [apart_act() if settlement.nets_fee else net_act()]


def _planning(actor: Actor, sale: Sale, settlement: Settlement, contract: Contract, *, in_parts: bool) -> list[Act]:
    """A price in parts, for both sides, until somebody has signed; not for a state-owned firm's asset (R-SET-04)."""
    signed = contract.seller_signed_at or contract.buyer_signed_at
    barred = not settlement.nets_fee or sale.listing.owner_category == OwnerCategory.STATE_FIRM
    if signed or barred or not rules.side_of(actor, sale) or not rules.may_plan(actor, sale):
        return []
    label = _("修改分期付款") if in_parts else _("约定分期付款")
    return [Act("plan", label, "", "", opens_page=True, kind=""), *([unplan_act()] if in_parts else [])]


def _pay(actor: Actor, sale: Sale) -> list[Act]:
    return receiving_acts(actor, sale, PAYMENT, sale.number, _("登记价款到账"))


def _fee_apart(actor: Actor, sale: Sale, settlement: Settlement) -> list[Act]:
    if not settlement.waits_for_fee:
        return []
    return receiving_acts(actor, sale, SELLER_FEE, settlement.seller_quote.notice.number, _("登记转让方服务费到账"))


def receiving_acts(actor: Actor, sale: Sale, kind: str, number: str, label: str) -> list[Act]:
    """What the cashier's desk does: one person enters what came, another confirms it."""
    found = receivings(actor, sale.exchange, kind, [number], label)
    return [Act("receive", one.label, "", "", href=one.href) for one in found.values()]


def _settling(actor: Actor, sale: Sale, settlement: Settlement) -> list[Act]:
    if not rules.is_staff_of(actor, sale):
        return []
    return [settle_act("" if rules.may_settle(actor, settlement) else told(rules.may_settle))]


def told(predicate: object) -> str:
    """The words with which a rule refuses, and its number."""
    message, rule = getattr(predicate, "refusal", ("", ""))
    return _("{message}（规则 {rule}）").format(message=str(message).rstrip("。."), rule=rule)


def sign_act(refused: str = "") -> Act:
    text = _("合同内容就是公告的条款和成交价，不得变更（规则 R-SET-03）。双方都签署后生效，价款从那时起按期支付。")
    return Act("sign", _("签署合同"), _("代表本单位签署合同？"), text, refused)


def apart_act() -> Act:
    text = _("合同将改为：价款全额划付，我方服务费由我方另行支付，到账后结算（规则 R-SET-08）。签署之前可以改回。")
    return Act("apart", _("改为全额收款"), _("不从价款中扣收服务费？"), text)


def net_act() -> Act:
    text = _("合同将改回：同意交易机构从价款中扣收我方服务费，余额划付。双方签署即为书面同意（规则 R-SET-08）。")
    return Act("net", _("改回从价款中扣收"), _("同意从价款中扣收服务费？"), text)


def unplan_act() -> Act:
    text = _("合同将改回一次付清，约定的各期、担保和利息作废（规则 R-SET-04）。签署之前可以重新约定。")
    return Act("unplan", _("改回一次付清"), _("不再分期付款？"), text, kind="")


def accuse_act() -> Act:
    return Act("default", _("提出违约认定"), "", "", opens_page=True)


def settle_act(refused: str = "") -> Act:
    text = _(
        "保证金转作价款，转让方应得款项划付，双方服务费收取并在机构间分配。不能撤回；须由未经手确认到账的人办理（规则 R-SET-08）。"
    )
    return Act("settle", _("结算"), _("结算这笔交易？"), text, refused)


def certify_act() -> Act:
    text = _("合同生效、价款和服务费付清后才能出具（规则 R-SET-06）。编号连续、带签名，出具后只能重新出具，不能修改。")
    return Act("certify", _("出具鉴证书"), _("出具技术交易鉴证书？"), text)
