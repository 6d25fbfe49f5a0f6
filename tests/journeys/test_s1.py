"""Story S1 through the API, at its own instants, to the fen: a cross-region listing sold by online bidding with anti-sniping."""

import json

import pytest
from rest_framework.test import APIClient

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import shanghai
from marketplace.ledger.models import Account, Leg
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.bidding import Offer, Outcome, Result, Terms, outcome
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()

LISTING = {
    "exchange": "SW",
    "title": "大型铸件机器人力控自适应打磨技术",
    "abstract": "线激光扫描铸件，自动生成打磨轨迹，恒力执行器调节接触力。",
    "trl": 7,
    "transfer_modes": ["assignment"],
    "price_mode": "bidding",
    "asking_price": money("2800000.00"),
    "owner_category": "university",
    "secrecy_reviewer": "示范审查员",
    "secrecy_reviewed_date": "2027-02-01",
    "rights": [{"kind": "patent", "number": "202610000017.X", "title": "示范方法", "filing_date": "2026-03-16"}],
    "inventors": ["示范研究员一"],
}
REVIEWED = [  # what the officer looks at; the originals lay before him
    {"code": "title_paper", "verdict": "waived", "note": "示范：原件已核"},
    {"code": "legal_status", "verdict": "passed", "note": "2027-03-01 查询，专利权维持"},
    {"code": "decision_paper", "verdict": "waived", "note": "示范：原件已核"},
]
EXAMINED = [{"code": "same_papers", "verdict": "passed"}, {"code": "price_route", "verdict": "passed"}]
BIDS = [  # instant, bidder, price in yuan, accepted, end of the sale after it
    ("09:15:00", "B1", "2800000.00", True, "15:00:00"),
    ("10:02:10", "B2", "2900000.00", True, "15:00:00"),
    ("10:05:00", "B3", "2960000.00", False, "15:00:00"),
    ("14:56:30", "B1", "3050000.00", True, "15:01:30"),
    ("15:00:59", "B3", "3200000.00", True, "15:05:59"),
    ("15:05:58", "B2", "3350000.00", True, "15:10:58"),
    ("15:10:58.000", "B1", "3400000.00", False, "15:10:58"),
]


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        people = {
            "U1": actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
            "B1": actor(verified(name="示范企业一（成都）", home_exchange="SW")),
            "B2": actor(verified(name="示范企业二（重庆）", home_exchange="CQ", by="CQ")),
            "B3": actor(verified(name="示范企业三（绵阳）", home_exchange="SW")),
            "officer": officer("SW"),
            "reviewer": reviewer("SW"),
            "finance": finance("SW"),
            "CQ": officer("CQ"),
        }
        self.actors = people
        self.clients = {name: client_of(one) for name, one in people.items()}

    def get(self, who: str, path: str):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def post(self, who: str, path: str, body: dict | None = None):
        return ok(self.clients[who].post(f"/api/v1/{path}", body or {}, format="json"))

    def name(self, who: str) -> str:
        return self.actors[who].organisation.name


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def sale(cast, sandbox_at):
    """Step 1: announced at SW, three bidders registered with their deposits, open for bids. Its number."""
    sandbox_at("2027-03-01T10:00:00")
    listing = cast.post("U1", "listings", LISTING)["number"]
    cast.post("U1", f"listings/{listing}/submission")
    cast.post("officer", f"listings/{listing}/acceptance", {"checks": REVIEWED})
    cast.post("reviewer", f"listings/{listing}/examination", {"checks": EXAMINED})
    cast.post("officer", f"listings/{listing}/publication")
    holder = cast.post("U1", f"listings/{listing}/priority-holders", {"kind": "completer", "name": "示范研究员一"})
    cast.post("U1", f"priority-holders/{holder['number']}/waivers", {"proof": "示范放弃声明，2027-03-01"})
    sandbox_at("2027-03-22T10:00:00")
    announced = cast.post(
        "officer",
        "sales",
        {
            "listing": listing,
            "start": money("2800000.00"),
            "increment": money("50000.00"),
            "reserve": money("3000000.00"),
            "opens_at": "2027-04-12T09:00:00+08:00",
            "free_ends_at": "2027-04-12T15:00:00+08:00",
        },
    )
    sandbox_at("2027-04-08T10:00:00")
    for who in ("B1", "B2", "B3"):
        registration = cast.post(who, f"sales/{announced['number']}/registrations", {"foreign_link": "none"})
        came = {"payer": cast.name(who), "reference": f"20270408-{who}", "amount": money("280000.00")}
        receive(cast.post, "deposit", registration["number"], **came)
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1
    return announced["number"]


