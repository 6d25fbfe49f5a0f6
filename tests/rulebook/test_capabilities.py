"""What each exchange may do, on which days, and how that changes (R-LST-11)."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import (
    approve_capability_change,
    end_capability,
    grant_capability,
    load_capabilities,
    reject_capability_change,
)
from marketplace.rulebook.models import STATE_ASSETS, Capability, CapabilityChange
from marketplace.rulebook.queries import capability, require_capability, service_areas, venues_for
from tests.accounts.factories import actor, officer, reviewer, user, verified

pytestmark = pytest.mark.django_db
CLOCK = frozen("2027-03-01T10:00:00")
DAY = date(2027, 3, 1)


def proposed(**fields):
    terms = {
        "exchange": "NT",
        "code": "online_bidding",
        "from_date": date(2027, 4, 1),
        "source": "示范批复〔2027〕1 号",
    }
    return grant_capability(**{**terms, "actor": officer("NT"), "clock": CLOCK, **fields})


def granted(**fields):
    return approve_capability_change(change=proposed(**fields), actor=reviewer("NT"), clock=CLOCK)


def test_shipped_rows_say_who_trades_state_assets():
    able = {
        code: sorted(row.exchange for row in Capability.objects.filter(code=code))
        for code in ("display", "online_bidding", *STATE_ASSETS, "licensed_auction")
    }

    assert able == {
        "display": ["CD", "CQ", "NT", "SW"],
        "online_bidding": ["CD", "CQ", "SW"],
        "state_assets_provincial": ["CQ", "SW"],
        "state_assets_central": ["CQ"],
        "licensed_auction": [],
    }


def test_loading_twice_adds_nothing():
    before = Capability.objects.count()

    load_capabilities()

    assert Capability.objects.count() == before


def test_no_state_asset_sale_at_the_service_centre():
    with pytest.raises(Refused, match="重庆联交所、西南联交所") as refused:
        require_capability("NT", STATE_ASSETS, CLOCK.at)

    assert refused.value.rule == "R-LST-11"


def test_refusal_says_so_where_nobody_can():
    with pytest.raises(Refused, match="目前没有交易机构可以办理"):
        require_capability("SW", "licensed_auction", CLOCK.at)


def test_capability_counts_from_its_first_to_its_last_day():
    granted(to_date=date(2027, 4, 30))

    found = [capability("NT", "online_bidding", date(2027, 4, day)) is not None for day in (1, 30)]
    outside = [capability("NT", "online_bidding", day) for day in (date(2027, 3, 31), date(2027, 5, 1))]

    assert (found, outside) == ([True, True], [None, None])


def test_proposal_alone_changes_nothing():
    proposed()

    assert capability("NT", "online_bidding", date(2027, 4, 1)) is None


def test_proposer_may_not_approve():
    person = user()
    change = proposed(actor=officer("NT", user=person))
    himself = reviewer("CQ", user=person)

    with pytest.raises(Forbidden, match="提出人以外"):
        approve_capability_change(change=change, actor=himself, clock=CLOCK)
    with pytest.raises(Forbidden, match="提出人以外"):
        reject_capability_change(change=change, reason="示范", actor=himself, clock=CLOCK)
    with pytest.raises(IntegrityError), transaction.atomic():
        change.move("approve", decided_by=person, decided_at=CLOCK.at)


def test_officer_of_another_exchange_may_not_propose():
    for other in (officer("SW"), actor(verified(Kind.FIRM)), reviewer("NT")):
        with pytest.raises(Forbidden):
            proposed(actor=other)


def test_licensed_auction_needs_its_licence():
    with pytest.raises(Invalid, match="拍卖法第 11 条"):
        proposed(code="licensed_auction")

    assert granted(code="licensed_auction", licence_number="示范拍证 1 号").licence_number == "示范拍证 1 号"


def test_capability_without_a_source_is_invalid():
    with pytest.raises(Invalid, match="来源"):
        proposed(source=" ")


def test_second_capability_on_the_same_days_is_refused():
    granted()

    with pytest.raises(Refused, match="已有记录"):
        granted(from_date=date(2027, 6, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Capability.objects.create(exchange="NT", code="online_bidding", from_date=date(2027, 5, 1), source="x")


def test_ended_capability_may_be_granted_again():
    granted(to_date=date(2027, 4, 30))

    assert granted(from_date=date(2027, 5, 1)).from_date == date(2027, 5, 1)


def test_end_by_two_persons():
    row = granted()
    change = end_capability(
        capability=row, last_date=date(2027, 4, 5), source="示范决定", actor=officer("NT"), clock=CLOCK
    )

    approve_capability_change(change=change, actor=reviewer("SW"), clock=CLOCK)

    row.refresh_from_db()
    assert row.to_date == date(2027, 4, 5)
    with pytest.raises(Refused, match="已定于"):
        end_capability(capability=row, last_date=date(2027, 4, 5), source="x", actor=officer("NT"), clock=CLOCK)


def test_end_in_the_past_is_invalid():
    with pytest.raises(Invalid, match="不得早于今天"):
        end_capability(
            capability=capability("SW", "display", DAY),
            last_date=date(2027, 2, 28),
            source="x",
            actor=officer("SW"),
            clock=CLOCK,
        )


def test_rejection_keeps_its_reason():
    change = proposed()

    with pytest.raises(Invalid, match="不予批准的理由"):
        reject_capability_change(change=change, reason=" ", actor=reviewer("SW"), clock=CLOCK)
    reject_capability_change(change=change, reason="来源不明", actor=reviewer("SW"), clock=CLOCK)

    assert (change.state, change.reason) == (CapabilityChange.State.REJECTED, "来源不明")


def test_history_is_never_rewritten():
    row = granted(to_date=date(2027, 4, 30))

    for change in ({"source": "别的"}, {"to_date": None}, {"to_date": date(2027, 12, 31)}):
        with pytest.raises(DatabaseError, match="only its end"), transaction.atomic():
            Capability.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Capability.objects.filter(pk=row.pk).delete()


def test_ten_sector_channels_have_their_place():
    channels = service_areas(DAY, "sector")

    assert channels.count() == 10
    assert channels.get(code="new_materials").place == "绵阳市"


def test_venues_for_a_region_and_a_classification():
    found = venues_for(DAY, region="510104", ipc_codes=("B24B 27/00",))

    assert [(row.exchange, row.code) for row in found] == [
        ("SW", "intelligent_equipment"),
        ("CD", "5101"),
        ("NT", "51"),
        ("SW", "51"),
    ]
