"""A fault of the system: the bidding stands still, goes on with the time that was left, or fails after five days (R-BID-17)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.audit.following import settle
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import PublicNotice
from marketplace.keys.queries import public_keys
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.bidding import Fault, Offer, Pause, Standing, Terms, judge, outcome, replay, resumed_end
from marketplace.trading.models import Protocol
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.standalone import replay_sale
from marketplace.trading.tasks import close_due_sales
from tests.accounts.factories import actor, officer
from tests.trading.factories import SWEEP, at, bidder, sale

OPENS, ENDS = at("09:00:00").at, at("15:00:00").at
TERMS = Terms(1_000_000_00, 50_000_00, OPENS, ENDS, 300)
PLAIN = {"start_fen": 1_000_000_00, "increment_fen": 50_000_00, "reserve_fen": None}


@pytest.mark.parametrize(
    ("paused", "resumed", "ends"),
    [
        ("14:00:00", "16:00:00", "17:00:00"),  # an hour was left
        ("14:58:00", "16:00:00", "16:05:00"),  # two minutes were left: five at least
        ("09:00:00", "09:00:01", "15:00:01"),
    ],
)
def test_what_was_left_goes_on_and_at_least_n_seconds(paused, resumed, ends):
    assert resumed_end(Standing(None, ENDS), at(paused).at, at(resumed).at, 300) == at(ends).at


def test_bid_while_it_stands_still_is_refused_also_after_the_old_end():
    standing = Standing(None, ENDS, paused=True)

    for clock in ("14:30:00", "15:30:00"):
        assert judge(TERMS, standing, Offer(1_000_000_00, at(clock).at)).fault == Fault.PAUSE


def test_replay_knows_each_pause_by_the_bids_before_and_in_it():
    offers = [
        Offer(1_000_000_00, at("14:00:00").at),
        Offer(1_050_000_00, at("14:59:00").at),  # while it stands still
        Offer(1_100_000_00, at("16:02:00").at),
    ]
    pauses = [Pause(1, 2, at("16:05:00").at)]

    faults = [verdict.fault for _offer, verdict in replay(TERMS, offers, pauses)]
    ended = outcome(TERMS, offers, pauses=pauses)

    assert faults == [None, Fault.PAUSE, None]
    assert (ended.price_fen, ended.ends_at) == (1_100_000_00, at("16:07:00").at)
    assert outcome(TERMS, offers[:1], pauses=[Pause(1, 1, at("16:05:00").at)]).ends_at == at("16:05:00").at


@pytest.fixture
def opened(db):
    announced = sale(**PLAIN)
    commands.open_sale(sale=announced, actor=SWEEP, clock=at("09:00:00"))
    return announced


def paused(opened, clock="14:58:00"):
    return commands.pause_sale(sale=opened, reason="示范：主机房断电", actor=officer(), clock=at(clock))


def bid(opened, who, clock, yuan):
    return commands.place_bid(sale=opened, price_fen=yuan * 100, actor=who, clock=at(clock))


def test_bidding_stands_still_and_goes_on_and_the_protocol_says_so(opened):
    first, second = bidder(opened), bidder(opened)
    bid(opened, first, "10:00:00", 1_000_000)
    made = paused(opened)
    meanwhile = bid(opened, second, "15:30:00", 1_050_000)
    with pytest.raises(Refused):
        commands.close_sale(sale=opened, actor=SWEEP, clock=at("15:30:00"))
    commands.resume_sale(sale=opened, actor=officer(), clock=at("16:00:00"))
    last = bid(opened, second, "16:04:00", 1_100_000)
    commands.close_sale(sale=opened, actor=SWEEP, clock=at("16:09:00"))

    assert (meanwhile.refusal, meanwhile.rule) == ("pause", "R-BID-17")
    assert made.resume_by == frozen("2027-04-20T00:00:00").at  # five days after 04-12, of which the last ends at 24:00
    assert (last.accepted, last.ends_at) == (True, at("16:09:00").at)
    assert (opened.state, opened.leading_fen) == ("won", 1_100_000_00)
    text = protocol_file(Protocol.objects.get(sale=opened))
    result = replay_sale.check(text, public_keys()["keys"], [meanwhile.jws, last.jws])
    assert result["price_fen"] == 1_100_000_00
    for word in (b'"pause"', b'"resume"'):
        with pytest.raises(replay_sale.Disagrees):
            replay_sale.check(text.replace(b'"line":' + word, b'"line":"bid"'), public_keys()["keys"])


def test_everybody_who_joined_is_told_and_the_board_says_it(opened):
    people = [bidder(opened), bidder(opened)]
    paused(opened)
    commands.resume_sale(sale=opened, actor=officer(), clock=at("16:00:00"))

    settle()

    for verb in ("trading.sale_paused", "trading.sale_resumed"):
        told = set(Message.objects.filter(kind=verb).values_list("user", flat=True))
        assert {one.user.pk for one in people} <= told
    kinds = PublicNotice.objects.filter(subject=f"sale:{opened.number}").values_list("kind", flat=True)
    assert sorted(kinds) == ["resumption", "sale", "suspension"]


def test_only_the_venue_pauses_and_only_an_open_sale_with_a_reason(opened):
    with pytest.raises(Forbidden):
        commands.pause_sale(sale=opened, reason="示范", actor=actor(opened.listing.lister), clock=at("10:00:00"))
    with pytest.raises(Invalid):
        commands.pause_sale(sale=opened, reason=" ", actor=officer(), clock=at("10:00:00"))
    with pytest.raises(Refused):
        paused(opened, "15:00:00")  # the end has come
    with pytest.raises(Refused):
        commands.resume_sale(sale=opened, actor=officer(), clock=at("10:00:00"))


def test_sale_that_is_not_resumed_in_five_days_fails(opened, sandbox_at):
    who = bidder(opened)
    bid(opened, who, "10:00:00", 1_000_000)
    made = paused(opened)
    sandbox_at((made.resume_by - timedelta(seconds=1)).isoformat()[:19])
    assert close_due_sales() == 0
    sandbox_at("2027-04-20T00:00:00")

    with pytest.raises(Refused):
        commands.resume_sale(sale=opened, actor=officer(), clock=frozen("2027-04-20T00:00:00"))
    assert close_due_sales() == 1

    opened.refresh_from_db()
    assert (opened.state, opened.result) == ("failed", "interrupted")
    text = protocol_file(Protocol.objects.get(sale=opened))
    assert replay_sale.check(text, public_keys()["keys"])["result"] == "interrupted"


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("UPDATE trading_interruption SET reason = 'x'", "as it was"),
        ("DELETE FROM trading_interruption", "is kept"),
        (
            "UPDATE trading_interruption SET resumed_at = paused_at, resumed_by_id = paused_by_id, until_sequence = after_sequence,"
            " ends_at = paused_at + interval '60 seconds'",
            "too little time",
        ),
    ],
)
def test_database_keeps_a_pause_and_leaves_its_time(opened, statement, match):
    paused(opened)

    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