@pytest.fixture
def receipts(cast, sale, sandbox_at):
    """Step 2: every bid at its own instant."""
    answers = []
    for instant, who, price, _accepted, _ends in BIDS:
        sandbox_at(f"2027-04-12T{instant}")
        answers.append(cast.post(who, f"sales/{sale}/bids", {"price": money(price)}))
    return answers


@pytest.fixture
def closed(cast, sale, receipts, sandbox_at):
    """Step 3: the sweep has closed the sale."""
    sandbox_at("2027-04-12T15:10:58")
    assert close_due_sales() == 1
    return sale


@pytest.fixture
def paid(cast, closed, sandbox_at):
    """Deposits returned, contract signed, the buyer's payment in escrow."""
    sandbox_at("2027-04-13T10:00:00")
    cast.post("reviewer", f"sales/{closed}/deposit-returns")
    for who in ("U1", "B2"):
        cast.post(who, f"sales/{closed}/contract/signatures")
    sandbox_at("2027-04-14T10:00:00")
    came = {"payer": cast.name("B2"), "reference": "20270414-B2", "amount": money("3125250.00")}
    receive(cast.post, "payment", closed, **came)
    return closed


@pytest.fixture
def certified(cast, paid, sandbox_at):
    """Settled by the second pair of eyes, and certified; the certificate as the API shows it."""
    sandbox_at("2027-04-15T10:00:00")
    cast.post("reviewer", f"sales/{paid}/settlement")
    return cast.post("officer", f"sales/{paid}/certificate")


def test_step_1_deposit_is_ten_percent_and_the_reserve_is_sealed(cast, sale):
    shown = ok(EVERYBODY.get(f"/api/v1/sales/{sale}"))

    assert shown["deposit"] == money("280000.00")
    assert (shown["extension_seconds"], shown["ends_at"]) == (300, "2027-04-12T15:00:00+08:00")
    assert len(shown["reserve"]["commitment"]) == 64
    assert shown["reserve"]["met"] is None
    assert "3000000" not in json.dumps(shown)


def test_step_2_verdicts_and_ends(receipts):
    answers = [(receipt["accepted"], receipt["ends_at"], receipt["sequence"]) for receipt in receipts]

    assert answers == [
        (accepted, f"2027-04-12T{ends}+08:00", place)
        for place, (_at, _who, _price, accepted, ends) in enumerate(BIDS, 1)
    ]
    assert [receipt["rule"] for receipt in receipts if not receipt["accepted"]] == ["R-BID-08", "R-BID-08"]
    assert "3,000,000.00" in receipts[2]["reason"]


def test_step_2_names_are_hidden_until_the_end(cast, sale, receipts):
    shown = json.dumps(
        [
            ok(who.get(f"/api/v1/sales/{sale}{part}"))
            for who in (EVERYBODY, cast.clients["U1"], cast.clients["CQ"])
            for part in ("", "/bids", "/registrations")
        ],
        ensure_ascii=False,
    )
    lines = "".join(
        f"{line.actor}{line.organisation}{line.payload.body}" for line in Entry.objects.filter(private=False)
    )

    for who in ("B1", "B2", "B3"):
        assert cast.name(who) not in shown
        assert cast.actors[who].organisation.number not in shown
        assert cast.actors[who].user.number not in lines
    to_staff = json.dumps(cast.get("officer", f"sales/{sale}/registrations"))
    assert not any(receipt["bidder"] in to_staff.replace(sale, "") for receipt in receipts)


