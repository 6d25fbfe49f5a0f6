"""Story S7 through the API, to the fen: technology as equity, from the public notice of its value to the paid-in capital."""

import pytest

from accounts.models import Kind, Role
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import frozen
from marketplace.ledger.models import Account, Purpose
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.proceeds import commands as proceeds
from marketplace.trading.tasks import end_due_negotiations
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.journeys.test_s1 import EXAMINED, LISTING
from tests.journeys.test_s2 import LOOKED_THROUGH
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db
OFFER = {
    "price": money("8000000.00"),
    "capital": money("40000000.00"),
    "valuation": money("8000000.00"),
    "valid_days": 7,
}
MEMBERS = [
    {"name": "示范负责人", "share": "1/2", "main": True},
    {"name": "示范成员二", "share": "3/10"},
    {"name": "示范成员三", "share": "1/5"},
]


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        university = verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")
        self.actors = {
            "U1": actor(university),
            "U1 finance": actor(university, [Role.FINANCE]),
            "U1 admin": actor(university, [Role.ADMIN]),
            "C1": actor(verified(name="示范科技公司（成都）", home_exchange="SW")),
            "officer": officer("SW"),
            "finance": finance("SW"),
            "reviewer": reviewer("SW"),
        }
        self.clients = {name: client_of(one) for name, one in self.actors.items()}

    def get(self, who, path):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def post(self, who, path, body=None):
        return ok(self.try_post(who, path, body))

    def try_post(self, who, path, body=None):
        return self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")

    def refused(self, who, path, body=None):
        answer = self.try_post(who, path, body)
        told = answer.json()
        return answer.status_code, told["code"], told.get("rule", "")


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def negotiation(cast, sandbox_at):
    """C1 has opened; the listing is offered as equity only. Its number and that of the listing."""
    sandbox_at("2027-02-01T10:00:00")
    body = {**LISTING, "transfer_modes": ["equity"], "price_mode": "negotiated", "asking_price": money("8000000.00")}
    listing = cast.post("U1", "listings", body)["number"]
    cast.post("U1", f"listings/{listing}/submission")
    cast.post("officer", f"listings/{listing}/acceptance", {"checks": LOOKED_THROUGH})
    cast.post("reviewer", f"listings/{listing}/examination", {"checks": EXAMINED})
    cast.post("officer", f"listings/{listing}/publication")
    sandbox_at("2027-02-26T10:00:00")
    return cast.post("C1", "negotiations", {"listing": listing, "foreign_link": "none"})["number"], listing


@pytest.fixture
def sale(cast, negotiation, sandbox_at):
    """Agreed on 2027-03-01, public for 15 days, concluded on 03-17 and signed. Its number."""
    number, _listing = negotiation
    cast.post("C1", f"negotiations/{number}/offers", OFFER)
    sandbox_at("2027-03-01T09:00:00")
    notice = cast.post("U1", f"negotiations/{number}/acceptances", {"offer": 1})["publicity"]
    board = cast.get("officer", f"notices/{notice}")["body"]
    assert "8,000,000.00" in board
    assert "20%" in board
    sandbox_at("2027-03-16T23:59:59")
    assert cast.refused("C1", f"negotiations/{number}/conclusions") == (409, "notice_runs", "R-PRI-04")
    sandbox_at("2027-03-17T00:00:00")
    assert end_due_negotiations() == 1
    sold = cast.get("C1", f"negotiations/{number}")["sale"]
    for side in ("U1", "C1"):
        cast.post(side, f"sales/{sold}/contract/signatures")
    return sold


@pytest.fixture
def settled(cast, sale, sandbox_at):
    """Both fees came, 110,000.00 each, and nothing else; passed on."""
    sandbox_at("2027-03-18T10:00:00")
    settlement = cast.get("officer", f"sales/{sale}/settlement")
    assert settlement["buyer"]["due"] == money("110000.00")
    assert settlement["seller"]["fee_due"] == money("110000.00")
    receive(cast.post, "payment", sale, payer="示范科技公司（成都）", reference="equity-1", amount=money("110000.00"))
    notice = next(one["number"] for one in cast.get("U1 admin", "payment-notices")["results"])
    receive(cast.post, "seller_fee", notice, payer="示范大学", reference="equity-2", amount=money("110000.00"))
    cast.post("reviewer", f"sales/{sale}/settlement")
    return sale


