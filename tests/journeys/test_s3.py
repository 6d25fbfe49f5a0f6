"""Story S3 through the API: a state-owned firm's lot finds nobody, is cut to 90 %, and goes to the only bidder (R-SET-01, R-BID-14)."""

import pytest
from rest_framework.test import APIClient

from accounts.models import OwnerCategory
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.keys.queries import public_keys
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.models import Sale
from marketplace.trading.standalone import replay_sale
from marketplace.trading.tasks import open_due_sales
from tests.accounts.factories import actor, verified
from tests.clients import money, ok
from tests.journeys.casting import Cast, accepted, listing_body
from tests.rulebook.factories import load_2027

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()
FILED = {"amount": money("5000000.00"), "document": "示范国资评备〔2027〕1号", "filed_date": "2027-02-10"}


@pytest.fixture
def cast(db):
    load_2027()
    return Cast(
        F1=actor(verified(name="示范国有企业")),
        B1=actor(verified(name="示范受让企业")),
        B2=actor(verified(name="示范竞争企业")),
    )


def published(cast, sandbox_at, **fields):
    """On offer since Fri 2027-02-26 at 5,000,000.00."""
    sandbox_at("2027-02-26T10:00:00")
    state = {"owner_category": OwnerCategory.STATE_FIRM, "state_level": "provincial"}
    number = accepted(cast, "F1", listing_body(asking_price=money("5000000.00"), **state | fields), "valuation_paper")
    cast.post("officer", f"listings/{number}/publication")
    return number


@pytest.fixture
def listing(cast, sandbox_at):
    number = published(cast, sandbox_at)
    cast.post("officer", f"listings/{number}/valuations", FILED)
    return number


def terms(listing, start, opens_at, **more):
    return {
        "listing": listing,
        "start": money(start),
        "increment": money("10000.00"),
        "opens_at": opens_at,
        **more,
    }


def shown(sale):
    return ok(EVERYBODY.get(f"/api/v1/sales/{sale}"))


@pytest.fixture
def failed(cast, listing, sandbox_at):
    """Step 1: announced at 5,000,000.00, and nobody has come when the disclosure ends with Fri 2027-03-12."""
    sale = cast.post("F1", "sales", terms(listing, "5000000.00", "2027-03-13T00:00:00+08:00"))["number"]
    sandbox_at("2027-03-13T00:00:00")
    assert open_due_sales() == 1
    return sale


@pytest.fixture
def relisted(cast, listing, failed, sandbox_at):
    """Step 2 and 3: disclosed anew on Mon 2027-03-15 at 4,500,000.00."""
    sandbox_at("2027-03-15T10:00:00")
    return cast.post("F1", f"listings/{listing}/relistings", {"floor": money("4500000.00")})


@pytest.fixture
def agreed(cast, listing, relisted, sandbox_at):
    """Step 3: one bidder has qualified when registration ends with the second disclosure. The sale's number."""
    sale = cast.post("F1", "sales", terms(listing, "4500000.00", "2027-03-30T00:00:00+08:00"))["number"]
    sandbox_at("2027-03-23T10:00:00")
    cast.join("B1", sale)
    sandbox_at("2027-03-30T00:00:00")
    assert open_due_sales() == 1
    return sale


def test_step_1_ten_working_days_end_and_nobody_came(cast, listing, failed):
    assert ok(EVERYBODY.get(f"/api/v1/listings/{listing}"))["disclosure_ends_at"] == "2027-03-13T00:00:00+08:00"
    assert (shown(failed)["state"], shown(failed)["result"]) == ("failed", "no_bidder")
    assert shown(failed)["registration_ends_at"] == "2027-03-13T00:00:00+08:00"


def test_step_1_without_a_filed_valuation_or_below_it_nothing_is_announced(cast, sandbox_at):
    number = published(cast, sandbox_at)
    asked = terms(number, "5000000.00", "2027-03-13T00:00:00+08:00")

    assert cast.refused("F1", "sales", asked)[:2] == (409, "R-SET-01")
    assert cast.refused("F1", f"listings/{number}/valuations", FILED)[:2] == (403, "R-SET-01")
    cast.post("officer", f"listings/{number}/valuations", FILED)
    below = asked | {"start": money("4999999.99")}
    assert cast.refused("F1", "sales", below) == (400, "R-SET-01", {"start"})
    assert cast.post("F1", "sales", asked)["deposit"] == money("500000.00")