def test_step_3_b2_wins(cast, closed):
    shown = ok(EVERYBODY.get(f"/api/v1/sales/{closed}"))
    bids = ok(EVERYBODY.get(f"/api/v1/sales/{closed}/bids"))["results"]

    assert (shown["state"], shown["leading"], shown["winner"]["name"]) == ("won", money("3350000.00"), cast.name("B2"))
    assert shown["reserve"]["met"] is True
    assert shown["deposits_due_at"] == "2027-04-16T00:00:00+08:00"
    names = [cast.name(who) for _at, who, _price, _accepted, _ends in reversed(BIDS)]
    assert [bid["organisation"]["name"] for bid in bids] == names


def test_step_3_anybody_replays_the_sale_from_the_log(closed):
    lines = Entry.objects.filter(subject=f"sale:{closed}", private=False).select_related("payload").order_by("id")
    told = {line.verb: line.payload.body for line in lines}
    announced = told["trading.sale_announced"]
    terms = Terms(
        announced["start_fen"],
        announced["increment_fen"],
        shanghai(announced["opens_at"]),
        shanghai(announced["free_ends_at"]),
        announced["extension_seconds"],
    )
    bids = [line for line in lines if line.verb == "trading.bid_placed"]
    offers = [Offer(line.payload.body["price_fen"], shanghai(line.payload.body["at"])) for line in bids]

    ended = outcome(terms, offers)

    assert ended == Outcome(Result.SOLD, shanghai("2027-04-12T15:10:58"), winner=4, price_fen=3_350_000_00)
    assert bids[ended.winner].actor == f"bidder:{closed}/{told['trading.sale_closed']['winner']}"


def test_step_4_fees_and_shares(cast, closed):
    settlement = cast.get("officer", f"sales/{closed}/settlement")

    assert (settlement["seller"]["fee"], settlement["buyer"]["fee"]) == (money("55250.00"), money("55250.00"))
    assert settlement["shares"] == [
        {"payee": "listing", "exchange": "SW", "amount": money("66300.00")},
        {"payee": "referral", "exchange": "CQ", "amount": money("33150.00")},
        {"payee": "fund", "exchange": "", "amount": money("11050.00")},
    ]
    assert settlement["mark"] == "示例分档，非公布标准"


def test_step_5_what_is_due_and_what_is_returned(cast, closed, sandbox_at):
    assert cast.get("B2", f"sales/{closed}/settlement")["buyer"] == {
        "deposit": money("280000.00"),
        "balance": money("3070000.00"),
        "fee": money("55250.00"),
        "due": money("3125250.00"),
    }
    assert cast.get("U1", f"sales/{closed}/settlement")["seller"] == {
        "fee": money("55250.00"),
        "net": money("3294750.00"),
        "paid_out": money("3294750.00"),
        "fee_due": money("0.00"),
        "commission": money("0.00"),
    }
    sandbox_at("2027-04-15T10:00:00")
    returned = cast.post("reviewer", f"sales/{closed}/deposit-returns")
    assert [row["organisation"]["name"] for row in returned] == [cast.name("B1"), cast.name("B3")]
    for who in ("B1", "B3"):
        legs = Leg.objects.filter(account__organisation=cast.actors[who].organisation, account__purpose="available")
        assert legs.order_by("pk").last().amount_fen == -280_000_00


def test_each_party_sees_only_its_own_lines(cast, closed):
    seller = cast.get("U1", f"sales/{closed}/settlement")
    buyer = cast.get("B2", f"sales/{closed}/settlement")
    referrer = cast.get("CQ", f"sales/{closed}/settlement")

    assert (seller["buyer"], seller["shares"]) == (None, [])
    assert (buyer["seller"], buyer["shares"]) == (None, [])
    assert (referrer["buyer"], referrer["seller"]) == (None, None)
    assert referrer["shares"] == [{"payee": "referral", "exchange": "CQ", "amount": money("33150.00")}]
    for stranger in (cast.clients["B1"], EVERYBODY):
        assert stranger.get(f"/api/v1/sales/{closed}/settlement").status_code == 404
        assert stranger.get(f"/api/v1/sales/{closed}/contract").status_code == 404