def test_fees_are_on_the_value_and_no_price_passes(cast, settled):
    balances = {(one.purpose, one.exchange): one.balance_fen for one in Account.objects.filter(organisation=None)}

    assert balances[Purpose.FEE, "SW"] == 198_000_00  # both C1 and U1 are SW's own: 60 and 30 of 220,000.00
    assert balances[Purpose.FUND, "SW"] == 22_000_00
    assert not Account.objects.filter(organisation__isnull=False).exclude(balance_fen=0).exists()
    settle()
    assert [*ledger_faults(), *log_faults()] == []


def test_capital_is_paid_in_only_after_the_register_followed(cast, settled):
    early = cast.refused("officer", f"sales/{settled}/contribution/paid-in", {"entry": "示范实缴登记 1 号"})
    transferred = cast.post("officer", f"sales/{settled}/contribution/transfer", {"entry": "示范变更登记 2027-03-25"})
    paid_in = cast.post("officer", f"sales/{settled}/contribution/paid-in", {"entry": "示范实缴登记 2027-04-01"})
    certificate = cast.post("officer", f"sales/{settled}/certificate")

    assert early == (409, "register_first", "R-CON-07")
    assert (transferred["state"], transferred["share"], transferred["capital"]) == (
        "transferred",
        "1/5",
        money("40000000.00"),
    )
    assert paid_in["state"] == "paid_in"
    assert certificate["number"]


@pytest.mark.parametrize(
    ("reward_bp", "kept", "parts"),
    [
        (7_000, "2400000.00", ["2800000.00", "1680000.00", "1120000.00"]),  # 6 %; the team 14 %, its lead 7 %
        (None, "4000000.00", ["2000000.00", "1200000.00", "800000.00"]),  # by law: 10 %, 10 %, 5 %
    ],
)
def test_team_holds_its_shares_beside_the_unit(cast, settled, negotiation, sandbox_at, reward_bp, kept, parts):
    _number, listing = negotiation
    if reward_bp:
        rule = proceeds.draft_reward_rule(
            kind="equity",
            reward_bp=reward_bp,
            main_bp=5_000,
            from_date=frozen("2027-01-15T10:00:00").at.date(),
            consultation="示范：职工代表会讨论通过",
            actor=cast.actors["U1"],
            clock=frozen("2027-01-10T10:00:00"),
        )
        proceeds.publish_reward_rule(rule=rule, actor=cast.actors["U1 admin"], clock=frozen("2027-01-10T11:00:00"))
    team = cast.post("U1", "teams", {"listing": listing, "members": MEMBERS})["number"]
    for position in (0, 1, 2):
        cast.post("U1", f"teams/{team}/written-consents", {"position": position, "note": "示范同意书"})
    drafted = cast.post("U1", "distributions", {"deal": settled})["number"]
    approved = cast.post("U1 finance", f"distributions/{drafted}/approval")

    held = {one["name"]: one["amount"] for one in approved["payouts"]}
    assert held["示范大学"] == money(kept)
    assert [held[one["name"]] for one in MEMBERS] == [money(part) for part in parts]
    table = approved["cap_table"]
    assert [one["holder"] for one in table] == ["其他股东", "示范大学", *(one["name"] for one in MEMBERS)]
    assert table[0]["share"] == "4/5"
    assert sum(float(one["value"]["amount"]) for one in table) == 40_000_000.00
    assert cast.refused(
        "U1", "distributions", {"deal": settled, "costs": [{"kind": "upkeep", "amount": money("1.00")}]}
    )[0] in (400, 409)


def test_value_far_above_its_report_is_warned_of(cast, negotiation):
    number, _listing = negotiation

    dear = cast.post("C1", f"negotiations/{number}/offers", {**OFFER, "price": money("9000000.00")})

    assert "8,000,000.00" in dear["warnings"][0]
    assert dear["share"] == "9/40"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("capital", {"capital": None}),
        ("capital", {"capital": money("8000000.00")}),
        ("valuation", {"valuation": money("0.00")}),
    ],
)
def test_wrong_offer_names_its_field(cast, negotiation, field, fields):
    number, _listing = negotiation

    answer = cast.try_post("C1", f"negotiations/{number}/offers", {**OFFER, **fields})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
