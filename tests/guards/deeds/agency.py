"""Custody, practitioners, who brought a deal about."""

from datetime import date
from fractions import Fraction

from accounts.models import Kind
from marketplace.agency import commands as agency
from marketplace.agency.models import Annuity, Attribution, CustodyAgreement
from marketplace.core.clock import frozen
from marketplace.trading import commands as trading
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, verified
from tests.agency.factories import broker, custody, practitioner, proposed, registered, terms
from tests.catalogue.factories import TODAY, published_listing
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import AFTER, won_sale

LATER = frozen("2027-06-02T09:00:00")


@row("agency.propose_custody")
def propose_custody(cast: Cast) -> Arguments:
    return {"owner": cast.own, "custodian": verified(Kind.SERVICE_AGENCY), "terms": terms(), "clock": TODAY}


def waiting(cast: Cast) -> CustodyAgreement:
    """Proposed by the custodian; `own` is to sign."""
    custodian = verified(Kind.SERVICE_AGENCY)
    return agency.propose_custody(
        owner=cast.own, custodian=custodian, terms=terms(), actor=actor(custodian), clock=TODAY
    )


@row("agency.sign_custody")
def sign_custody(cast: Cast) -> Arguments:
    return {"agreement": waiting(cast), "clock": TODAY}


@row("agency.sign_custody (by who proposed)")
def sign_own_proposal(cast: Cast) -> Arguments:
    return {"agreement": proposed(verified(Kind.UNIVERSITY), cast["SW.off"].organisation), "clock": TODAY}


@row("agency.print_custody")
def print_custody(cast: Cast) -> Arguments:
    return {"agreement": waiting(cast), "clock": TODAY}


@row("agency.refuse_custody")
def refuse_custody(cast: Cast) -> Arguments:
    return {"agreement": waiting(cast), "reason": "示范原因", "clock": TODAY}


@row("agency.terminate_custody")
def terminate_custody(cast: Cast) -> Arguments:
    return {"agreement": custody(cast.own), "last_date": date(2027, 6, 30), "reason": "示范原因", "clock": TODAY}


@row("agency.attach_custody_scan")
def attach_custody_scan(cast: Cast) -> Arguments:
    return {"agreement": custody(cast.own), "upload": upload, "clock": TODAY}


def annuity_terms() -> Arguments:
    return {"right_number": "示范权利号", "due_date": date(2027, 6, 30), "amount_fen": 900_00, "payer": "owner"}


@row("agency.schedule_annuity")
def schedule_annuity(cast: Cast) -> Arguments:
    return {"agreement": custody(cast.own), "clock": TODAY, **annuity_terms()}


def scheduled(cast: Cast) -> Annuity:
    return agency.schedule_annuity(actor=cast["own.agt"], **schedule_annuity(cast))


@row("agency.record_annuity_paid")
def record_annuity_paid(cast: Cast) -> Arguments:
    return {"annuity": scheduled(cast), "paid_date": date(2027, 6, 1), "evidence": "示范收据", "clock": LATER}


@row("agency.register_practitioner")
def register_practitioner(cast: Cast) -> Arguments:
    certificate = {"certificate_number": "示范证号", "issued_by": "示范培训基地"}
    return {"name": "示范经理人", "level": "middle", "clock": TODAY, **certificate}


@row("agency.verify_practitioner")
def verify_practitioner(cast: Cast) -> Arguments:
    return {"practitioner": registered(cast["own.agt"]), "clock": TODAY}


@row("agency.return_practitioner")
def return_practitioner(cast: Cast) -> Arguments:
    return {"practitioner": registered(cast["own.agt"]), "reason": "示范原因", "clock": TODAY}


@row("agency.suspend_practitioner")
def suspend_practitioner(cast: Cast) -> Arguments:
    return {"practitioner": practitioner(cast["own.agt"]), "reason": "示范原因", "clock": TODAY}


@row("agency.reinstate_practitioner")
def reinstate_practitioner(cast: Cast) -> Arguments:
    given = suspend_practitioner(cast)
    agency.suspend_practitioner(actor=cast["SW.off"], **given)
    return {"practitioner": given["practitioner"], "clock": TODAY}


@row("agency.publish_practitioner")
def publish_practitioner(cast: Cast) -> Arguments:
    return {"practitioner": practitioner(cast["own.agt"]), "consents": False, "clock": TODAY}


@row("trading.attribute_sale")
def attribute_sale(cast: Cast) -> Arguments:
    sold, _winner = won_sale(listing=published_listing(lister=cast["own.agt"]))
    known = practitioner(cast["own.agt"])
    return {"sale": sold, "practitioner": known, "role": "matching", "share": Fraction(1, 2), "clock": AFTER}


def attributed(cast: Cast) -> Attribution:
    """To the agent of `own` himself."""
    return trading.attribute_sale(actor=cast["own.agt"], **attribute_sale(cast))


@row("trading.propose_commission")
def propose_commission(cast: Cast) -> Arguments:
    """`own` sold, and a service agency brought it about."""
    given = attribute_sale(cast) | {"practitioner": practitioner(broker())}
    attribution = trading.attribute_sale(actor=cast["own.agt"], **given)
    return _promised(given["sale"], attribution)


def _promised(sold: Sale, attribution: Attribution) -> Arguments:
    promised = {"attribution": attribution.number, "amount_fen": 60_000_00, "agreement": "示范居间合同"}
    return {"sale": sold, "clock": AFTER, **promised}


@row("trading.withdraw_commission")
def withdraw_commission(cast: Cast) -> Arguments:
    promised = trading.propose_commission(actor=cast["own.agt"], **propose_commission(cast))
    return {"commission": promised, "clock": AFTER}


@row("trading.agree_commission")
def agree_commission(cast: Cast) -> Arguments:
    """The agent of `own` brought about what another unit sold."""
    sold, _winner = won_sale()
    seller = actor(sold.listing.lister)
    known = {"practitioner": practitioner(cast["own.agt"]), "role": "for_seller", "share": Fraction(1, 2)}
    attribution = trading.attribute_sale(sale=sold, actor=seller, clock=AFTER, **known)
    promised = trading.propose_commission(actor=seller, **_promised(sold, attribution))
    return {"commission": promised, "clock": AFTER}


@row("trading.decline_commission")
def decline_commission(cast: Cast) -> Arguments:
    return agree_commission(cast)


@row("agency.confirm_attribution")
def confirm_attribution(cast: Cast) -> Arguments:
    return {"attribution": attributed(cast), "clock": AFTER}


@row("agency.decline_attribution")
def decline_attribution(cast: Cast) -> Arguments:
    return {"attribution": attributed(cast), "clock": AFTER}
