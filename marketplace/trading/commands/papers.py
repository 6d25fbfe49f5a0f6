"""What the parties are handed on paper about their money: the receipt of a deposit, the notice of a settlement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.clock import Clock
from marketplace.core.money import yuan
from marketplace.desk.official import official
from marketplace.documents.commands import revoke
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.trading.commands.filing import issue_for_sale
from marketplace.trading.models import Commission, Instalment, Registration, Sale, Settlement
from marketplace.trading.queries.commissions import out_of_price
from marketplace.trading.queries.owners import owner_parts

RECEIPT = "deposit_receipt"
NOTICE = "settlement_notice"


def issue_receipt(
    registration: Registration, payer_name: str, bank_reference: str, now: datetime, actor: Actor, clock: Clock
) -> None:
    """保证金到账确认, for the bidder alone. It bears no code: the venue, which reads it, knows the name (R-BID-05)."""
    sale, party = registration.sale, registration.organisation

    def said() -> dict[str, Any]:
        return {
            "addressee": party.name,
            "amount": sale.deposit_fen,
            "payer_name": payer_name.strip(),
            "bank_reference": bank_reference.strip(),
            "received_at": now,
            "officer": str(actor.user),
        }

    issue_for_sale(sale, RECEIPT, said, actor, clock, party)


def revoke_receipt(registration: Registration, reason: str, actor: Actor, clock: Clock) -> None:
    """The deposit was confirmed wrongly: its receipt is out of force, and says so when it is checked."""
    issued = documents_of(registration.sale).filter(code=RECEIPT, addressee=registration.organisation)
    for document in issued.filter(state=Document.State.CURRENT):
        revoke(document=document, reason=reason, actor=actor, clock=clock)


def issue_settlement_notices(settlement: Settlement, now: datetime, actor: Actor, clock: Clock) -> None:
    """结算通知: to each side its own lines and nothing of the other's."""
    sale = settlement.sale
    winner = sale.leading_registration
    assert winner is not None
    _notify(sale, winner.organisation, lambda: _buyer_lines(settlement), now, actor, clock)
    _notify(sale, sale.listing.lister, lambda: _seller_lines(settlement), now, actor, clock)


def issue_instalment_notices(
    settlement: Settlement, instalment: Instalment, now: datetime, actor: Actor, clock: Clock
) -> None:
    """结算通知 of a part, to each side its own lines."""
    sale, part = settlement.sale, instalment
    _notify(sale, settlement.buyer_quote.payer, lambda: _buyer_part(settlement, part), now, actor, clock)
    _notify(sale, settlement.seller_quote.payer, lambda: _seller_part(settlement, part), now, actor, clock)


@official
def _buyer_part(settlement: Settlement, part: Instalment) -> dict[str, Any]:
    seller, venue = settlement.seller_quote.payer.name, settlement.sale.get_exchange_display()
    rows = [
        (_("保证金转作价款"), seller, part.deposit_fen, _("规则 R-BID-03")),
        (_("第{n}期价款").format(n=part.position), seller, part.amount_fen - part.deposit_fen, _("规则 R-SET-04")),
        (_("分期利息"), seller, part.interest_fen, _("规则 R-SET-04")),
        (_("受让方服务费（按累计收款）"), venue, part.buyer_fee_fen, _("规则 R-FEE-05")),
    ]
    total = part.amount_fen + part.interest_fen + part.buyer_fee_fen
    return _told(rows, total, _("合计"), _("以上各项已由贵单位付清，价款已划付转让方。"))


@official
def _seller_part(settlement: Settlement, part: Instalment) -> dict[str, Any]:
    buyer, venue = settlement.buyer_quote.payer.name, settlement.sale.get_exchange_display()
    rows = [
        (_("第{n}期价款").format(n=part.position), buyer, part.amount_fen, _("规则 R-SET-04")),
        (_("分期利息"), buyer, part.interest_fen, _("规则 R-SET-04")),
        (_("转让方服务费（从价款中扣收，按累计收款）"), venue, part.seller_fee_fen, _("规则 R-FEE-05")),
    ]
    remarks = _to_owners(settlement.sale, part.net_fen) or _("净额已划付贵单位账户。")
    return _told(rows, part.net_fen, _("实收净额（价款与利息减服务费）"), remarks)