def test_step_2_ninety_percent_is_the_least_without_an_approval(cast, listing, failed, sandbox_at):
    sandbox_at("2027-03-15T10:00:00")
    here = f"listings/{listing}/relistings"

    assert cast.refused("F1", here, {"floor": money("4499999.99")}) == (400, "R-SET-01", {"floor"})
    assert cast.refused("F1", here, {"floor": money("5000000.01")}) == (400, "R-SET-01", {"floor"})
    made = cast.post("F1", here, {"floor": money("4500000.00")})

    assert (made["floor"], made["before"], made["working_days"]) == (money("4500000.00"), money("5000000.00"), 10)
    assert made["disclosure_ends_at"] == "2027-03-30T00:00:00+08:00"  # with Mon 2027-03-29
    notice = ok(EVERYBODY.get(f"/api/v1/notices/{made['notice']}"))
    assert (notice["kind"], "4,500,000.00" in notice["body"]) == ("change", True)


def test_step_2_below_ninety_percent_with_the_approving_bodys_document(cast, listing, failed, sandbox_at):
    sandbox_at("2027-03-15T10:00:00")
    cut = {"floor": money("4499999.99"), "approval": "示范国资委批复〔2027〕9号"}

    made = cast.post("F1", f"listings/{listing}/relistings", cut)

    assert (made["floor"], made["approval"]) == (money("4499999.99"), "示范国资委批复〔2027〕9号")


def test_disclosure_is_extended_where_nobody_came_and_never_while_it_runs(cast, listing, sandbox_at):
    here = f"listings/{listing}/relistings"

    assert cast.refused("F1", here)[:2] == (409, "R-LST-01")
    sandbox_at("2027-03-15T10:00:00")
    assert cast.refused("F1", here, {"working_days": 4}) == (400, "R-LST-01", {"working_days"})
    made = cast.post("F1", here, {"working_days": 5})

    assert (made["floor"], made["disclosure_ends_at"]) == (money("5000000.00"), "2027-03-23T00:00:00+08:00")
    assert ok(EVERYBODY.get(f"/api/v1/listings/{listing}/relistings"))["results"] == [made]
    asked = terms(listing, "5000000.00", "2027-03-22T09:00:00+08:00")
    assert cast.refused("F1", "sales", asked)[2] == {"opens_at"}  # before the extended disclosure ends


def test_step_3_the_only_bidder_has_it_at_the_floor_without_bidding(cast, agreed):
    sale = shown(agreed)

    assert (sale["state"], sale["agreed"], sale["leading"]) == ("won", True, money("4500000.00"))
    assert (sale["winner"]["name"], sale["bid_count"]) == ("示范受让企业", 0)
    assert sale["closed_at"] == "2027-03-30T00:00:00+08:00"


def test_step_3_below_the_new_floor_nothing_is_announced(cast, listing, relisted, sandbox_at):
    asked = terms(listing, "4499999.99", "2027-03-30T00:00:00+08:00")

    assert cast.refused("F1", "sales", asked) == (400, "R-SET-01", {"start"})


def test_step_3_two_bidders_bid(cast, listing, relisted, sandbox_at):
    sale = cast.post("F1", "sales", terms(listing, "4500000.00", "2027-03-30T09:00:00+08:00"))["number"]
    sandbox_at("2027-03-23T10:00:00")
    for who in ("B1", "B2"):
        cast.join(who, sale)
    sandbox_at("2027-03-30T09:00:00")
    bid = {"price": money("4500000.00")}

    assert cast.refused("B1", f"sales/{sale}/bids", bid)[:2] == (409, "R-BID-14")  # it is not known yet who is in
    assert open_due_sales() == 1
    assert cast.post("B1", f"sales/{sale}/bids", bid)["accepted"]


def test_step_3_nobody_joins_after_the_registration_has_ended(cast, listing, relisted, sandbox_at):
    early = {"registration_ends_at": "2027-03-30T00:00:00+08:00"}
    sale = cast.post("F1", "sales", terms(listing, "4500000.00", "2027-03-31T09:00:00+08:00", **early))["number"]
    sandbox_at("2027-03-30T00:00:00")

    assert cast.refused("B1", f"sales/{sale}/registrations", {"foreign_link": "none"})[:2] == (409, "R-BID-08")


