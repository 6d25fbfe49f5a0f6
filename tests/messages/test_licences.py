"""Who is told of licences: both sides, and the venue where it has to act."""

from datetime import date

import pytest

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.licensing import commands
from marketplace.licensing.tasks import watch_licences
from marketplace.messages.models import Message
from tests.accounts.factories import actor, exchange, officer, reviewer
from tests.licensing.factories import (
    DECLARED,
    OPEN,
    declared,
    in_trial,
    licensee_of,
    licensor_of,
    paid,
    published,
    reported,
    settled,
    taken,
)

pytestmark = pytest.mark.django_db
JULY = frozen("2027-07-05T10:00:00")


def told(by):
    """The kinds of what a person was told."""
    settle()
    return list(Message.objects.filter(user=by.user).order_by("pk").values_list("kind", flat=True))


def test_offer_that_waits_is_told_to_the_venue_and_its_publication_to_the_licensor():
    checks, elsewhere = reviewer("SW"), officer("CQ")
    offer = declared()
    licensor = actor(offer.licensor)
    commands.publish_offer(offer=offer, actor=officer("SW"), clock=DECLARED)

    assert "licensing.offer_declared" in told(checks)
    assert "licensing.offer_published" in told(licensor)
    assert not [kind for kind in told(elsewhere) if kind.startswith("licensing.")]


def test_application_report_and_what_is_due_are_told_to_the_other_side():
    licence = in_trial()
    licensor, licensee = licensor_of(licence), licensee_of(licence)
    pays = actor(licence.licensee, [Role.FINANCE])
    reported(licence, 3_000_000, JULY)

    assert {"licensing.licence_in_force"} <= set(told(licensee))
    assert {"licensing.licence_in_force", "licensing.sales_reported"} <= set(told(licensor))
    assert "licensing.sales_reported" not in told(licensee)
    assert "licensing.charge_due" in told(pays)
    due = Message.objects.get(user=pays.user, kind="licensing.charge_due")
    assert (due.link, "91,800.00" in due.body) == (f"/licences/{licence.number}/", True)


def test_money_that_waits_to_be_passed_on_is_told_to_the_reviewers():
    passes_on, confirms = reviewer("SW"), officer("SW")
    charge = paid(taken(published(**OPEN)).charges.get(), clock=DECLARED, by=confirms)

    assert "licensing.charge_confirmed" in told(passes_on)
    assert "licensing.charge_confirmed" not in told(confirms)

    gets = actor(charge.licence.offer.licensor, [Role.FINANCE])
    settled(charge, clock=DECLARED)
    assert "licensing.charge_settled" in told(gets)


def test_overdue_report_is_told_to_the_licensee_the_venue_and_the_licensor(sandbox_at):
    licence = in_trial()
    people = licensee_of(licence), actor(exchange("SW"), [Role.OFFICER]), licensor_of(licence)
    sandbox_at("2027-07-16T00:00:00")
    watch_licences()

    kinds = [[kind for kind in told(one) if "report_overdue" in kind] for one in people]
    assert kinds == [["licensing.report_overdue"], ["licensing.report_overdue.1"], ["licensing.report_overdue.2"]]


def test_what_is_recorded_on_a_right_is_told_to_its_lister():
    offer = published(**OPEN)
    lister = actor(offer.licensor)
    pledge = {"kind": "pledge", "basis": "示范质押登记", "from_date": date(2027, 3, 1)}
    made = catalogue.record_encumbrance(
        listing=offer.listing, right=offer.right.number, actor=officer("SW"), clock=DECLARED, **pledge
    )

    assert "catalogue.encumbrance_recorded" in told(lister)
    message = Message.objects.get(user=lister.user, kind="catalogue.encumbrance_recorded", body__contains=made.number)
    assert message.link == f"/listings/{offer.listing.number}/encumbrances/"
