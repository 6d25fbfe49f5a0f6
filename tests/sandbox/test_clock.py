"""The buttons of the strip: market time for everybody, in a sandbox only."""

import pytest

from marketplace.core import sandbox_clock
from marketplace.core.clock import market_clock, shanghai
from marketplace.sandbox.queries.deadlines import next_deadline
from marketplace.trading.commands import close_sale
from marketplace.trading.models import Sale
from tests.trading.factories import SWEEP, at, bid, bidder, sale, won_sale

pytestmark = pytest.mark.django_db
BEFORE = shanghai("2027-04-01T10:00:00")


@pytest.fixture
def at_rest():
    """Market time stands on a day of story S1."""
    sandbox_clock.freeze(BEFORE)


def press(client, **said):
    return client.post("/sandbox/clock/", {"next": "/style/"} | said, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.usefixtures("at_rest")
def test_next_deadline_is_the_opening_then_the_end_of_a_sale():
    announced = sale()

    opening = next_deadline(BEFORE)
    ending = next_deadline(announced.opens_at)

    assert (opening.at, opening.what) == (announced.opens_at, f"{announced.number} 开始竞价")
    assert (ending.at, ending.what) == (announced.free_ends_at, f"{announced.number} 竞价结束")


def test_next_deadline_after_a_sale_is_to_sign():
    sold, _winner = won_sale()

    due = next_deadline(sold.closed_at)

    assert (due.at, due.what) == (sold.contract.due_at, f"{sold.number} 签约期限")


def test_next_deadline_after_a_sale_with_losers_is_to_return_their_deposits():
    sold = sale()
    winner, _loser = bidder(sold), bidder(sold)
    bid(sold, winner, "10:00:00", 3_000_000)
    close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))

    due = next_deadline(sold.closed_at)

    assert (due.at, due.what) == (sold.deposits_due_at, f"{sold.number} 保证金退还期限")


def test_nothing_due_is_no_deadline():
    assert next_deadline(BEFORE) is None


@pytest.mark.usefixtures("at_rest")
def test_jump_opens_the_sale_at_once(client):
    announced = sale()

    answer = press(client, action="next")

    announced.refresh_from_db()
    assert answer.redirect_chain == [("/style/", 302)]
    assert told(answer) == [f"市场时间前进到 2027年4月12日 09:00:00：{announced.number} 开始竞价。"]
    assert announced.state == Sale.State.OPEN


@pytest.mark.usefixtures("at_rest")
def test_two_jumps_end_the_sale_with_its_winner(client):
    announced = sale()
    who = bidder(announced)
    press(client, action="next")
    bid(announced, who, "09:30:00", 3_000_000)

    press(client, action="next")

    announced.refresh_from_db()
    assert announced.state == Sale.State.WON


@pytest.mark.usefixtures("at_rest")
def test_instant_can_be_set_forward_only(client):
    forward = press(client, action="set", instant="2027-05-01T09:00")
    backward = press(client, action="set", instant="2027-01-01T09:00")

    assert told(forward) == ["市场时间已设为 2027年5月1日 09:00:00，并从此继续走。"]
    assert "不能倒退" in told(backward)[0]
    assert market_clock.read() == shanghai("2027-05-01T09:00:00")


@pytest.mark.parametrize("instant", ["", "yesterday", "2027-13-01T09:00"])
def test_instant_that_is_none_is_told(client, instant):
    assert "无法识别" in told(press(client, action="set", instant=instant))[0]


def test_button_that_does_not_exist_is_told(client):
    assert told(press(client, action="back")) == ["请选择：跳到下一期限、设定时刻或恢复。"]


@pytest.mark.usefixtures("at_rest")
def test_reset_is_real_time(client):
    press(client, action="reset")

    assert not sandbox_clock.state().is_shifted


def test_foreign_page_is_not_gone_to(client):
    answer = client.post("/sandbox/clock/", {"action": "reset", "next": "//elsewhere.example/"})

    assert answer.url == "/"


@pytest.mark.parametrize("path", ["/sandbox/clock/", "/tour/start/", "/tour/act/", "/sandbox/deposits/RG-2027-000001/"])
def test_production_knows_no_such_button(client, settings, path):
    settings.SANDBOX = False

    assert client.post(path, {"action": "next"}).status_code == 404


@pytest.mark.parametrize("path", ["/tour/", "/tour/steps/1/"])
def test_production_has_no_tour(client, settings, path):
    settings.SANDBOX = False

    assert client.get(path).status_code == 404


def test_buttons_take_posts_only(client):
    assert client.get("/sandbox/clock/").status_code == 405
