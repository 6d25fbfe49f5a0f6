"""Story S4 through the API: a patent of two owners, whose inventor may take it at an equal price (R-CON-05, R-CON-06, R-BID-11)."""

import json

import pytest
from rest_framework.test import APIClient

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import shanghai
from marketplace.keys.queries import public_keys
from marketplace.ledger.models import Leg
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.standalone import replay_sale
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, verified
from tests.clients import money, ok
from tests.journeys.casting import Cast, accepted, listing_body
from tests.rulebook.factories import load_2027

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()
TERMS = {
    "start": money("1500000.00"),
    "increment": money("50000.00"),
    "opens_at": "2027-04-12T09:00:00+08:00",
    "free_ends_at": "2027-04-12T15:00:00+08:00",
}


@pytest.fixture
def cast(db):
    load_2027()
    return Cast(
        U1=actor(verified(Kind.UNIVERSITY, name="示范大学")),
        P1=actor(verified(name="示范共有企业")),
        R=actor(verified(Kind.PERSON, name="示范发明人")),
        R2=actor(verified(name="示范合作开发企业")),
        B1=actor(verified(name="示范企业一")),
        B2=actor(verified(name="示范企业二")),
    )


@pytest.fixture
def listing(cast, sandbox_at):
    """Accepted on Mon 2027-03-01, P1 has not consented yet."""
    sandbox_at("2027-03-01T10:00:00")
    owners = [
        {"organisation": cast.number("U1"), "share": "3/5"},
        {"organisation": cast.number("P1"), "share": "2/5"},
    ]
    body = listing_body(asking_price=money("1500000.00"), owners=owners, inventors=["示范发明人"])
    return accepted(cast, "U1", body, "priority_holders")


@pytest.fixture
def offered(cast, listing):
    cast.post("P1", f"listings/{listing}/consent")
    cast.post("officer", f"listings/{listing}/publication")
    return listing


def recorded(cast, listing, who, name, rank=1, kind="completer"):
    body = {"kind": kind, "name": name, "rank": rank, "organisation": cast.number(who)}
    return cast.post("officer", f"listings/{listing}/priority-holders", body)["number"]


def notified(cast, number):
    served = {"way": "served", "proof": "示范送达回执", "served_date": "2027-03-02"}
    return cast.post("U1", f"priority-holders/{number}/notices", served)


def announced(cast, listing, sandbox_at):
    sandbox_at("2027-03-22T10:00:00")
    return cast.post("U1", "sales", {"listing": listing, **TERMS})["number"]


@pytest.fixture
def sale(cast, offered, sandbox_at):
    """R noticed on 2027-03-02, the sale announced on 2027-03-22, everybody registered, bidding open."""
    holder = recorded(cast, offered, "R", "示范发明人")
    sandbox_at("2027-03-03T10:00:00")
    notified(cast, holder)
    number = announced(cast, offered, sandbox_at)
    return opened(cast, number, sandbox_at, B1={}, B2={}, R={"priority": True})


def opened(cast, sale, sandbox_at, **bidders):
    sandbox_at("2027-04-08T10:00:00")
    for who, fields in bidders.items():
        cast.join(who, sale, **fields)
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1
    return sale


def bid(cast, sale, sandbox_at, clock, who, amount):
    sandbox_at(f"2027-04-12T{clock}")
    return cast.post(who, f"sales/{sale}/bids", {"price": money(amount)})


def closed(sale, sandbox_at):
    sandbox_at("2027-04-12T15:00:00")
    assert close_due_sales() == 1
    return ok(EVERYBODY.get(f"/api/v1/sales/{sale}"))


def sides(cast, sale):
    """Both fees, and what the seller's side gets, as the venue sees them."""
    told = cast.get("officer", f"sales/{sale}/settlement")
    return told["buyer"]["fee"], told["seller"]["fee"], told["seller"]["net"]


