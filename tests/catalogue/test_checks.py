"""What a venue looked up of rights, and the readiness level that an evaluator set."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from marketplace.catalogue import commands, queries
from marketplace.catalogue.models import ReadinessReview, Right, RightCheck
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, agent_of, listing, patent, published_listing

pytestmark = pytest.mark.django_db

LOOKED_UP = {"status": "granted", "register": "示范登记簿副本 1 号", "checked_date": date(2027, 3, 1)}


def check(lot, by, **said):
    right = lot.rights.get().number
    return commands.check_right(listing=lot, right=right, actor=by, clock=TODAY, **LOOKED_UP | said)


def test_check_holds_wherever_the_right_is_listed():
    staff, same = officer(), patent()
    lot, draft = published_listing(by=staff, rights=[same]), listing(rights=[same])

    check(lot, staff, status="lapsed")

    assert set(Right.objects.filter(listing__in=[lot, draft]).values_list("status", "status_checked_date")) == {
        ("lapsed", date(2027, 3, 1))
    }


def test_older_look_up_changes_no_status():
    staff = officer()
    lot = published_listing(by=staff)
    check(lot, staff)

    check(lot, staff, status="lapsed", checked_date=date(2027, 1, 5))

    assert lot.rights.get().status == "granted"
    assert queries.checks_of(lot).count() == 2


def test_right_has_to_be_looked_up_again_after_ninety_days():
    staff = officer()
    lot = published_listing(by=staff)
    never = list(queries.rights_to_check(staff, TODAY.at))
    check(lot, staff)

    fresh = list(queries.rights_to_check(staff, frozen("2027-05-30T10:00:00").at))
    stale = list(queries.rights_to_check(staff, frozen("2027-05-31T10:00:00").at))

    assert (never, fresh, stale) == ([lot.rights.get()], [], [lot.rights.get()])
    assert list(queries.rights_to_check(officer("CQ"), TODAY.at)) == []


def test_lister_checks_no_right_and_nobody_looks_up_tomorrow():
    agent, staff = agent_of(None), officer()
    lot = published_listing(lister=agent, by=staff)

    with pytest.raises(Forbidden):
        check(lot, agent)
    with pytest.raises(Invalid) as told:
        check(lot, staff, checked_date=date(2027, 3, 2))

    assert list(told.value.fields) == ["checked_date"]


def test_evaluator_sets_the_level_and_the_owners_stays_beside_it():
    staff = officer()
    lot = published_listing(by=staff, trl=8)

    commands.record_readiness(
        listing=lot,
        level=6,
        evaluator="示范评价机构",
        paper="示范评价报告 1 号",
        reviewed_date=date(2027, 2, 26),
        actor=staff,
        clock=TODAY,
    )

    lot.refresh_from_db()
    assert (lot.trl, queries.readiness_of(lot).level) == (8, 6)


@pytest.mark.parametrize("model", [RightCheck, ReadinessReview])
def test_what_was_recorded_is_never_rewritten(model):
    staff = officer()
    lot = published_listing(by=staff)
    check(lot, staff)
    review = {"level": 6, "evaluator": "示范评价机构", "paper": "示范报告", "reviewed_date": date(2027, 2, 26)}
    commands.record_readiness(listing=lot, actor=staff, clock=TODAY, **review)

    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        model.objects.update(recorded_at=TODAY.at)
