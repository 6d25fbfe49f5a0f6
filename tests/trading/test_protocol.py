"""The public protocol of a sale, and the program that replays it without the market: what it accepts and what it finds."""

import ast
import json
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from marketplace.core.clock import frozen
from marketplace.fees import pricing
from marketplace.fees.phasing import Way
from marketplace.keys import signing
from marketplace.trading import bidding, commands
from marketplace.trading.models import Protocol
from marketplace.trading.protocol import FORMAT, chain, fee_line, moment, signed
from marketplace.trading.queries.protocols import Altered, protocol_file
from marketplace.trading.standalone import replay_sale
from tests.accounts.factories import actor
from tests.trading.factories import SWEEP, at, bid, bidder, sale, won_sale
from tests.trading.tampering import unnoticed

PROGRAM = Path(replay_sale.__file__)


def published(sold) -> tuple[bytes, list[dict]]:
    """The protocol as anybody gets it, and the market's keys."""
    answer = APIClient().get(f"/api/v1/sales/{sold.number}/protocol")
    keys = APIClient().get("/.well-known/jwks.json").json()["keys"]
    assert answer.status_code == 200
    return answer.json()["text"].encode(), keys


@pytest.fixture
def story(db):
    """The bids of story S1 by three bidders, with their receipts; closed at the end."""
    sold = sale()
    bidders = {name: bidder(sold) for name in ("B1", "B2", "B3")}
    receipts = [
        bid(sold, bidders[who], clock, yuan)
        for clock, who, yuan in [
            ("09:15:00", "B1", 2_800_000),
            ("10:02:10", "B2", 2_900_000),
            ("10:05:00", "B3", 2_960_000),
            ("14:56:30", "B1", 3_050_000),
            ("15:00:59", "B3", 3_200_000),
            ("15:05:58", "B2", 3_350_000),
            ("15:10:58", "B1", 3_400_000),
        ]
    ]
    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:11:00"))
    return sold, receipts


class TestStory:
    def test_program_recomputes_winner_price_end_and_fees(self, story, tmp_path):
        sold, receipts = story
        raw, keys = published(sold)

        result = replay_sale.check(raw, keys, [receipt.jws for receipt in receipts])

        assert (result["result"], result["price_fen"]) == ("sold", 335_000_000)
        assert result["winner"] == receipts[5].code
        assert result["ends_at"] == "2027-04-12T15:10:58.000000+08:00"
        fees = [json.loads(line) for line in raw.splitlines() if b'"line":"fee"' in line]
        assert [(fee["side"], fee["amount_fen"]) for fee in fees] == [("buyer", 5_525_000), ("seller", 5_525_000)]

    def test_program_runs_alone(self, story, tmp_path):
        sold, receipts = story
        raw, keys = published(sold)
        for name, content in {
            "p.jsonl": raw,
            "k.json": json.dumps({"keys": keys}).encode(),
            "r.jws": receipts[2].jws.encode(),
        }.items():
            (tmp_path / name).write_bytes(content)
        command = [sys.executable, "-I", PROGRAM, "p.jsonl", "--keys", "k.json", "--receipt", "r.jws"]

        good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        (tmp_path / "p.jsonl").write_bytes(raw.replace(b"335000000", b"335000001", 1))
        bad = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        (tmp_path / "p.jsonl").unlink()
        none = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

        assert (good.returncode, good.stderr) == (0, "")
        assert good.stdout.splitlines()[1].startswith(f"Won by {receipts[5].code} at 3350000.00 yuan")
        assert (bad.returncode, bad.stdout) == (1, "")
        assert none.returncode == 2

    def test_every_change_is_found(self, story):
        sold, _receipts = story

        assert unnoticed(*published(sold)) == []

    def test_page_and_files_are_for_everybody(self, story, client):
        sold, receipts = story

        page = client.get(f"/sales/{sold.number}/protocol/")
        file = client.get(f"/sales/{sold.number}/protocol/file/")
        program = client.get("/sales/protocol/program/")

        assert page.status_code == 200
        assert Protocol.objects.get(sale=sold).head in page.text
        assert file.content == published(sold)[0]
        assert program.content == PROGRAM.read_bytes()
        assert receipts[2].rule in page.text


def test_receipt_of_a_bid_that_the_protocol_does_not_have_is_found(story):
    sold, receipts = story
    raw, keys = published(sold)
    lines = [json.loads(line) for line in raw.splitlines()[:-1]]
    for line in lines:
        del line["previous"]
    del lines[3]  # the bid that was refused; the others close up
    for place, line in enumerate((one for one in lines if one["line"] == "bid"), start=1):
        line["sequence"] = place
    forged, key = resigned(lines, sold.number)

    replay_sale.check(forged, [key])
    with pytest.raises(replay_sale.Disagrees, match="receipt"):
        replay_sale.check(forged, [key, *keys], [receipts[2].jws])


