"""Story S8 through the API, at its own dates, to the fen: use first and pay later, and the open licence."""

import pytest

from accounts.models import Kind
from accounts.models.organisation import Scale
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account, Leg, Purpose
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.licensing.tasks import watch_licences
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.catalogue.factories import patent_number
from tests.clients import client_of, money, ok
from tests.journeys.test_s1 import EXAMINED, LISTING
from tests.journeys.test_s2 import LOOKED_THROUGH
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db
QUARTERS = [  # the day of the report, net sales, due, each side's fee
    ("2027-07-05", "0.00", "0.00", None),
    ("2027-10-08", "850000.00", "0.00", None),
    ("2028-01-05", "1400000.00", "67500.00", "1350.00"),
    ("2028-04-06", "3000000.00", "90000.00", "1800.00"),
    ("2028-07-05", "20000000.00", "442500.00", "8850.00"),
    ("2028-10-09", "5000000.00", "0.00", None),
]
TRIAL = {
    "kind": "trial",
    "scope": "示范范围：成渝地区，不限数量。",
    "term_months": 60,
    "base": "net_sales",
    "rate_bp": 300,
    "trigger": money("2000000.00"),
    "trigger_months": 24,
    "cap": money("600000.00"),
    "report_months": 3,
}
OPEN = {"kind": "open", "scope": "示范范围：全国。", "term_months": 36, "fixed": money("50000.00")}


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        self.actors = {
            "U1": actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
            "M2": actor(verified(name="示范小企业（重庆）", home_exchange="CQ", by="CQ", scale=Scale.SMALL)),
            "M3": actor(verified(name="示范企业三（成都）", home_exchange="SW")),
            "M4": actor(verified(name="示范企业四（绵阳）", home_exchange="SW")),
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
        return answer.status_code, told["code"], told.get("rule", ""), list(told.get("errors", told.get("fields", {})))

    def paid(self, licence, reference):
        """The last charge of a licence comes in, is confirmed and passed on."""
        charge = self.get("finance", f"licences/{licence}")["charges"][-1]
        payer = self.get("finance", f"licences/{licence}")["licensee"]
        receive(self.post, "licence_fee", charge["number"], payer=payer, reference=reference, amount=charge["due"])
        return self.post("reviewer", f"licence-charges/{charge['number']}/settlement")["charges"][-1]


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def on_offer(cast, sandbox_at):
    """Lists a patent for licences; gives its number."""

    def listed(**fields):
        sandbox_at("2027-02-01T10:00:00")
        body = {**LISTING, "transfer_modes": ["ordinary_licence"], "price_mode": "negotiated", **fields}
        number = cast.post("U1", "listings", body)["number"]
        cast.post("U1", f"listings/{number}/submission")
        cast.post("officer", f"listings/{number}/acceptance", {"checks": LOOKED_THROUGH})
        cast.post("reviewer", f"listings/{number}/examination", {"checks": EXAMINED})
        cast.post("officer", f"listings/{number}/publication")
        sandbox_at("2027-03-29T10:00:00")
        return number, cast.get("U1", f"listings/{number}")["rights"][0]["number"]

    return listed


def declared(cast, listing, right, **terms):
    return cast.post("U1", "licence-offers", {"listing": listing, "right": right, **terms})["number"]


def open_offer(cast, listing, right, **terms):
    number = declared(cast, listing, right, **terms)
    cast.post("officer", f"licence-offers/{number}/publication", {"announcement": "示范公告第1号，2027-03-29"})
    return number


@pytest.fixture
def trial(cast, on_offer, sandbox_at):
    """M2's licence, in force from 2027-04-01."""
    offer = open_offer(cast, *on_offer(), **TRIAL)
    sandbox_at("2027-03-30T10:00:00")
    taken = cast.post("M2", "licences", {"offer": offer, "use": "示范产品", "foreign_link": "none"})
    sandbox_at("2027-03-31T10:00:00")
    accepted = cast.post("U1", f"licences/{taken['number']}/acceptance")
    assert (taken["state"], accepted["state"]) == ("applied", "in_force")
    assert (accepted["starts_date"], accepted["trigger_by"]) == ("2027-04-01", "2029-03-31")
    return taken["number"]


def reported(cast, licence, sales):
    expected = next(one for one in cast.get("M2", f"licences/{licence}")["reports"] if one["state"] == "expected")
    return cast.post("M2", f"licence-reports/{expected['number']}/sales", {"amount": money(sales)})


def test_trial_pays_from_the_trigger_to_the_cap(cast, trial, sandbox_at):
    for day, sales, due, fee in QUARTERS:
        sandbox_at(f"{day}T10:00:00")
        told = reported(cast, trial, sales)
        report = [one for one in told["reports"] if one["state"] == "reported"][-1]
        assert (report["amount"], report["royalty"]) == (money(sales), money(due))
        if fee:
            charge = told["charges"][-1]
            assert (charge["amount"], charge["licensee_fee"], charge["licensor_fee"]) == (
                money(due),
                money(fee),
                money(fee),
            )
            assert cast.paid(trial, f"royalty-{day}")["state"] == "settled"

    found = cast.get("U1", f"licences/{trial}")
    assert [one["cumulative"] for one in found["reports"]][2] == money("2250000.00")
    assert found["triggered_at"].startswith("2028-01-05")
    assert [one["capped"] for one in found["reports"]][:6] == [False, False, False, False, True, True]
    assert sum(float(one["amount"]["amount"]) for one in found["charges"]) == 600_000.00
    # 600,000.00 less F(600,000.00) = 12,000.00 went to U1; both fees, 24,000.00, by 60 / 30 / 10.
    out = Leg.objects.filter(account__purpose=Purpose.BANK, account__exchange="SW", amount_fen__gt=0)
    assert sum(leg.amount_fen for leg in out if leg.transfer.reference.startswith("proceeds:LF")) == 588_000_00
    shares = {(one.purpose, one.exchange): one.balance_fen for one in Account.objects.filter(organisation=None)}
    assert shares[Purpose.FEE, "SW"] == 14_400_00
    assert shares[Purpose.FEE, "CQ"] == 7_200_00
    assert shares[Purpose.FUND, "SW"] == 2_400_00
    assert PaymentNotice.objects.filter(state="paid").count() == 6
    settle()
    assert [*ledger_faults(), *log_faults()] == []


def test_trial_that_is_not_triggered_costs_nothing_and_the_files_come_back(cast, trial, sandbox_at):
    days = [
        "2027-07-05",
        "2027-10-08",
        "2028-01-05",
        "2028-04-06",
        "2028-07-05",
        "2028-10-09",
        "2029-01-05",
        "2029-04-05",
    ]
    for day in days:
        sandbox_at(f"{day}T10:00:00")
        if day == days[-1]:
            assert watch_licences() == 0  # a report that may still trigger it is awaited
        reported(cast, trial, "200000.00")

    swept = watch_licences()

    found = cast.get("U1", f"licences/{trial}")
    assert swept == 1
    assert (found["state"], found["ending"], found["charges"]) == ("ended", "lapsed", [])
    returned = cast.post("U1", f"licences/{trial}/files-return", {"note": "示范技术资料全套，2029-04-06 返还"})
    assert returned["files_returned_at"] is not None
    assert cast.refused("U1", f"licences/{trial}/files-return", {"note": "再次"})[:3] == (
        409,
        "not_to_return",
        "R-LIC-06",
    )


def test_report_that_does_not_come_is_reminded_noticed_and_then_a_breach(cast, trial, sandbox_at):
    report = cast.get("M2", f"licences/{trial}")["reports"][0]["number"]
    early = cast.refused("officer", f"licence-reports/{report}/notice")
    sandbox_at("2027-07-16T00:00:01")
    reminded = watch_licences()
    refused = cast.refused("U1", f"licences/{trial}/termination", {"reason": "逾期"})
    noticed = cast.post("officer", f"licence-reports/{report}/notice")["reports"][0]
    sandbox_at("2027-07-30T23:59:59")
    too_early = watch_licences()
    sandbox_at("2027-07-31T00:00:00")
    breached = watch_licences()

    found = cast.post("U1", f"licences/{trial}/termination", {"reason": "经通知仍未报告"})
    assert early[:3] == (409, "not_overdue", "R-LIC-07")
    assert (reminded, too_early, breached) == (1, 0, 1)
    assert refused[:3] == (409, "no_breach", "R-LIC-07")
    assert noticed["notice_ends_at"].startswith("2027-07-31T00:00")
    assert (found["state"], found["ending"]) == ("ended", "breach")


def test_open_licence_is_in_force_with_its_payment_and_outlives_the_withdrawal(cast, on_offer, sandbox_at):
    offer = open_offer(cast, *on_offer(), **OPEN)
    licences = {}
    for firm in ("M3", "M4"):
        taken = cast.post(firm, "licences", {"offer": offer, "use": "示范产品", "foreign_link": "none"})
        charge = taken["charges"][0]
        assert taken["state"] == "notified"
        assert (charge["amount"], charge["licensee_fee"], charge["licensor_fee"]) == (
            money("50000.00"),
            money("1000.00"),
            money("1000.00"),
        )
        paid = cast.paid(taken["number"], f"open-{firm}")
        assert (paid["state"], paid["paid_out"]) == ("settled", money("49000.00"))
        licences[firm] = taken["number"]

    cast.post("U1", f"licence-offers/{offer}/withdrawal", {"reasons": "示范调整"})

    assert [cast.get(firm, f"licences/{number}")["state"] for firm, number in licences.items()] == ["in_force"] * 2
    late = cast.refused("M2", "licences", {"offer": offer, "use": "示范产品", "foreign_link": "none"})
    assert late[:3] == (409, "not_on_offer", "R-LIC-03")


def test_smallest_open_licence_pays_the_minimum(cast, on_offer):
    offer = open_offer(cast, *on_offer(), **OPEN | {"fixed": money("30000.00")})

    charge = cast.post("M3", "licences", {"offer": offer, "use": "示范产品", "foreign_link": "none"})["charges"][0]

    assert (charge["licensee_fee"], charge["licensor_fee"]) == (money("1000.00"), money("1000.00"))


def test_utility_model_needs_its_evaluation_report(cast, on_offer):
    right = {**LISTING["rights"][0], "number": patent_number(kind=2)}
    listing, number = on_offer(rights=[right])
    body = {"listing": listing, "right": number, **OPEN}

    refused = cast.refused("U1", "licence-offers", body)
    declared_with = cast.post("U1", "licence-offers", {**body, "evaluation": "示范评价报告 2027-02-01"})

    assert refused[0:3:2] == (400, "R-LIC-01")
    assert declared_with["state"] == "declared"


def test_open_and_exclusive_licence_exclude_each_other(cast, on_offer):
    listing, right = on_offer()
    exclusive = {
        "right": right,
        "kind": "exclusive_licence",
        "basis": "示范独占许可合同〔2027〕1 号",
        "from_date": "2027-01-01",
    }
    standing = cast.post("officer", f"listings/{listing}/encumbrances", exclusive)["number"]
    beside = cast.refused("U1", "licence-offers", {"listing": listing, "right": right, **OPEN})
    cast.post("reviewer", f"encumbrances/{standing}/lifting", {"reason": "示范合同已解除"})
    offer = declared(cast, listing, right, **OPEN)

    after = cast.refused("U1", f"listings/{listing}/encumbrances", exclusive)
    cast.post("U1", f"licence-offers/{offer}/withdrawal", {"reasons": "示范调整"})

    assert beside[:3] == (409, "licensed_already", "R-LIC-02")
    assert after[:3] == (409, "licensed_already", "R-LIC-03")
    assert cast.post("officer", f"listings/{listing}/encumbrances", exclusive)["kind"] == "exclusive_licence"


def test_unusual_terms_are_warned_of_and_not_refused(cast, on_offer):
    listing, right = on_offer()
    body = {"listing": listing, "right": right, **OPEN}

    dear = cast.post("U1", "licence-offers", {**body, "fixed": money("25000000.00")})
    cast.post("U1", f"licence-offers/{dear['number']}/withdrawal", {"reasons": "示范调整"})
    by_sales = {"fixed": None, "base": "net_sales", "rate_bp": 2_500, "report_months": 3}
    high = cast.post("U1", "licence-offers", {**body, **by_sales})

    assert "20,000,000.00" in dear["warnings"][0]
    assert "20%" in high["warnings"][0]
