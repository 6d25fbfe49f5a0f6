"""Custodies and practitioners for the tests of every area, made by the commands that make them in the market."""

from datetime import date
from itertools import count
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Organisation
from marketplace.agency import commands
from marketplace.agency.commands import CustodyTerms
from marketplace.agency.models import CustodyAgreement, Practitioner
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY

turn = count(1)


def terms(**fields: Any) -> CustodyTerms:
    """Everything for the year 2027, unless said otherwise."""
    defaults: dict[str, Any] = {
        "scopes": ["list", "negotiate", "annuities", "sign"],
        "all_rights": True,
        "from_date": date(2027, 1, 1),
        "to_date": date(2027, 12, 31),
        "fee": "成交后按比例支付",
        "fee_bp": 500,
    }
    return CustodyTerms(**defaults | fields)


def broker() -> Actor:
    """An agent of a service agency."""
    return actor(verified(Kind.SERVICE_AGENCY))


def proposed(
    owner: Organisation | None = None, custodian: Organisation | None = None, **fields: Any
) -> CustodyAgreement:
    """Proposed by the owner."""
    owner, custodian = owner or verified(Kind.UNIVERSITY), custodian or verified(Kind.SERVICE_AGENCY)
    return commands.propose_custody(
        owner=owner, custodian=custodian, terms=terms(**fields), actor=actor(owner), clock=TODAY
    )


def custody(
    owner: Organisation | None = None, custodian: Organisation | None = None, **fields: Any
) -> CustodyAgreement:
    """Signed by both sides."""
    agreement = proposed(owner, custodian, **fields)
    signer = (
        officer(agreement.custodian.exchange_code) if agreement.custodian.exchange_code else actor(agreement.custodian)
    )
    commands.sign_custody(agreement=agreement, actor=signer, clock=TODAY)
    return agreement


def registered(who: Actor | None = None, **fields: Any) -> Practitioner:
    """An entry that waits for an exchange."""
    defaults: dict[str, Any] = {
        "name": "示范经理人",
        "level": "middle",
        "certificate_number": f"示范证{next(turn)}",
        "issued_by": "示范培训基地",
        "valid_to": date(2028, 12, 31),
        "consents": True,
    }
    return commands.register_practitioner(actor=who or broker(), clock=TODAY, **defaults | fields)


def practitioner(who: Actor | None = None, **fields: Any) -> Practitioner:
    """A verified one."""
    row = registered(who, **fields)
    commands.verify_practitioner(practitioner=row, actor=officer(), clock=TODAY)
    return row
