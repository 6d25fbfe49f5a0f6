"""Issuing certificates."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.agency.commands import freeze_attributions
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.money import plain_yuan
from marketplace.core.states import atomic, lock
from marketplace.desk.models import Correction
from marketplace.documents.commands import next_number
from marketplace.keys.commands import sign
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.certifying import digest
from marketplace.trading.commands.filing import pass_certificate
from marketplace.trading.commands.standing import require_standing
from marketplace.trading.models import Certificate, Plan, Sale, Settlement
from marketplace.trading.rules import may_certify

REASON_MOST = 300  # characters of a correction's reason that the register repeats


@atomic
def issue_certificate(*, sale: Sale, actor: Actor, clock: Clock) -> Certificate:
    """Certify a deal once the contract is in force and price and fees are paid (R-SET-06).

    The number has no gaps within exchange and year. Raises Refused before the settlement, if it was issued already, or if
    the venue might not certify when the sale was announced (R-LST-11).
    """
    lock(sale)
    now = clock.read()
    require(may_certify, actor, sale)
    if sale.state != Sale.State.SETTLED:
        raise Refused(
            _("合同生效、价款和服务费付清并结算之后，才能出具一份交易鉴证书。"), rule="R-SET-06", code="state_certify"
        )
    require_standing(sale)
    require_capability(sale.exchange, CapabilityCode.CERTIFICATE, sale.announced_at)
    sale.move("certify")
    certificate = _issue(sale, now, actor)
    freeze_attributions(subject=audit.ref(sale), amount_fen=sale.settlement.price_fen, actor=actor, clock=clock)
    pass_certificate(sale, certificate, now, actor, clock)
    announce(sale.topic)
    return certificate


@atomic
def reissue_certificate(*, certificate: Certificate, correction: Correction, actor: Actor, clock: Clock) -> Certificate:
    """Issue a new certificate in place of one that needs correction; the old one stays and is marked superseded (R-SET-06).

    A step of an approved correction, which two persons have made: it asks nobody. Raises Refused for a certificate that was
    replaced already.
    """
    sale = certificate.sale
    lock(sale)
    now = clock.read()
    if Certificate.objects.filter(supersedes=certificate).exists():
        raise Refused(_("该鉴证书已被新证取代，请在最新的一份上办理。"), rule="R-SET-06", code="superseded")
    return _issue(sale, now, actor, supersedes=certificate, correction=correction)


def _issue(
    sale: Sale,
    now: datetime,
    actor: Actor,
    *,
    supersedes: Certificate | None = None,
    correction: Correction | None = None,
) -> Certificate:
    assert actor.user
    year = now.astimezone(SHANGHAI).year
    running = next_number(series=f"certificate:{sale.exchange}", year=year)
    number = f"TC-{sale.exchange}-{year}-{running:06d}"
    payload = _payload(sale, number, now, supersedes)
    certificate = Certificate.objects.create(
        number=number,
        sale=sale,
        exchange=sale.exchange,
        payload=payload,
        sha256=digest(payload),
        jws=sign(payload=payload),
        issued_at=now,
        issued_by=actor.user,
        supersedes=supersedes,
        correction=correction,
        reason=correction.reason[:REASON_MOST] if correction else "",
    )
    audit.record(
        "trading.certificate_issued",
        subject=certificate,
        actor=actor,
        sale=sale.number,
        sha256=certificate.sha256,
        supersedes=supersedes.number if supersedes else None,
    )
    return certificate


def _payload(sale: Sale, number: str, now: datetime, supersedes: Certificate | None) -> dict[str, Any]:
    """All that R-SET-06 demands, as plain JSON; times in Shanghai, money in yuan as text."""
    settlement, contract, winner = sale.settlement, sale.contract, sale.leading_registration
    assert winner
    return {
        "certificate": number,
        "exchange": sale.exchange,
        "issued_at": _time(now),
        "supersedes": supersedes.number if supersedes else None,
        "sale": sale.number,
        "listing": {"number": sale.listing.number, "title": sale.listing.title},
        "rights": [
            {"kind": right.kind, "number": right.number, "title": str(right.public_title)}
            for right in sale.listing.rights.order_by("position")
        ],
        "seller": _party(sale.listing.lister),
        "buyer": _party(winner.organisation),
        "route": _route(sale),
        "price": _money(settlement.price_fen),
        "payment": _payment(settlement),
        **_found(sale),
        "contract": {
            "number": contract.number,
            "effective_at": _time(contract.effective_at),
            "terms": contract.terms_hash,
        },
        "rules": sale.rule_version.number,
        "schedule": sale.schedule.number,
    }


def _route(sale: Sale) -> str:
    """How the price was found, in the words of the certificate: those of its method, but for plain bidding."""
    return "online_bidding" if sale.method == Sale.Method.BIDDING else sale.method


def _found(sale: Sale) -> dict[str, Any]:
    """How buyer and price were found: by bidding, or by an agreement and, where one was due, its public notice (R-PRI-03)."""
    if not sale.is_negotiated:
        bidders = sale.registrations.filter(qualified_at__isnull=False).count()
        times = {"opened_at": _time(sale.opens_at), "ended_at": _time(sale.ends_at)}
        return {"bidding": {**times, "bids": sale.bid_count, "bidders": bidders}}
    publicity = sale.negotiation.publicities.filter(offer=sale.negotiation.agreed_offer_id).first()
    told: dict[str, Any] = {"number": sale.negotiation.number, "agreed_at": _time(sale.negotiation.agreed_at)}
    if publicity:
        notice = {"number": publicity.notice.number, "days": publicity.days, "objections": publicity.objections.count()}
        told["notice"] = {
            **notice,
            "published_at": _time(publicity.published_at),
            "ended_at": _time(sale.negotiation.signing_from),
        }
    return {"negotiation": told}


def _payment(settlement: Settlement) -> dict[str, Any]:
    """How the price is paid; of instalments, that they are secured and what has come so far (R-SET-06)."""
    told = {
        "terms": "once",
        "fees": "paid",  # how much is between each side and the exchange
        "paid_at": _time(settlement.paid_at),
        "settled_at": _time(settlement.settled_at),
    }
    if settlement.in_kind:
        contribution = settlement.sale.contribution
        shares = {"capital": _money(contribution.capital_fen), "share": str(contribution.share)}
        return told | {"terms": "equity", "shares": shares}
    plan = Plan.objects.filter(contract__sale=settlement.sale_id).first()
    if plan is None:
        return told
    parts = plan.instalments.order_by("position")
    return told | {
        "terms": "instalments",
        "fees": "paid on what was received",
        "security": plan.security,
        "parts": [
            {"amount": _money(part.amount_fen), "due_at": _time(part.due_at), "settled_at": _time(part.settled_at)}
            for part in parts
        ],
    }


def _party(organisation: Organisation) -> dict[str, str]:
    return {"number": organisation.number, "name": organisation.name, "uscc": organisation.uscc}


def _money(amount_fen: int) -> dict[str, str]:
    return {"amount": plain_yuan(amount_fen), "currency": "CNY"}


def _time(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds") if at else None