def test_step_1_nothing_is_published_without_the_co_owner(cast, listing):
    assert cast.refused("officer", f"listings/{listing}/publication")[:2] == (409, "R-CON-06")

    cast.post("P1", f"listings/{listing}/consent")
    cast.post("officer", f"listings/{listing}/publication")

    assert ok(EVERYBODY.get(f"/api/v1/listings/{listing}"))["state"] == "published"


def test_step_1_nothing_is_announced_before_the_inventor_was_noticed_in_time(cast, offered, sandbox_at):
    sandbox_at("2027-03-22T10:00:00")
    asked = {"listing": offered, **TERMS}

    assert cast.refused("U1", "sales", asked)[:2] == (409, "R-CON-05")  # the inventor is not recorded
    holder = recorded(cast, offered, "R", "示范发明人")
    assert cast.refused("U1", "sales", asked)[:2] == (409, "R-BID-11")  # nor noticed
    told = cast.post("U1", f"priority-holders/{holder}/notices", {"way": "served", "proof": "示范送达回执"})
    assert (told["state"], told["clear_at"]) == ("notified", "2027-03-26T00:00:00+08:00")
    sandbox_at("2027-03-25T23:59:59")
    assert cast.refused("U1", "sales", asked)[:2] == (409, "R-BID-11")
    sandbox_at("2027-03-26T00:00:00")
    assert cast.post("U1", "sales", asked)["deposit"] == money("150000.00")


def test_step_1_who_cannot_be_reached_is_noticed_by_publication_of_five_days(cast, offered, sandbox_at):
    holder = recorded(cast, offered, "R", "示范发明人")
    sandbox_at("2027-03-15T10:00:00")
    body = {"way": "published", "proof": "示范：两次退信"}

    assert cast.refused("U1", f"priority-holders/{holder}/notices", body)[:2] == (403, "R-BID-11")
    told = cast.post("officer", f"priority-holders/{holder}/notices", body)

    assert told["clear_at"] == "2027-03-23T00:00:00+08:00"  # 03-20 is a Saturday: the fifth day ends with the Monday
    shown = ok(EVERYBODY.get(f"/api/v1/notices/{told['notice']}"))
    assert shown["ends_at"] == told["clear_at"]


def test_step_1_a_waiver_with_its_paper_lets_the_sale_be_announced(cast, offered, sandbox_at):
    holder = recorded(cast, offered, "R", "示范发明人")

    assert cast.refused("U1", f"priority-holders/{holder}/waivers") == (400, "R-CON-05", {"proof"})
    cast.post("U1", f"priority-holders/{holder}/waivers", {"proof": "示范放弃声明，2027-03-01"})
    number = announced(cast, offered, sandbox_at)

    seen = ok(EVERYBODY.get(f"/api/v1/listings/{offered}/priority-holders"))["results"]
    assert [(one["name"], one["rank"], one["state"], one["waiver_proof"]) for one in seen] == [
        ("示范发明人", 1, "waived", "")
    ]
    sandbox_at("2027-04-08T10:00:00")
    asked = {"priority": True, "foreign_link": "none"}
    assert cast.refused("R", f"sales/{number}/registrations", asked)[:2] == (409, "R-BID-11")


