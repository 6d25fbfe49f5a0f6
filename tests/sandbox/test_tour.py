"""The tour of one trade: its state at every step, the robots, and what the others do."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.models import Role
from marketplace.core import sandbox_clock
from marketplace.core.clock import market_clock
from marketplace.core.errors import Forbidden, Refused
from marketplace.sandbox import cast, commands
from marketplace.sandbox.models import TourLot
from marketplace.sandbox.queries.tour import Progress, Tour
from marketplace.sandbox.tasks import robots_bid
from marketplace.trading.commands import place_bid, register_bidder, sign_contract
from marketplace.trading.models import Registration, Sale
from marketplace.trading.tasks import close_due_sales
from tests.support.markup import offences, untranslated

pytestmark = pytest.mark.usefixtures("demo", "db")


@pytest.fixture(scope="class")
def visitor(demo, django_db_blocker):
    with django_db_blocker.unblock():
        return cast.person(cast.VISITOR)


@pytest.fixture
def lot():
    return commands.prepare_lot(clock=market_clock)


def qualified(lot, visitor):
    registration = register_bidder(sale=lot.sale, foreign_link="none", actor=visitor, clock=market_clock)
    commands.confirm_own_deposit(registration=registration, actor=visitor, clock=market_clock)


def later(seconds):
    sandbox_clock.freeze(market_clock.read() + timedelta(seconds=seconds))


def bid(lot, visitor, yuan):
    return place_bid(sale=lot.sale, price_fen=yuan * 100, actor=visitor, clock=market_clock)


def tour(lot, visitor, *seen):
    return Tour(visitor, Progress(lot.pk, frozenset(seen)))


class TestTour:
    def test_lot_is_open_for_ten_minutes_with_two_robots_whose_deposits_are_there(self, lot):
        states = [one.state for one in lot.sale.registrations.all()]

        assert lot.sale.state == Sale.State.OPEN
        assert lot.sale.deposit_fen == 280_000_00
        assert states == [Registration.State.QUALIFIED] * 2
        assert 9 < (lot.sale.ends_at - market_clock.read()).total_seconds() / 60 <= 10

    def test_everybody_has_a_lot_of_his_own_again_and_again(self):
        lots = [commands.prepare_lot(clock=market_clock) for _ in range(3)]

        assert len({lot.sale.listing_id for lot in lots}) == 3

    def test_robot_opens_the_bidding_and_then_waits(self, lot):
        assert robots_bid() == 0
        later(3)
        assert robots_bid() == 1
        later(3)
        assert robots_bid() == 0

        lot.sale.refresh_from_db()
        assert lot.sale.leading_fen == 2_800_000_00

    def test_robots_answer_the_visitor_in_turn_up_to_their_limits(self, lot, visitor):
        qualified(lot, visitor)
        prices = []
        for yuan in (2_900_000, 3_000_000, 3_100_000, 3_200_000):
            later(3)
            bid(lot, visitor, yuan)
            later(3)
            robots_bid()
            lot.sale.refresh_from_db()
            prices.append(lot.sale.leading_fen // 100)

        robots = list(lot.sale.bids.exclude(registration__organisation=visitor.organisation).order_by("sequence"))
        assert prices == [2_950_000, 3_050_000, 3_150_000, 3_200_000]
        assert len({one.registration_id for one in robots}) == 2
        later(60)
        assert robots_bid() == 0

    def test_robots_bid_in_no_other_sale(self, lot):
        later(3)
        robots_bid()

        others = Sale.objects.exclude(tour_lot__isnull=False)
        assert not others.filter(bids__placed_by__email__startswith="robot.").exists()

    def test_robots_rest_in_production(self, lot, settings):
        later(3)
        settings.SANDBOX = False

        assert robots_bid() == 0

    def test_steps_from_the_start_to_the_bid(self, lot, visitor):
        assert tour(lot, visitor).now == 1
        assert tour(lot, visitor, 1).now == 2
        assert tour(lot, visitor, 1, 2).now == 3
        registration = register_bidder(sale=lot.sale, foreign_link="none", actor=visitor, clock=market_clock)
        assert tour(lot, visitor).now == 3
        commands.confirm_own_deposit(registration=registration, actor=visitor, clock=market_clock)
        assert tour(lot, visitor).now == 4

    def test_whole_trade_by_the_visitor_and_the_others(self, lot, visitor):
        qualified(lot, visitor)
        later(3)
        bid(lot, visitor, 3_350_000)
        later(601)
        assert close_due_sales() >= 1
        lot.sale.refresh_from_db()

        first = commands.act_for_others(sale=lot.sale, actor=visitor, clock=market_clock)
        assert (len(first), tour(lot, visitor).now) == (2, 5)
        assert commands.act_for_others(sale=lot.sale, actor=visitor, clock=market_clock) == []
        sign_contract(sale=lot.sale, actor=visitor, clock=market_clock)
        rest = commands.act_for_others(sale=lot.sale, actor=visitor, clock=market_clock)

        assert len(rest) == 3
        shown = tour(lot, visitor)
        assert (shown.now, shown.certificate.payload["price"]["amount"]) == (6, "3350000.00")
        assert shown.sale.settlement.seller_fee_fen == 55_250_00
        assert tour(lot, visitor, 6, 7).now == 8

    def test_visitor_who_does_not_win_is_told(self, lot, visitor):
        qualified(lot, visitor)
        later(3)
        robots_bid()
        later(601)
        close_due_sales()

        shown = tour(lot, visitor)
        assert (shown.lost, shown.now) == (True, 4)

    def test_others_do_nothing_for_a_stranger_to_the_sale(self, lot, visitor):
        with pytest.raises(Forbidden):
            commands.act_for_others(sale=lot.sale, actor=visitor, clock=market_clock)

    def test_others_do_nothing_while_the_sale_runs(self, lot, visitor):
        qualified(lot, visitor)

        with pytest.raises(Refused, match="还没有结束"):
            commands.act_for_others(sale=lot.sale, actor=visitor, clock=market_clock)

    def test_deposit_of_somebody_else_is_not_confirmed(self, lot, visitor):
        robot = lot.sale.registrations.first()

        with pytest.raises(Forbidden):
            commands.confirm_own_deposit(registration=robot, actor=visitor, clock=market_clock)

    @pytest.mark.parametrize("act", ["confirm", "others", "prepare"])
    def test_nobody_acts_for_others_in_production(self, lot, visitor, settings, act):
        registration = register_bidder(sale=lot.sale, foreign_link="none", actor=visitor, clock=market_clock)
        sale = Sale.objects.filter(state=Sale.State.CERTIFIED).first()
        settings.SANDBOX = False

        with pytest.raises(Refused):
            {
                "confirm": lambda: commands.confirm_own_deposit(
                    registration=registration, actor=visitor, clock=market_clock
                ),
                "others": lambda: commands.act_for_others(sale=sale, actor=visitor, clock=market_clock),
                "prepare": lambda: commands.prepare_lot(clock=market_clock),
            }[act]()

    def test_failed_lots_leave_the_market_when_the_next_is_prepared(self, lot):
        later(601)
        close_due_sales()
        commands.prepare_lot(clock=market_clock)

        lot.sale.listing.refresh_from_db()
        assert lot.sale.listing.state == "withdrawn"


class TestPages:
    def test_pages_of_the_tour_in_both_languages(self, client):
        before = client.get("/tour/")
        client.post("/tour/start/")
        pages = [before.content.decode(), client.get("/tour/").content.decode(), client.get("/").content.decode()]
        client.cookies["django_language"] = "en"
        english = [client.get(path).content.decode() for path in ("/tour/", "/")]

        assert [offences(page) for page in pages + english] == [[]] * 5
        assert untranslated(english[0]) == []
        assert all("{{" not in page and "{%" not in page for page in pages + english)
        assert "现在：第 1 步" in pages[1]
        assert "继续导览" in pages[2]

    def test_start_signs_in_as_the_bidder_and_shows_where_one_is_on_every_page(self, client):
        client.post("/tour/start/")
        client.get("/tour/steps/1/")

        page = client.get("/style/").content.decode()

        assert "重庆示范智能装备有限公司" in page
        assert "导览第 2 步，共 7 步" in page

    def test_steps_lead_to_the_pages_of_the_market(self, client):
        client.post("/tour/start/")
        sale = TourLot.objects.latest("pk").sale.number

        found = [client.get(f"/tour/steps/{step}/").url for step in range(1, 8)]

        assert found[0].startswith("/listings/?q=")
        assert found[1].startswith("/matches/")
        assert found[2:4] == [f"/sales/{sale}/"] * 2
        assert found[4:6] == ["/tour/"] * 2
        assert found[6] == "/fees/?price=3350000.00&unit=yuan"

    def test_buttons_register_confirm_and_end(self, client):
        client.post("/tour/start/")
        lot = TourLot.objects.latest("pk")
        too_early = client.post("/tour/act/", {"act": "deposit"}, follow=True)
        client.post(f"/sales/{lot.sale.number}/register/", {"foreign_link": "none"})
        client.post("/tour/act/", {"act": "deposit"})
        own = lot.sale.registrations.latest("pk")
        client.post("/tour/act/", {"act": "end"})

        lot.sale.refresh_from_db()
        assert [str(message) for message in too_early.context["messages"]] == ["请先在竞价页登记竞买。"]
        assert own.state == Registration.State.QUALIFIED
        assert lot.sale.is_over

    def test_deposit_button_of_the_sale_page(self, client, visitor):
        client.post("/tour/start/")
        lot = TourLot.objects.latest("pk")
        client.post(f"/sales/{lot.sale.number}/register/", {"foreign_link": "none"})
        own = lot.sale.registrations.get(organisation=visitor.organisation)

        answer = client.post(f"/sandbox/deposits/{own.number}/")

        own.refresh_from_db()
        assert (answer.url, own.state) == (f"/sales/{lot.sale.number}/", "qualified")

    def test_unknown_button_is_not_found(self, client):
        client.post("/tour/start/")

        assert client.post("/tour/act/", {"act": "bribe"}).status_code == 404

    def test_cookie_that_was_tampered_with_starts_afresh(self, client):
        client.cookies["tour"] = "1:2:forged"

        assert "开始导览" in client.get("/tour/").content.decode()

    def test_every_persona_signs_in_and_lands_on_a_page(self, client):
        keys = [persona.key for persona in client.get("/").context["guide"].personas]
        for persona in client.get("/").context["guide"].personas:
            answer = client.post("/accounts/sandbox/sign-in", {"key": persona.key, "next": persona.page}, follow=True)
            assert answer.status_code == 200, persona
            assert answer.wsgi_request.user.is_authenticated

        assert len(keys) == 11
        assert {"officer.sw", "reviewer.sw", "finance.sw", "officer.cq"} <= set(keys)

    def test_home_says_that_the_roles_are_a_demo(self, client):
        with translation.override("zh-hans"):
            page = client.get("/").content.decode()

        assert "演示身份" in page


@pytest.mark.parametrize(
    ("text", "read"),
    [("7:1,2", Progress(7, frozenset({1, 2}))), ("7:", Progress(7)), ("", Progress()), ("x:1", Progress())],
)
def test_progress_is_read_from_its_cookie(text, read):
    assert Progress.read(text) == read


def test_roles_of_the_cast_exist():
    assert cast.staff("SW", Role.REVIEWER).has(Role.REVIEWER)
