"""A contract that is ended takes its registration along (R-REG-07, story S9)."""

import pytest

from marketplace.audit.following import settle
from marketplace.contracts import commands as contracts
from marketplace.contracts.queries.reading import deed_of
from marketplace.documents.queries import documents_of
from marketplace.registry import commands
from tests.contracts.factories import SWEEP
from tests.registry.factories import TODAY, registered
from tests.registry.test_filing import from_sale
from tests.trading.factories import at, contracted_sale

pytestmark = pytest.mark.django_db


def test_registration_is_cancelled_with_a_warning_and_its_certificate_revoked():
    filing = registered()

    commands.end_with_contract(filing=filing, contract="DD-2027-000001", actor=SWEEP, clock=TODAY)
    commands.end_with_contract(filing=filing, contract="DD-2027-000001", actor=SWEEP, clock=TODAY)

    assert (filing.state, filing.relief_warning) == ("cancelled", True)
    assert [one.state for one in documents_of(filing).filter(code="registration_certificate")] == ["revoked"]


def test_registry_follows_the_end_of_a_contract():
    sold, winner = contracted_sale()
    seller, filled = from_sale(sold)
    filing = commands.draft_filing(draft=filled, sale=sold, actor=seller, clock=TODAY)
    told = {"ground": "agreed", "reason": "示范理由", "settlement": "", "actor": winner, "clock": at("17:00:00")}
    termination = contracts.propose_termination(deed=deed_of(f"sale:{sold.number}"), **told)
    contracts.agree_termination(termination=termination, actor=seller, clock=at("17:10:00"))

    settle()

    filing.refresh_from_db()
    assert filing.state == "withdrawn"
