"""Signs of collusion in the market: what is kept of bidders, who reads it when, and that nothing follows by itself (R-BID-13)."""

import pytest

from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.core.clock import frozen
from marketplace.reporting import tracing
from marketplace.reporting.alert_words import alert_facts
from marketplace.reporting.models import Alert, Trace
from marketplace.reporting.tasks import drop_traces
from marketplace.trading import commands as trading
from marketplace.trading.models import Default, Forfeiture, Registration
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.clients import client_of, money, ok
from tests.portal.browsing import signed_in
from tests.trading.factories import SWEEP, at, bid, bidder, sale

pytestmark = pytest.mark.django_db
SOMEWHERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def new_process():
    tracing.forget_process()
    yield
    tracing.forget_process()


def bids_from(who, sold, price, address):
    body = {"price": money(price)}
    return ok(client_of(who).post(f"/api/v1/sales/{sold.number}/bids", body, format="json", REMOTE_ADDR=address))


def closed(sold, clock="15:00:00"):
    trading.close_sale(sale=sold, actor=SWEEP, clock=at(clock))
    settle()
    sold.refresh_from_db()


def two_from(address, other, sandbox_at):
    sold = sale(reserve_fen=None)
    one, two = bidder(sold), bidder(sold)
    sandbox_at("2027-04-12T10:00:00")
    bids_from(one, sold, "2800000.00", address)
    bids_from(two, sold, "2850000.00", other)
    return sold, one, two


def test_same_address_is_told_after_the_end_with_codes_and_names(sandbox_at):
    sold, one, two = two_from(SOMEWHERE, SOMEWHERE, sandbox_at)
    settle()
    assert not Alert.objects.exists()

    closed(sold)

    alert = Alert.objects.get(rule="R-BID-13")
    [signal] = alert.facts["signals"]
    assert (alert.subject, alert.exchange, signal["signal"]) == (f"sale:{sold.number}", "SW", "same_address")
    assert sorted(signal["bidders"].values()) == sorted([one.organisation.number, two.organisation.number])
    [words] = alert_facts(alert.facts)
    assert words.text.startswith("相同网络地址：")
    assert SOMEWHERE not in words.text


def test_addresses_are_kept_as_keyed_hashes_once_and_of_bidders_alone(sandbox_at):
    sold, one, _two = two_from(SOMEWHERE, ELSEWHERE, sandbox_at)
    bids_from(one, sold, "2900000.00", SOMEWHERE)
    stranger = actor(verified())
    client_of(stranger).post(
        f"/api/v1/sales/{sold.number}/bids", {"price": money("1.00")}, format="json", REMOTE_ADDR=SOMEWHERE
    )

    rows = Trace.objects.order_by("pk")

    assert [len(row.address) for row in rows] == [32, 32]
    assert rows[0].address != rows[1].address
    assert not Trace.objects.filter(address__contains="203").filter(address__contains=".").exists()
    closed(sold)
    assert not Alert.objects.filter(rule="R-BID-13").exists()