def _to_owners(sale: Sale, amount_fen: int) -> str:
    """What was paid to each of several holders (R-CON-06); empty for one."""
    parts = owner_parts(sale.listing, amount_fen)
    if len(parts) < 2:
        return ""
    said = _("；").join(f"{part.owner.holder} {yuan(part.amount_fen)} 元" for part in parts)
    return _("已按权利份额划付：{parts}（规则 R-CON-06）。").format(parts=said)


def _notify(sale: Sale, party: Organisation, lines: Any, now: datetime, actor: Actor, clock: Clock) -> None:
    def said() -> Mapping[str, Any]:
        return {
            "addressee": party.name,
            "contract_number": sale.contract.number,
            "price": sale.settlement.price_fen,
            "settled_at": now,
            "officer": str(actor.user),
            **lines(),
        }

    issue_for_sale(sale, NOTICE, lambda: dict(said()), actor, clock, party)


@official
def _buyer_lines(settlement: Settlement) -> dict[str, Any]:
    seller = settlement.sale.listing.lister.name
    venue = settlement.sale.get_exchange_display()
    rest = settlement.price_fen - settlement.deposit_fen
    rows = [
        (_("保证金转作价款"), seller, settlement.deposit_fen, _("规则 R-BID-03")),
        (_("其余价款"), seller, rest, _("规则 R-SET-04")),
        (_("受让方服务费"), venue, settlement.buyer_fee_fen, settlement.sale.schedule.mark),
    ]
    remarks = _("以上各项已由贵单位付清，价款已划付转让方。")
    return _told(rows, settlement.price_fen + settlement.buyer_fee_fen, _("合计"), remarks)


@official
def _seller_lines(settlement: Settlement) -> dict[str, Any]:
    sale = settlement.sale
    winner = sale.leading_registration
    assert winner is not None
    netted = settlement.nets_fee
    fee = _("转让方服务费（从价款中扣收）") if netted else _("转让方服务费（已另行支付）")
    rows = [
        (_("成交价款"), winner.organisation.name, settlement.price_fen, ""),
        (fee, sale.get_exchange_display(), settlement.seller_fee_fen, sale.schedule.mark),
    ]
    commissions = out_of_price(sale)
    if commissions:
        rows += [_commission_row(one) for one in commissions]
        label = _("实收净额（成交价款减服务费和居间佣金）")
    else:
        label = _("实收净额（成交价款减服务费）")
    if settlement.in_kind:
        told = rows[1:]  # the price is shares: only the fee was money
        return _told(told, settlement.seller_fee_fen, _("实付服务费"), _("价款以受让方股权支付，不经资金账户。"))
    remarks = _("净额已划付贵单位账户。") if netted else _("价款已全额划付贵单位账户。")
    paid_fen = settlement.paid_out_fen - sum(one.amount_fen for one in commissions)
    remarks = _to_owners(sale, paid_fen) or remarks
    net_fen = settlement.seller_net_fen - sum(one.amount_fen for one in commissions)
    return _told(rows, net_fen, label, remarks)


def _commission_row(one: Commission) -> tuple[str, str, int, str]:
    payee = one.payee.name if one.payee else one.attribution.practitioner.name
    return (_("居间佣金（从价款中划付，不属于服务费）"), payee, one.amount_fen, _("规则 R-FEE-09"))


def _told(rows: list[tuple[str, str, int, str]], total_fen: int, label: str, remarks: str) -> dict[str, Any]:
    """Lines of nothing are left out; so are empty cells."""
    lines = [
        {"item": item, "payee": payee, "amount": amount} | ({"note": str(note)} if note else {})
        for item, payee, amount, note in rows
        if amount
    ]
    return {"lines": lines, "total": total_fen, "total_label": label, "remarks": remarks}