def test_steps_2_and_4_inventor_matches_and_wins_and_each_owner_is_paid_its_share(cast, sale, sandbox_at):
    bid(cast, sale, sandbox_at, "10:00:00", "B1", "1900000.00")
    bid(cast, sale, sandbox_at, "10:30:00", "B2", "2000000.00")
    equal = bid(cast, sale, sandbox_at, "10:40:00", "B1", "2000000.00")
    matched = bid(cast, sale, sandbox_at, "10:50:00", "R", "2000000.00")

    assert (equal["accepted"], equal["rule"]) == (False, "R-BID-08")  # equal is for R alone
    assert (matched["accepted"], matched["leading"]) == (True, money("2000000.00"))
    won = closed(sale, sandbox_at)
    assert (won["winner"]["name"], won["leading"], won["leading_rank"]) == ("示范发明人", money("2000000.00"), 1)
    assert sides(cast, sale) == (money("35000.00"), money("35000.00"), money("1965000.00"))

    sandbox_at("2027-04-13T10:00:00")
    for who in ("U1", "R"):
        cast.post(who, f"sales/{sale}/contract/signatures")
    cast.pay("R", "payment", sale, cast.get("R", f"sales/{sale}/settlement")["buyer"]["due"])
    sandbox_at("2027-04-15T10:00:00")
    cast.post("reviewer", f"sales/{sale}/settlement")

    parts = cast.get("officer", f"sales/{sale}/settlement")["owners"]
    assert [(part["holder"], part["share"], part["amount"]) for part in parts] == [
        ("示范大学", "3/5", money("1179000.00")),
        ("示范共有企业", "2/5", money("786000.00")),
    ]
    own = cast.get("P1", f"sales/{sale}/settlement")
    assert (own["owners"], own["seller"], own["buyer"]) == (parts[1:], None, None)
    paid_out = Leg.objects.filter(
        transfer__reference__startswith=f"proceeds:{sale}", account__purpose="bank", amount_fen__gt=0
    )
    assert sorted(paid_out.values_list("amount_fen", flat=True)) == [786_000_00, 1_179_000_00]
    assert EVERYBODY.get(f"/api/v1/sales/{sale}/settlement").status_code in (401, 404)
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_step_3_a_higher_bid_that_the_inventor_lets_pass_wins(cast, sale, sandbox_at):
    bid(cast, sale, sandbox_at, "10:00:00", "B1", "1900000.00")
    bid(cast, sale, sandbox_at, "10:30:00", "B2", "2000000.00")
    bid(cast, sale, sandbox_at, "10:50:00", "R", "2000000.00")
    bid(cast, sale, sandbox_at, "11:00:00", "B2", "2050000.00")

    won = closed(sale, sandbox_at)

    assert (won["winner"]["name"], won["leading"], won["leading_rank"]) == ("示范企业二", money("2050000.00"), None)
    assert sides(cast, sale)[:2] == (money("35750.00"), money("35750.00"))


@pytest.mark.parametrize("order", [("R", "R2"), ("R2", "R")])
def test_step_5_of_two_holders_at_the_same_price_the_first_rank_wins(cast, offered, sandbox_at, order):
    first = recorded(cast, offered, "R", "示范发明人")
    second = recorded(cast, offered, "R2", "示范合作开发企业", rank=2, kind="co_developer")
    sandbox_at("2027-03-03T10:00:00")
    for holder in (first, second):
        notified(cast, holder)
    number = announced(cast, offered, sandbox_at)
    sale = opened(cast, number, sandbox_at, B1={}, R={"priority": True}, R2={"priority": True})
    bid(cast, sale, sandbox_at, "10:00:00", "B1", "2000000.00")

    answers = [bid(cast, sale, sandbox_at, f"10:1{place}:00", who, "2000000.00") for place, who in enumerate(order)]
    won = closed(sale, sandbox_at)

    assert won["winner"]["name"] == "示范发明人"
    assert [answer["rule"] for answer in answers] == (["", "R-BID-11"] if order[0] == "R" else ["", ""])


def test_protocol_tells_the_ranks_and_the_program_comes_to_the_same_winner(cast, sale, sandbox_at):
    bid(cast, sale, sandbox_at, "10:30:00", "B2", "2000000.00")
    receipt = bid(cast, sale, sandbox_at, "10:50:00", "R", "2000000.00")
    closed(sale, sandbox_at)
    text = ok(EVERYBODY.get(f"/api/v1/sales/{sale}/protocol"))["text"].encode()
    keys = public_keys()["keys"]

    result = replay_sale.check(text, keys, [receipt["jws"]])

    assert (result["winner"], result["price_fen"]) == (receipt["bidder"], 2_000_000_00)
    assert json.loads(text.split(b"\n")[0])["priority"] == {receipt["bidder"]: 1}
    assert shanghai("2027-04-12T15:00:00").isoformat() in result["ends_at"].replace(".000000", "")