def resigned(lines, number) -> tuple[bytes, dict]:
    """Lines chained and signed by a key of our own."""
    public, private = signing.generate()
    chained = chain(lines)
    return chained.file(signing.sign(replay_sale.canonical(signed(number, chained)), private)), public


def test_late_bid_after_the_closing_changes_nothing_published(story):
    sold, receipts = story
    before, keys = published(sold)
    late = bid(sold, bidder_of(sold, receipts[0].code), "15:20:00", 9_000_000)

    assert published(sold)[0] == before
    assert not late.accepted
    replay_sale.check(before, keys, [late.jws])


def bidder_of(sold, code):
    return actor(sold.registrations.get(code=code).organisation)


@pytest.mark.django_db
@pytest.mark.parametrize(("bids", "result"), [([], "no_bid"), ([("10:00:00", 2_850_000)], "below_reserve")])
def test_sale_without_a_winner_is_replayed_too(bids, result):
    failed = sale()
    who = bidder(failed)
    for clock, yuan in bids:
        bid(failed, who, clock, yuan)
    commands.close_sale(sale=failed, actor=SWEEP, clock=at("15:00:00"))

    assert replay_sale.check(*published(failed))["result"] == result


@pytest.mark.django_db
def test_running_sale_has_no_protocol():
    running = sale()

    assert APIClient().get(f"/api/v1/sales/{running.number}/protocol").status_code == 404


@pytest.mark.django_db
def test_rows_that_were_altered_are_not_published():
    sold, _winner = won_sale()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger stands in the way
        cursor.execute("UPDATE trading_bid SET at = at + interval '1 second' WHERE sale_id = %s", [sold.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(Altered):
        protocol_file(Protocol.objects.get(sale=sold))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE trading_protocol SET head = ''", "DELETE FROM trading_protocol", "TRUNCATE trading_protocol"]
)
def test_database_keeps_what_was_signed(statement):
    won_sale()

    with pytest.raises(DatabaseError, match="signed once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}")


def test_program_knows_nothing_of_the_market():
    tree = ast.parse(PROGRAM.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names | {"cryptography"}


# --- Two implementations of one rule.

OPENS = frozen("2027-04-12T09:00:00").at
TERMS = bidding.Terms(100_00, 10_00, OPENS, OPENS + timedelta(minutes=10), 300)
OFFERS = st.lists(st.tuples(st.integers(-60, 1500), st.integers(5, 40).map(lambda n: n * 5_00)), max_size=12)


@given(OFFERS, st.none() | st.integers(0, 30).map(lambda n: n * 10_00))
def test_program_and_market_judge_any_bids_alike(offers, reserve_fen):
    given_bids = [bidding.Offer(price, OPENS + timedelta(seconds=second)) for second, price in sorted(offers)]
    judged = list(bidding.replay(TERMS, given_bids))
    ended = bidding.outcome(TERMS, given_bids, reserve_fen)
    terms = {
        "start_fen": TERMS.start_fen,
        "increment_fen": TERMS.increment_fen,
        "opens_at": moment(TERMS.opens_at),
        "free_ends_at": moment(TERMS.free_ends_at),
        "extension_seconds": TERMS.extension_seconds,
    }
    bids = [
        {
            "sequence": place,
            "code": f"A{place}",
            "price_fen": offer.price_fen,
            "at": moment(offer.at),
            "refusal": str(verdict.fault or ""),
            "ends_at": moment(verdict.ends_at),
        }
        for place, (offer, verdict) in enumerate(judged, start=1)
    ]
    won = ended.winner is not None
    result = {
        "result": ended.result.value,
        "winner": f"A{ended.winner + 1}" if won else "",
        "price_fen": ended.price_fen if won else None,
        "ends_at": moment(ended.ends_at),
        "closed_at": moment(OPENS + timedelta(days=1)),
    }

    leader, ends_at = replay_sale.replay_bids(terms, bids, result)

    replay_sale.check_result(result, leader, ends_at, reserve_fen or 0)


RATES = st.fractions(0, Fraction(1, 10), max_denominator=1000)
TARIFFS = st.builds(
    lambda edge, low, high, least, whole, cut: pricing.Tariff(
        (pricing.Band(0, edge, low), pricing.Band(edge, None, high)),
        minimum_fen=least,
        whole_amount=whole,
        cuts=(pricing.Cut("x", cut),) if cut else (),
    ),
    st.integers(1, 10**9),
    RATES,
    RATES,
    st.none() | st.integers(0, 10**6),
    st.booleans(),
    st.fractions(0, 1, max_denominator=10),
)
WAYS = st.builds(Way, TARIFFS, st.none() | TARIFFS, st.fractions(0, 1, max_denominator=12), st.booleans())


@given(WAYS, st.integers(0, 10**10))
def test_program_and_market_charge_any_price_alike(way, price_fen):
    line = fee_line("buyer", "Q-1", way, floor_fen=None, amount_fen=0)

    assert replay_sale.charge(price_fen, line) == way.charge(price_fen)


def test_format_is_the_one_that_the_program_reads():
    assert replay_sale.FORMAT == FORMAT
