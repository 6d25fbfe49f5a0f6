"""What stands on a right, and what may not be offered because of it (R-LST-04, R-CON-09, R-LIC-02, R-LIC-03)."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from marketplace.catalogue import commands
from marketplace.catalogue.blocking import Standing, block
from marketplace.catalogue.models import Encumbrance
from marketplace.catalogue.queries import blocked, encumbrances_of
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, accepted_listing, published_listing

pytestmark = pytest.mark.django_db
LICENCE = {
    "kind": "exclusive_licence",
    "beneficiary": "示范企业",
    "basis": "示范独占许可合同〔2027〕1 号",
    "from_date": date(2027, 2, 1),
}


def recorded(listing, *, by=None, clock=TODAY, **fields):
    given = {"right": listing.rights.get().number} | LICENCE | fields
    return commands.record_encumbrance(listing=listing, actor=by or officer("SW"), clock=clock, **given)


def test_binds_the_right_wherever_it_is_listed_until_it_is_lifted():
    listing = published_listing()
    right = listing.rights.get()

    made = recorded(listing, by=actor(listing.lister))
    while_it_stands = blocked(right, ["sole_licence"], TODAY.at)
    commands.lift_encumbrance(encumbrance=made, reason="示范许可合同已解除", actor=reviewer("SW"), clock=TODAY)

    assert (while_it_stands.rule, while_it_stands.number) == ("R-CON-09", made.number)
    assert blocked(right, ["sole_licence"], TODAY.at) is None
    assert [one.lift_reason for one in encumbrances_of(listing)] == ["示范许可合同已解除"]


def test_second_exclusive_licence_is_refused_and_the_database_holds_it():
    listing = published_listing()
    made = recorded(listing)

    with pytest.raises(Refused) as refused:
        recorded(listing, kind="sole_licence")
    with pytest.raises(IntegrityError), transaction.atomic():
        Encumbrance.objects.create(
            **{
                field: getattr(made, field)
                for field in ("right_kind", "right_number", "kind", "basis", "from_date", "exchange", "recorded_by")
            },
            recorded_at=TODAY.at,
        )

    assert (refused.value.rule, refused.value.code) == ("R-CON-09", "licensed_already")


def test_one_whose_last_day_is_over_makes_room():
    listing = published_listing()
    ended = recorded(listing, ends_date=date(2027, 2, 28))

    recorded(listing)

    ended.refresh_from_db()
    assert ended.lifted_at is not None


def test_is_never_rewritten_nor_deleted():
    made = recorded(published_listing())

    with pytest.raises(DatabaseError), transaction.atomic():
        Encumbrance.objects.filter(pk=made.pk).update(basis="另一份合同")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_only_owner_and_venue_record_and_nobody_lifts_what_he_recorded():
    listing = published_listing()
    made = recorded(listing)

    for stranger in (actor(verified()), officer("CQ")):
        with pytest.raises(Forbidden):
            recorded(listing, by=stranger, kind="pledge")
    for nobody in (officer("CQ"), actor(listing.lister)):
        with pytest.raises(Forbidden):
            commands.lift_encumbrance(encumbrance=made, reason="示范", actor=nobody, clock=TODAY)
    with pytest.raises(Invalid) as invalid:
        commands.lift_encumbrance(encumbrance=made, reason=" ", actor=reviewer("SW"), clock=TODAY)
    assert "reason" in invalid.value.fields
    commands.lift_encumbrance(encumbrance=made, reason="示范", actor=reviewer("SW"), clock=TODAY)
    with pytest.raises(Refused) as refused:
        commands.lift_encumbrance(encumbrance=made, reason="示范", actor=reviewer("SW"), clock=TODAY)
    assert refused.value.code == "lifted_already"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("kind", {"kind": "open_licence"}),
        ("right", {"right": "CN000"}),
        ("basis", {"basis": " "}),
        ("ends_date", {"ends_date": date(2027, 1, 1)}),
        ("agreement", {"agreement": "示范质权人同意书"}),
    ],
)
def test_wrong_entry_names_its_field(field, fields):
    with pytest.raises(Invalid) as invalid:
        recorded(published_listing(), **fields)

    assert list(invalid.value.fields) == [field]
    assert not Encumbrance.objects.exists()


@pytest.mark.parametrize(
    ("kind", "modes", "code"),
    [
        ("exclusive_licence", ["exclusive_licence"], "licensed_already"),
        ("pledge", ["assignment"], "right_pledged"),
        ("dispute", ["assignment"], "right_disputed"),
    ],
)
def test_blocked_listing_is_not_published(kind, modes, code):
    listing = accepted_listing(transfer_modes=modes)
    recorded(listing, kind=kind)

    with pytest.raises(Refused) as refused:
        commands.publish_listing(listing=listing, actor=officer("SW"), clock=TODAY)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("standing", "modes", "opens", "rule"),
    [
        (Standing("exclusive_licence", "EN-1"), ["assignment"], False, None),  # earlier licences survive (R-CON-10)
        (Standing("exclusive_licence", "EN-1"), ["ordinary_licence"], False, "R-CON-09"),
        (Standing("exclusive_licence", "EN-1"), [], True, "R-LIC-02"),
        (Standing("open_licence", "EN-1"), ["exclusive_licence"], False, "R-LIC-03"),
        (Standing("open_licence", "EN-1"), ["ordinary_licence", "assignment"], False, None),
        (Standing("pledge", "EN-1"), [], True, "R-LIC-02"),
        (Standing("pledge", "EN-1", agreed=True), ["assignment"], True, None),
        (Standing("dispute", "EN-1"), [], True, "R-LIC-02"),
        (Standing("dispute", "EN-1"), ["development"], False, None),
        (Standing("annuity_unpaid", "EN-1"), ["assignment"], False, None),
        (Standing("annuity_unpaid", "EN-1"), [], True, "R-LIC-02"),
    ],
)
def test_what_excludes_what(standing, modes, opens, rule):
    found = block([standing], modes, opens=opens)

    assert (found.rule if found else None) == rule
