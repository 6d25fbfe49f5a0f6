"""A licensee with a foreign link is screened before its notice or application goes on (R-SEC-08, R-SEC-11)."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.licensing import commands
from marketplace.licensing.models import Licence
from tests.accounts.factories import actor, officer
from tests.clients import client_of
from tests.licensing.factories import OPEN, TAKEN, TRIAL, published, small_firm

pytestmark = pytest.mark.django_db
FOREIGN = {"foreign_link": "party", "declaration": "示范：境外主体在境外实施"}
FOUND = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范：不在目录内"}


@pytest.fixture(autouse=True)
def day(sandbox_at):
    sandbox_at("2027-03-30T10:00:00")


def post(who, path, body=None):
    answer = client_of(who).post(f"/api/v1/{path}", body or {}, format="json")
    return answer.status_code, answer.json()


def told(answer):
    status, problem = answer
    return status, problem.get("rule"), problem.get("code"), sorted(problem.get("errors", {}))


def waiting(who=None, **terms):
    """A licence that waits for its screening."""
    offer, who = published(**terms or OPEN), who or small_firm()
    return commands.take_licence(offer=offer, use="示范产品", actor=who, clock=TAKEN, **FOREIGN)


def test_notice_of_a_foreign_party_waits_and_then_asks_for_the_price():
    offer = published(**OPEN)

    status, taken = post(small_firm(), "licences", {"offer": offer.number, "use": "示范产品", **FOREIGN})

    assert (status, taken["state"], taken["charges"]) == (201, "screening", [])
    status, cleared = post(officer("SW"), f"licences/{taken['number']}/screenings", FOUND)
    assert (status, cleared["state"], cleared["screening"]) == (200, "notified", "free")
    assert [one["amount"]["amount"] for one in cleared["charges"]] == ["50000.00"]


def test_application_for_a_trial_waits_and_then_for_its_licensor():
    licence = waiting(**TRIAL)
    early = told(post(actor(licence.offer.licensor), f"licences/{licence.number}/acceptance"))

    status, cleared = post(officer("SW"), f"licences/{licence.number}/screenings", FOUND)

    assert early[:3] == (409, "R-SEC-08", "not_screened")
    assert (status, cleared["state"]) == (200, "applied")
    assert post(actor(licence.offer.licensor), f"licences/{licence.number}/acceptance")[1]["state"] == "in_force"


def test_prohibited_technology_is_not_licensed():
    licence = waiting()
    found = FOUND | {"result": "prohibited", "reason": "示范：列入禁止类"}

    status, shown = post(officer("SW"), f"licences/{licence.number}/screenings", found)

    assert (status, shown["state"], shown["screening"]) == (200, "refused", "prohibited")
    assert shown["screening_reason"] == "示范：列入禁止类"


def test_restricted_technology_needs_its_letter_of_intent_first():
    licence, found = waiting(), FOUND | {"result": "restricted"}

    without = told(post(officer("SW"), f"licences/{licence.number}/screenings", found))

    assert (without[0], without[1], without[3]) == (400, "R-SEC-08", ["permit"])
    assert post(officer("SW"), f"licences/{licence.number}/screenings", found | {"permit": "示范 1"})[0] == 200


def test_link_is_explained():
    body = {"offer": published(**OPEN).number, "use": "示范产品", "foreign_link": "destination"}

    answer = told(post(small_firm(), "licences", body))

    assert (answer[0], answer[1], answer[3]) == (400, "R-SEC-08", ["declaration"])


def test_only_an_officer_of_the_venue_screens_and_once():
    licence = waiting()

    for stranger in (actor(licence.offer.licensor), actor(licence.licensee)):
        assert told(post(stranger, f"licences/{licence.number}/screenings", FOUND))[:2] == (403, "R-SEC-08")
    assert post(officer("CQ"), f"licences/{licence.number}/screenings", FOUND)[0] == 404
    post(officer("SW"), f"licences/{licence.number}/screenings", FOUND)
    assert told(post(officer("SW"), f"licences/{licence.number}/screenings", FOUND))[1:3] == (
        "R-SEC-08",
        "not_screening",
    )


def test_terms_that_were_withdrawn_meanwhile_are_taken_no_more_and_the_licensee_may_leave():
    licence = waiting()
    commands.withdraw_offer(offer=licence.offer, reasons="示范理由", actor=actor(licence.offer.licensor), clock=TAKEN)

    late = told(post(officer("SW"), f"licences/{licence.number}/screenings", FOUND))

    assert late[:3] == (409, "R-LIC-03", "not_on_offer")
    assert post(actor(licence.licensee), f"licences/{licence.number}/withdrawal")[1]["state"] == "withdrawn"


@pytest.mark.parametrize("change", [{"state": "notified"}, {"foreign_link": "none"}, {"declaration": "示范：改写"}])
def test_database_lets_nobody_pass_unscreened(change):
    licence = waiting()

    with pytest.raises(DatabaseError), transaction.atomic():
        Licence.objects.filter(pk=licence.pk).update(**change)


def test_officer_screens_on_the_page(client):
    licence = waiting()
    client.force_login(officer("SW").user)
    assert licence.number in client.get("/desk/others/").content.decode()
    assert "示范：境外主体在境外实施" in client.get(f"/licences/{licence.number}/").content.decode()

    client.post(f"/licences/{licence.number}/screen/", FOUND | {"permit": ""})

    licence.refresh_from_db()
    assert licence.state == "notified"