def test_steps_4_and_5_fees_payment_at_once_result_notice_and_certificate(cast, agreed, sandbox_at):
    here = f"sales/{agreed}"
    sandbox_at("2027-03-30T10:00:00")
    parts = {
        "instalments": [
            {"amount": money("1350000.00"), "months": 0},
            {"amount": money("3150000.00"), "months": 12},
        ],
        "security": "bank_guarantee",
        "security_note": "示范银行保函",
        "interest_bp": 360,
    }
    assert cast.refused("B1", f"{here}/contract/instalments", parts) == (400, "R-SET-04", {"instalments"})
    for who in ("F1", "B1"):
        cast.post(who, f"{here}/contract/signatures")

    settlement = cast.get("officer", f"{here}/settlement")
    assert (settlement["buyer"]["fee"], settlement["seller"]["fee"]) == (money("72500.00"), money("72500.00"))
    assert settlement["due_at"] == "2027-04-08T00:00:00+08:00"  # with Wed 2027-04-07; 04-05 is a holiday
    assert settlement["buyer"]["due"] == money("4122500.00")  # 4,500,000 less the deposit 450,000, and the fee
    [notice] = [
        one for one in ok(EVERYBODY.get("/api/v1/notices", {"kind": "result"}))["results"] if agreed in str(one)
    ]
    assert notice["ends_at"] == "2027-04-08T00:00:00+08:00"  # five working days at least (R-SET-07)

    assert cast.refused("officer", f"{here}/certificate")[0] == 409
    sandbox_at("2027-04-07T10:00:00")
    cast.pay("B1", "payment", agreed, settlement["buyer"]["due"])
    cast.post("reviewer", f"{here}/settlement")
    certificate = cast.post("officer", f"{here}/certificate")

    assert certificate["certificate"]["payload"]["price"]["amount"] == "4500000.00"
    assert cast.get("officer", f"{here}/settlement")["seller"]["net"] == money("4427500.00")
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_protocols_of_the_failed_and_of_the_agreed_sale_are_replayed(cast, failed, agreed):
    keys = public_keys()["keys"]
    texts = [ok(EVERYBODY.get(f"/api/v1/sales/{sale}/protocol"))["text"].encode() for sale in (failed, agreed)]

    results = [replay_sale.check(text, keys) for text in texts]

    winner = Sale.objects.get(number=agreed).leading_registration.code
    assert [(one["result"], one["winner"], one["price_fen"]) for one in results] == [
        ("no_bidder", "", None),
        ("sold", winner, 4_500_000_00),
    ]


def test_seller_takes_the_lot_back_before_anybody_has_bid(cast, listing, relisted, sandbox_at):
    sale = cast.post("F1", "sales", terms(listing, "4500000.00", "2027-03-30T09:00:00+08:00"))["number"]
    sandbox_at("2027-03-23T10:00:00")
    for who in ("B1", "B2"):
        cast.join(who, sale)
    here = f"sales/{sale}/withdrawals"

    assert cast.refused("B1", here, {"reason": "示范"})[:2] == (403, "R-BID-10")
    assert cast.refused("F1", here, {"reason": " "})[0] == 400
    cast.post("F1", here, {"reason": "示范：重组调整"})

    assert (shown(sale)["state"], shown(sale)["result"]) == ("failed", "withdrawn")
    assert len(cast.post("reviewer", f"sales/{sale}/deposit-returns")) == 2
    text = ok(EVERYBODY.get(f"/api/v1/sales/{sale}/protocol"))["text"].encode()
    assert replay_sale.check(text, public_keys()["keys"])["result"] == "withdrawn"


def test_a_valid_bid_binds_the_seller(cast, listing, relisted, sandbox_at):
    sale = cast.post("F1", "sales", terms(listing, "4500000.00", "2027-03-30T09:00:00+08:00"))["number"]
    sandbox_at("2027-03-23T10:00:00")
    for who in ("B1", "B2"):
        cast.join(who, sale)
    sandbox_at("2027-03-30T09:00:00")
    open_due_sales()
    cast.post("B1", f"sales/{sale}/bids", {"price": money("4500000.00")})

    assert cast.refused("F1", f"sales/{sale}/withdrawals", {"reason": "示范"})[:2] == (409, "R-BID-10")