def test_browser_gets_a_cookie_that_stands_for_the_device_and_this_machine_leaves_no_trace(sandbox_at):
    sold = sale(reserve_fen=None)
    who = bidder(sold)
    sandbox_at("2027-04-12T10:00:00")
    browser = signed_in(who)
    browser.defaults["REMOTE_ADDR"] = SOMEWHERE
    form = {"price": "2800000.00", "confirmed": "True"}

    browser.post(f"/sales/{sold.number}/bid/", form)
    local = signed_in(who)
    local.post(f"/sales/{sold.number}/bid/", form)

    cookie = browser.cookies[tracing.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    [row] = Trace.objects.all()
    assert row.device not in ("", cookie.value)
    assert tracing.COOKIE not in local.cookies


def test_nothing_about_the_sale_changes_by_itself(sandbox_at):
    sold, _one, two = two_from(SOMEWHERE, SOMEWHERE, sandbox_at)

    closed(sold)

    assert (sold.state, sold.leading_registration.organisation) == ("won", two.organisation)
    assert set(Registration.objects.values_list("state", flat=True)) == {"qualified"}
    assert not Forfeiture.objects.exists()
    assert not Default.objects.exists()
    assert not Entry.objects.filter(verb="reporting.credit_case_proposed").exists()


def test_winner_who_defaults_for_a_connected_next_is_told(sandbox_at):
    sold, _one, two = two_from(SOMEWHERE, SOMEWHERE, sandbox_at)
    closed(sold)
    told = {"grounds": "not_signed", "reason": "示范：期满未签署"}
    late = frozen("2027-04-20T10:00:00")
    default = trading.propose_default(sale=sold, actor=officer(), clock=late, **told)
    trading.declare_default(default=default, actor=reviewer(), clock=late)
    settle()

    alert = Alert.objects.get(subject=f"default:{default.number}")

    [signal] = alert.facts["signals"]
    assert (signal["signal"], signal["connected_by"]) == ("pull_out", ["same_address"])
    assert two.organisation.number in signal["bidders"].values()
    assert "次高报价 2,800,000.00 元" in alert_facts(alert.facts)[0].text


class TestReview:
    @pytest.fixture
    def alert(self, sandbox_at):
        sold, *_both = two_from(SOMEWHERE, SOMEWHERE, sandbox_at)
        closed(sold)
        return Alert.objects.get(rule="R-BID-13")

    def test_unfounded_ends_it_without_a_case(self, alert, sandbox_at):
        body = {"text": "示范：同一园区共用出口", "outcome": "explained"}

        told = ok(client_of(reviewer()).post(f"/api/v1/alerts/{alert.number}/notes", body, format="json"))

        assert (told["state"], told["notes"][0]["outcome"]) == ("explained", "explained")
        assert not Entry.objects.filter(verb="reporting.credit_case_proposed").exists()

    def test_referred_leaves_a_proposed_case_and_decides_nothing(self, alert):
        body = {"text": "示范：两单位同一人操作，移送核查", "outcome": "referred"}

        ok(client_of(officer()).post(f"/api/v1/alerts/{alert.number}/notes", body, format="json"))

        line = Entry.objects.get(verb="reporting.credit_case_proposed")
        facts = line.payload.body
        assert (facts["breach"], len(facts["organisations"]), facts["reasons"]) == ("collusion", 2, body["text"])
        assert line.private
        assert not Forfeiture.objects.exists()

    @pytest.mark.parametrize(
        ("body", "field"),
        [({"text": " ", "outcome": "explained"}, "text"), ({"text": "示范", "outcome": "guilty"}, "outcome")],
    )
    def test_without_words_or_with_another_outcome_is_refused(self, alert, body, field):
        answer = client_of(officer()).post(f"/api/v1/alerts/{alert.number}/notes", body, format="json")

        assert (answer.status_code, [*answer.json()["errors"]]) == (400, [field])

    def test_is_hidden_from_bidders_sellers_and_other_exchanges(self, alert):
        for other in (actor(verified()), officer("CQ")):
            assert client_of(other).get(f"/api/v1/alerts/{alert.number}").status_code in (403, 404)

    def test_decided_is_decided(self, alert):
        path, body = f"/api/v1/alerts/{alert.number}/notes", {"text": "示范", "outcome": "explained"}
        ok(client_of(officer()).post(path, body, format="json"))

        again = client_of(officer()).post(path, {"text": "示范", "outcome": "referred"}, format="json")

        assert (again.status_code, again.json()["code"]) == (409, "state_refer")


def test_traces_are_dropped_after_their_time_unless_somebody_still_looks(sandbox_at):
    sold, *_both = two_from(SOMEWHERE, SOMEWHERE, sandbox_at)
    closed(sold)
    sandbox_at("2027-10-08T00:00:00")
    assert drop_traces() == 0  # 180 days end with the 9th
    sandbox_at("2027-10-10T00:00:00")
    assert drop_traces() == 0  # an alert is open
    Alert.objects.update(state="explained")

    assert drop_traces() == 2
    assert not Trace.objects.exists()


def test_ordinary_sale_raises_no_sign():
    sold = sale(reserve_fen=None)
    one, two = bidder(sold), bidder(sold)
    bid(sold, one, "10:00:00", 2_800_000)
    bid(sold, two, "10:01:00", 2_850_000)

    closed(sold)

    assert not Alert.objects.filter(rule="R-BID-13").exists()
