"""A lot at its listed price, and bidding that is open while the lot is disclosed (R-LST-01, R-LST-04, R-BID-06, R-BID-14)."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.core.errors import Invalid, Refused
from marketplace.keys.queries import public_keys
from marketplace.trading import commands
from marketplace.trading.models import Prolongation, Sale
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.standalone import replay_sale
from tests.catalogue.factories import published_listing
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP, at, bid, bidder, deposit, registered, sale

pytestmark = pytest.mark.django_db
PRICE = 2_800_000_00
OPENS = "2027-04-12T09:00:00"


@pytest.fixture(autouse=True)
def calendar(db):
    load_2027()


def listed(**terms) -> Sale:
    """At 2,800,000.00, registration until the opening on Monday 2027-04-12 at 09:00, prolonged at most twice."""
    lot = published_listing(price_mode="listed", asking_price_fen=PRICE, inventors=[])
    given = {"reserve_fen": None, "registration_ends_at": at("00:00:00").at, "prolongations": 2}
    return sale(listing=lot, **given | terms)


def opened(sold: Sale, moment: str = OPENS) -> Sale:
    commands.open_sale(sale=sold, actor=SWEEP, clock=frozen(moment))
    sold.refresh_from_db()
    return sold


def joined(sold: Sale, moment: str) -> Actor:
    """A bidder whose deposit arrives as it registers."""
    who, registration = registered(sold, clock=frozen(moment))
    deposit(registration, clock=frozen(moment))
    return who


def replayed(sold: Sale) -> dict:
    return replay_sale.check(protocol_file(sold.protocol), public_keys()["keys"])


class TestListedPrice:
    def test_is_the_price_for_who_comes_alone(self):
        sold = listed()
        who = bidder(sold)

        opened(sold)

        assert (sold.method, sold.state, sold.agreed, sold.leading_fen) == ("listed", "won", True, PRICE)
        assert sold.leading_registration.organisation == who.organisation
        assert sold.settlement.buyer_quote.occasion["method"] == "agreed"
        assert replayed(sold)["agreed"] is True

    def test_is_where_several_begin_to_bid(self):
        sold = listed()
        first, second = bidder(sold), bidder(sold)

        opened(sold)
        assert bid(sold, first, "09:30:00", 2_800_000).accepted
        assert bid(sold, second, "09:40:00", 2_850_000).accepted
        commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))

        sold.refresh_from_db()
        assert (sold.state, sold.agreed, sold.leading_fen) == ("won", False, 2_850_000_00)
        assert sold.settlement.buyer_quote.occasion["method"] == "competitive"
        assert replayed(sold)["price_fen"] == 2_850_000_00

    def test_goes_on_where_nobody_came_as_often_as_was_announced(self):
        sold = listed()
        registered(sold)  # without a deposit: not qualified

        opened(sold)
        first = sold.prolongations.get()
        # Five working days after Monday 04-12: Monday 04-19; the bidding begins nine hours later, on a working day.
        assert sold.registration_ends_at == frozen("2027-04-20T00:00:00").at == first.registration_ends_at
        assert (sold.state, sold.opens_at) == ("announced", frozen("2027-04-20T09:00:00").at)
        assert sold.free_ends_at == sold.ends_at == frozen("2027-04-20T15:00:00").at
        sold.listing.refresh_from_db()
        assert sold.listing.disclosure_ends_at == sold.registration_ends_at
        with pytest.raises(Refused):
            commands.open_sale(sale=sold, actor=SWEEP, clock=frozen("2027-04-20T08:59:59"))
        opened(sold, "2027-04-20T09:00:00")
        assert sold.prolongations.count() == 2

        opened(sold, sold.opens_at.isoformat())

        assert (sold.state, sold.result) == ("failed", "no_bidder")
        assert replayed(sold)["result"] == "no_bidder"

    def test_goes_to_who_comes_in_a_prolongation(self):
        sold = opened(listed())
        joined(sold, "2027-04-15T10:00:00")

        opened(sold, "2027-04-20T09:00:00")

        assert (sold.state, sold.agreed) == ("won", True)
        assert replayed(sold)["ends_at"].startswith("2027-04-20T15:00:00")

    def test_is_the_one_disclosed_and_has_no_secret_reserve(self):
        with pytest.raises(Invalid) as other:
            listed(start_fen=PRICE + 1)
        assert (set(other.value.fields), other.value.rule) == ({"start"}, "R-LST-04")
        with pytest.raises(Invalid) as secret:
            listed(reserve_fen=PRICE)
        assert set(secret.value.fields) == {"reserve"}
        with pytest.raises(Invalid) as often:
            listed(prolongations=5)
        assert (set(often.value.fields), often.value.rule) == ({"prolongations"}, "R-LST-01")
        with pytest.raises(Invalid) as way:
            listed(method="dynamic")
        assert (set(way.value.fields), way.value.rule) == ({"method"}, "R-PRI-01")

    def test_times_move_with_a_prolongation_alone(self):
        sold = listed(prolongations=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            Sale.objects.filter(pk=sold.pk).update(opens_at=at("10:00:00").at)
        opened(sold)
        assert (sold.state, sold.result) == ("failed", "no_bidder")
        moved = {
            "registration_ends_at": frozen("2027-04-20T00:00:00").at,
            "opens_at": frozen("2027-04-20T09:00:00").at,
            "free_ends_at": frozen("2027-04-20T15:00:00").at,
        }
        former = {f"former_{name}": getattr(sold, name) for name in moved}
        with pytest.raises(DatabaseError), transaction.atomic():
            Prolongation.objects.create(
                sale=sold, position=1, prolonged_at=at("09:00:00").at, notice="", **moved, **former
            )

    def test_a_prolongation_stays(self):
        sold = opened(listed())
        for statement in ("UPDATE trading_prolongation SET position = 9", "DELETE FROM trading_prolongation"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert sold.prolongations.count() == 1

    def test_protocol_that_hides_a_prolongation_is_found(self):
        sold = opened(listed())
        joined(sold, "2027-04-15T10:00:00")
        opened(sold, "2027-04-20T09:00:00")
        lines = protocol_file(sold.protocol).splitlines(keepends=True)
        for place in range(len(lines)):
            with pytest.raises(replay_sale.Disagrees):
                replay_sale.check(b"".join(lines[:place] + lines[place + 1 :]), public_keys()["keys"])


class TestDynamic:
    ANNOUNCED, OPENS = frozen("2027-03-02T10:00:00"), frozen("2027-03-03T09:00:00").at

    def announced(self, **terms) -> Sale:
        """Disclosed until the end of Monday 2027-03-15; announced and open long before that."""
        lot = published_listing(inventors=[])
        given = {"method": "dynamic", "opens_at": self.OPENS, "free_ends_at": lot.disclosure_ends_at}
        return sale(listing=lot, reserve_fen=None, clock=self.ANNOUNCED, **given | terms)

    def test_bidding_is_open_while_the_lot_is_disclosed(self):
        sold = self.announced()
        early = joined(sold, "2027-03-02T11:00:00")
        opened(sold, "2027-03-03T09:00:00")
        first = commands.place_bid(sale=sold, price_fen=PRICE, actor=early, clock=frozen("2027-03-03T10:00:00"))
        late = joined(sold, "2027-03-12T10:00:00")  # one may join until the end
        over = commands.place_bid(
            sale=sold, price_fen=PRICE + 50_000_00, actor=late, clock=frozen("2027-03-15T23:59:00")
        )

        assert first.accepted
        assert over.ends_at == frozen("2027-03-16T00:04:00").at
        commands.close_sale(sale=sold, actor=SWEEP, clock=frozen("2027-03-16T00:04:00"))

        sold.refresh_from_db()
        assert (sold.state, sold.agreed, sold.leading_fen) == ("won", False, PRICE + 50_000_00)
        assert replayed(sold)["result"] == "sold"

    def test_ends_with_the_disclosure_at_the_earliest(self):
        with pytest.raises(Invalid) as early:
            self.announced(free_ends_at=frozen("2027-03-15T23:59:59").at)
        with pytest.raises(Invalid) as joining:
            self.announced(registration_ends_at=self.OPENS)
        with pytest.raises(Invalid) as fixed:
            self.announced(method="bidding")
        faults = [set(refused.value.fields) for refused in (early, joining, fixed)]
        assert faults == [{"free_ends_at"}, {"registration_ends_at"}, {"opens_at"}]
