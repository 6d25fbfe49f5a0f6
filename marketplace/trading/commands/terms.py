"""What a contract says: the announced terms, the price, how it is paid, and which text the sides read (R-SET-03, R-SET-04)."""

from typing import Any

from django.utils.translation import gettext as _

from marketplace.audit import commands as audit
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.money import plain_yuan, yuan
from marketplace.core.rates import percent
from marketplace.desk.official import official
from marketplace.trading.models import Negotiation, Offer, Plan, Sale, Settlement
from marketplace.trading.rule_rows import of_basis_points

NETTED, APART = (
    "netted from the price",
    "paid apart",
)  # with the signature of the seller: his consent in writing (R-SET-08)


def contract_terms(sale: Sale, plan: Plan | None = None) -> dict[str, Any]:
    """What both sides sign, as plain JSON."""
    winner = sale.leading_registration
    assert winner
    assert sale.leading_fen is not None
    terms = {
        "sale": sale.number,
        "listing": sale.listing.number,
        "title": sale.listing.title,
        "seller": sale.listing.lister.number,
        "buyer": winner.organisation.number,
        "price": _money(sale.leading_fen),
        "payment_terms": sale.listing.payment_terms,
        "transfer_modes": sorted(sale.listing.transfer_modes),
        "rules": sale.rule_version.number,
        "seller_fee": NETTED if sale.settlement.nets_fee else APART,
    }
    deed = deed_of(audit.ref(sale))
    if deed and deed.current:
        terms["text"] = {"deed": deed.number, "sha256": deed.current.sha256}
    agreed = {"agreement": _agreed_terms(sale.negotiation)} if sale.is_negotiated else {}
    return terms | agreed | ({"instalments": _plan_terms(plan)} if plan else {})


def _agreed_terms(negotiation: Negotiation) -> dict[str, Any]:
    """The offer that was accepted, in its own words."""
    offer = negotiation.agreed_offer
    assert offer
    told = {"negotiation": negotiation.number, "offer": offer.position, "text": offer.text}
    if offer.capital_fen is None or offer.share is None:
        return told
    return told | {"capital": _money(offer.capital_fen), "share": str(offer.share)}


def _plan_terms(plan: Plan) -> dict[str, Any]:
    parts = plan.instalments.order_by("position")
    return {
        "parts": [{"amount": _money(part.amount_fen), "months": part.months} for part in parts],
        "security": {"kind": plan.security, "note": plan.security_note},
        "interest_bp": plan.interest_bp,
    }


def _money(amount_fen: int) -> dict[str, str]:
    return {"amount": plain_yuan(amount_fen), "currency": "CNY"}


@official
def plan_words(plan: Plan) -> str:
    """The plan as the contract prints it."""
    told = []
    for part in plan.instalments.order_by("position"):
        when = _("合同生效后{months}个月内").format(months=part.months) if part.months else _("合同生效后付款期限内")
        told.append(
            _("第{n}期 {amount} 元，{when}支付").format(n=part.position, amount=yuan(part.amount_fen), when=when)
        )
    interest = _("后续各期自首期付款期限届满日起按年利率 {rate} 计付利息").format(
        rate=percent(of_basis_points(plan.interest_bp))
    )
    security = _("担保：{kind}，{note}").format(kind=plan.get_security_display(), note=plan.security_note)
    return "；".join([*told, interest, security]) + "。"


@official
def fee_words(settlement: Settlement) -> str:
    """How the seller pays its fee, as the contract prints it."""
    if settlement.in_kind:
        return _("价款以受让方股权支付；双方应付的交易服务费由各自另行支付。")
    if settlement.nets_fee:
        return _("转让方同意交易机构从价款中扣收其应付的交易服务费，余额划付转让方。")
    return _("价款全额划付转让方；转让方应付的交易服务费由其另行支付。")


@official
def agreed_words(sale: Sale) -> str:
    """What the two agreed on besides the price, in their words."""
    offer = sale.negotiation.agreed_offer if sale.is_negotiated else None
    told = [_in_kind(offer) if offer else "", offer.text if offer else ""]
    said = " ".join(filter(None, told))
    return _("双方约定：{text}").format(text=said) if said else ""


def _in_kind(offer: Offer) -> str:
    """What the technology is contributed for (R-FEE-06)."""
    if offer.capital_fen is None or offer.share is None:
        return ""
    text = _("成果作价 {value} 元入股，占受让方注册资本 {capital} 元的 {share}；权利变更登记完成后方为实缴。")
    return text.format(value=yuan(offer.price_fen), capital=yuan(offer.capital_fen), share=percent(offer.share))
