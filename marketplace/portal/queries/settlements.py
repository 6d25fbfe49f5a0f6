"""What follows a won sale: contract, money, split, deposits, certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.rates import percent
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.fees.models import Quote
from marketplace.portal.amounts import Amount
from marketplace.portal.default_acts import default_acts
from marketplace.portal.part_acts import part_acts
from marketplace.portal.queries.commissions import CommissionRow, commission_rows
from marketplace.portal.queries.sales import SalePage, sale_page
from marketplace.portal.settlement_acts import Act, accuse_act, acts_of, next_words
from marketplace.portal.settlement_fees import FeeTold, tell_fee
from marketplace.portal.settlement_parts import DefaultTold, PartTold, tell_default, tell_part
from marketplace.portal.settlement_shares import share_chart
from marketplace.portal.unwinding_acts import UnwindingTold, tell_unwinding
from marketplace.trading.models import (
    Certificate,
    Commission,
    Contract,
    Default,
    Plan,
    Sale,
    Settlement,
    Share,
    Unwinding,
)
from marketplace.trading.models.default import Grounds
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.defaults import default_of, unwindings_of
from marketplace.trading.queries.forfeits import overdue_grounds
from marketplace.trading.queries.instalments import instalments_of, plan_of
from marketplace.trading.queries.owners import owner_parts
from marketplace.trading.queries.refunds import givable
from marketplace.trading.rule_rows import of_basis_points
from marketplace.trading.rules import may_propose_default, may_propose_unwinding


class Event(NamedTuple):
    """Something that happened, for the component `timeline`."""

    at: datetime
    title: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class SettlementPage:
    """A settlement as one reader may see it: each side its own lines, the venue all, another exchange its share."""

    page: SalePage
    settlement: Settlement
    contract: Contract | None
    issued: Certificate | None

    @property
    def sees_buyer(self) -> bool:
        return self.page.is_staff or self.page.side == "buyer"

    @property
    def sees_seller(self) -> bool:
        return self.page.is_staff or self.page.side == "seller"

    @property
    def buyer_lines(self) -> list[Amount]:
        due = self.settlement
        if due.in_kind:
            return [
                Amount(_("出资额（以股权支付）"), due.price_fen),
                Amount(_("受让方服务费"), due.buyer_fee_fen),
                Amount(self._buyer_total, due.buyer_due_fen, total=True),
            ]
        deposit = Amount(_("已交保证金"), -due.deposit_fen, _("成交后转作价款（规则 R-BID-03）"))
        return [
            Amount(_("成交价"), due.price_fen),
            *([deposit] if due.deposit_fen else []),
            Amount(_("受让方服务费"), due.buyer_fee_fen),
            Amount(self._buyer_total, due.buyer_due_fen, total=True),
        ]

    @property
    def fee_terms(self) -> str:
        """How the seller pays its fee, as the contract says (R-SET-08)."""
        if self.settlement.in_kind:
            return _("价款以股权支付，双方服务费各自另行支付")
        return _("从价款中扣收") if self.settlement.nets_fee else _("由转让方另行支付，价款全额划付")

    @property
    def seller_lines(self) -> list[Amount]:
        due = self.settlement
        if due.in_kind:
            return [
                Amount(_("出资额（取得受让方股权）"), due.price_fen),
                Amount(_("转让方服务费"), due.seller_fee_fen, _("由转让方另行支付"), total=True),
            ]
        return [
            Amount(_("成交价"), due.price_fen),
            Amount(_("转让方服务费"), -due.seller_fee_fen, self.fee_terms),
            *(Amount(_("居间佣金"), -one.amount_fen, self._broker(one)) for one in self.out_of_price),
            Amount(
                self._seller_total, due.seller_net_fen - sum(one.amount_fen for one in self.out_of_price), total=True
            ),
        ]

    @property
    def owner_lines(self) -> list[Amount]:
        """What each of several holders gets (R-CON-06); nothing where there is one, or the price comes in parts."""
        paid_fen = self.settlement.paid_out_fen - sum(one.amount_fen for one in self.out_of_price)
        parts = owner_parts(self.page.sale.listing, paid_fen)
        if len(parts) < 2 or self.plan or self.settlement.state == Settlement.State.VOID:
            return []
        return [Amount(part.owner.holder, part.amount_fen, str(part.owner.share)) for part in parts]

    @cached_property
    def out_of_price(self) -> list[Commission]:
        """What the venue pays brokers out of the seller's price (R-FEE-09)."""
        paid = (Commission.State.AGREED, Commission.State.PAID)
        known = (row.commission for row in self.commissions)
        return [one for one in known if one.through_exchange and one.state in paid]

    def _broker(self, one: Commission) -> str:
        return _("付给{broker}，不属于服务费（规则 R-FEE-09）").format(broker=one.attribution.practitioner.name)

    @cached_property
    def commissions(self) -> list[CommissionRow]:
        """What both sides promised brokers, disclosed to both (R-FEE-09)."""
        return commission_rows(self.page.actor, self.page.sale)

    @property
    def _buyer_total(self) -> str:
        if self.settlement.state == Settlement.State.VOID:
            return _("原应支付（成交已终止）")
        if self.settlement.in_kind:
            return _("应付服务费") if self.settlement.paid_at is None else _("服务费，已到账")
        if self.plan:
            return _("合计应付，分期支付（利息另计）")
        return _("尚应支付") if self.settlement.paid_at is None else _("余款与服务费，已到账")

    @property
    def _seller_total(self) -> str:
        if self.settlement.state == Settlement.State.VOID:
            return _("原应得净额（成交已终止）")
        if self.plan:
            return _("合计应得，分期支付（利息另计）")
        return _("应得净额") if self.settlement.settled_at is None else _("净额，已划付")

    @cached_property
    def fees(self) -> list[FeeTold]:
        """How each fee came about that the reader may see."""
        seen: list[Quote] = [self.settlement.buyer_quote] if self.sees_buyer else []
        return [tell_fee(quote) for quote in [*seen, *([self.settlement.seller_quote] if self.sees_seller else [])]]

    @cached_property
    def shares(self) -> Sequence[Share]:
        """All of them for the venue, its own for another exchange, none for the sides."""
        rows = sorted(self.settlement.shares.all(), key=lambda share: share.pk)
        if self.page.is_staff:
            return rows
        exchange = "" if self.page.side else self.page.actor.exchange
        return [share for share in rows if exchange and share.exchange == exchange]

    @property
    def share_chart(self) -> str:
        return share_chart(self.shares, self.settlement.pool_fen) if self.page.is_staff else ""

    @cached_property
    def documents(self) -> list[Document]:
        """What was issued about the sale that the reader may read: of what has an addressee its own."""
        return readable(self.page.actor, self.page.sale)

    @property
    def acts(self) -> list[Act]:
        actor, sale, parts = self.page.actor, self.page.sale, self.plan is not None
        own = acts_of(actor, sale, self.settlement, self.contract, in_parts=parts)
        return [*own, accuse_act()] if self.overdue else own

    @cached_property
    def overdue(self) -> list[Grounds]:
        """What the winner did not do in time, for an officer of the venue, unless a default of it was found."""
        sale, found = self.page.sale, self.default
        if not self.contract or not may_propose_default(self.page.actor, sale):
            return []
        if found and found.default.state != Default.State.REJECTED:
            return []
        return overdue_grounds(sale, self.contract, self.settlement, self.page.moment.now)

    @cached_property
    def givable(self) -> dict[str, int]:
        """What an officer of the venue may propose to give back, by its kind, in fen."""
        sale = self.page.sale
        if not may_propose_unwinding(self.page.actor, sale):
            return {}
        if (
            sale.state == Sale.State.CONTRACTED
        ):  # a price is returned where the contract was ended; no fee is charged yet
            found = givable(self.settlement)
            came = (Unwinding.Kind.RETURN_PRICE, Unwinding.Kind.KEEP_PRICE)
            return {kind: fen for kind, fen in found.items() if kind in came}
        over = sale.state in (Sale.State.SETTLED, Sale.State.CERTIFIED, Sale.State.DEFAULTED)
        return givable(self.settlement) if over else {}

    @property
    def next_words(self) -> str:
        return next_words(self.page.sale, self.settlement, self.contract)

    @property
    def is_finished(self) -> bool:
        return self.issued is not None and self.settlement.state != Settlement.State.RUNNING

    @cached_property
    def plan(self) -> Plan | None:
        """How the price is paid in parts, for both sides and the venue."""
        return plan_of(self.page.actor, self.page.sale)

    @cached_property
    def parts(self) -> list[PartTold]:
        if not self.plan:
            return []
        actor, sale, parts = self.page.actor, self.page.sale, instalments_of(self.plan)
        now = self.page.moment.now
        return [tell_part(part, self, part_acts(actor, sale, self.settlement, parts, part, now)) for part in parts]

    @property
    def interest(self) -> str:
        return percent(of_basis_points(self.plan.interest_bp)) if self.plan else ""

    @cached_property
    def default(self) -> DefaultTold | None:
        """The default of the deal with the use of the deposit, for both sides and the venue."""
        actor, sale = self.page.actor, self.page.sale
        found = default_of(actor, sale)
        return tell_default(found, default_acts(actor, sale, found)) if found else None

    @cached_property
    def unwindings(self) -> list[UnwindingTold]:
        actor, sale = self.page.actor, self.page.sale
        return [tell_unwinding(actor, sale, self.settlement, row) for row in unwindings_of(actor, sale)]

    @property
    def events(self) -> list[Event]:
        """What happened since the end of bidding; the signatures for those who see the contract."""
        deed, due = self.contract, self.settlement
        told: list[tuple[datetime | None, str, str]] = [
            (self.page.sale.closed_at, _("成交"), "key"),
            (deed.seller_signed_at if deed else None, _("转让方签署合同"), ""),
            (deed.buyer_signed_at if deed else None, _("受让方签署合同"), ""),
            (deed.effective_at if deed else None, _("合同生效"), "key"),
            (due.paid_at, self._came, ""),
            (due.settled_at, self._passed_on, "key"),
            (self.issued.issued_at if self.issued else None, _("出具技术交易鉴证书"), "key"),
        ]
        events = [Event(at, title, tone=tone) for at, title, tone in told if at]
        return sorted(events, key=lambda event: event.at)

    @property
    def _came(self) -> str:
        if self.settlement.in_kind:
            return _("受让方服务费到账")
        return _("首期价款到账") if self.plan else _("余款与服务费到账")

    @property
    def _passed_on(self) -> str:
        if self.settlement.in_kind:
            return _("已结算：双方服务费已收取，价款以股权支付")
        return _("结算：价款划付转让方，双方服务费扣收")


def settlement_page(actor: Actor, number: str) -> SettlementPage:
    """The settlement of a sale for one of its sides or an exchange that shares in it. Raises Http404."""
    page = sale_page(actor, number)
    settlement = trading.settlement(actor, page.sale)
    certificates = page.sale.certificates.filter(superseded_by=None)
    return SettlementPage(page, settlement, visible_contract(page), certificates.first())


def visible_contract(page: SalePage) -> Contract | None:
    """The deed, for its sides and the venue; another exchange that shares in the fees does without."""
    try:
        return trading.contract(page.actor, page.sale)
    except Http404:
        return None