def test_step_6_the_tariff_is_the_venues_and_phases_lead_from_the_legacy_ones():
    compared = ok(EVERYBODY.post("/api/v1/fee-calculations", {"price": money("3350000.00")}, format="json"))

    def path(exchange: str, side: str, amount: str) -> list[str]:
        steps = [step for step in compared["phases"] if (step["exchange"], step["side"]) == (exchange, side)]
        return [step[amount]["amount"] for step in steps]

    legacy = {line["schedule"]["code"]: line["amount"]["amount"] for line in compared["fees"]}
    assert (legacy["E1"], legacy["SW"], legacy["CQ"]) == ("55250.00", "120500.00", "23450.00")
    for side in ("seller", "buyer"):
        assert path("SW", side, "amount") == ["120500.00", "98750.00", "77000.00", "55250.00"]
        assert path("CQ", side, "amount") == ["23450.00", "34050.00", "44650.00", "55250.00"]
        assert path("CQ", side, "small_firm_amount")[:3] == ["23450.00", "23450.00", "23450.00"]
    [calibre] = {line["schedule"]["calibre"] for line in compared["fees"] if line["schedule"]["code"] == "CQ"}
    assert calibre == "产权协议转让，向交易双方分别收取"


def test_step_7_certificate_only_after_all_payments(cast, paid):
    early = cast.clients["officer"].post(f"/api/v1/sales/{paid}/certificate", {}, format="json")

    assert (early.status_code, early.json()["rule"]) == (409, "R-SET-06")


def test_step_7_certificate_verifies_for_everybody(cast, certified):
    shown = ok(EVERYBODY.get(f"/api/v1/certificates/{certified['number']}"))

    checked = ok(
        EVERYBODY.post("/api/v1/certificate-checks", {"text": json.dumps(shown["certificate"])}, format="json")
    )

    assert certified["number"] == "TC-SW-2027-000001"
    assert shown["certificate"]["payload"]["price"] == money("3350000.00")
    assert checked["verified"]
    assert [finding["check"] for finding in checked["checks"]] == [
        "form", "hash", "signature", "content", "register", "current",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "altered", "failed"),
    [
        ("3350000.00", "3250000.00", ["hash", "content", "register"]),
        ('"jws": "ey', '"jws": "eX', ["signature"]),
        ('"sha256": "', '"sha256": "0', ["hash"]),
        ('"payload"', '"payloab"', ["form"]),
    ],
)
def test_step_7_altered_certificate_says_which_check_failed(certified, written, altered, failed):
    text = json.dumps(certified["certificate"])
    assert written in text

    checked = ok(
        EVERYBODY.post("/api/v1/certificate-checks", {"text": text.replace(written, altered, 1)}, format="json")
    )

    assert not checked["verified"]
    assert [finding["check"] for finding in checked["checks"] if not finding["passed"]] == failed


def test_story_leaves_a_sound_log_and_ledger(certified):
    settle()

    assert (list(log_faults()), list(ledger_faults())) == ([], [])
    at_sw = Account.objects.filter(organisation=None, exchange="SW").values_list("purpose", "balance_fen")
    at_cq = Account.objects.filter(organisation=None, exchange="CQ").values_list("purpose", "balance_fen")
    assert (dict(at_sw), dict(at_cq)) == (
        {"bank": -77_350_00, "suspense": 0, "pool": 0, "fee": 66_300_00, "fund": 11_050_00},
        {"bank": -33_150_00, "fee": 33_150_00},
    )
    assert sum(Account.objects.values_list("balance_fen", flat=True)) == 0
    assert not Account.objects.filter(organisation__isnull=False).exclude(balance_fen=0).exists()
