"""The money of stories S3 (a private owner, in parts) and S6 (the winner defaults) through the API, to the fen."""

import pytest

from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer, reviewer
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.rulebook.factories import load_2027
from tests.support.receiving import receive
from tests.trading.factories import won_sale
from tests.trading.test_defaults import TERMS, sold_again
from tests.trading.test_settling_instalments import won_at

pytestmark = pytest.mark.django_db


class Cast:
    def __init__(self, sold, winner):
        people = {"seller": actor(sold.listing.lister), "buyer": winner, "officer": officer(), "reviewer": reviewer()}
        people["finance"] = finance()
        self.clients = {name: client_of(who) for name, who in people.items()}
        self.buyer = winner.organisation.name

    def get(self, who, path):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def post(self, who, path, body=None):
        return ok(self.clients[who].post(f"/api/v1/{path}", body or {}, format="json"))

    def refused(self, who, path, body=None):
        answer = self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")
        return answer.status_code, answer.json()

    def pay(self, part, line):
        came = {"payer": self.buyer, "reference": line, "amount": part["buyer"]["due"]}
        receive(self.post, "instalment", part["number"], **came)
        return self.post("reviewer", f"instalments/{part['number']}/settlements")


def plan(first, rest):
    return {
        "instalments": [{"amount": money(first), "months": 0}, {"amount": money(rest), "months": 12}],
        "security": "bank_guarantee",
        "security_note": "示范银行保函 3,150,000.00 元",
        "interest_bp": 360,
    }


def test_s3_private_owner_is_paid_in_two_parts(sandbox_at):
    load_2027()
    sold, winner = won_at("private")
    cast, here = Cast(sold, winner), f"sales/{sold.number}"
    sandbox_at("2027-03-30T10:00:00")

    status, problem = cast.refused("buyer", f"{here}/contract/instalments", plan("1349999.99", "3150000.01"))
    agreed = cast.post("buyer", f"{here}/contract/instalments", plan("1350000.00", "3150000.00"))
    for side in ("buyer", "seller"):
        cast.post(side, f"{here}/contract/signatures", {"terms_hash": agreed["terms_hash"]})
    first, rest = sorted(cast.get("officer", "instalments")["results"], key=lambda part: part["position"])

    assert (status, problem["rule"], "instalments.0.amount" in str(problem)) == (400, "R-SET-04", True)
    assert (first["due_at"], rest["due_at"]) == ("2027-04-08T00:00:00+08:00", "2028-03-31T00:00:00+08:00")
    assert first["buyer"] == {
        "deposit": money("450000.00"),
        "interest": money("0.00"),
        "fee": money("25250.00"),
        "due": money("925250.00"),
    }
    assert rest["seller"] == {
        "interest": money("112770.00"),
        "fee": money("47250.00"),
        "net": money("3215520.00"),
    }
    assert cast.get("buyer", f"instalments/{rest['number']}")["seller"] is None

    sandbox_at("2027-04-07T10:00:00")
    cast.pay(first, "s3-first")
    certificate = cast.post("officer", f"{here}/certificate")
    sandbox_at("2028-03-30T10:00:00")
    done = cast.pay(rest, "s3-rest")

    assert certificate["certificate"]["payload"]["payment"]["terms"] == "instalments"
    assert done["state"] == "settled"
    assert cast.get("officer", f"{here}/settlement")["state"] == "settled"
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


@pytest.mark.parametrize(
    ("second_fen", "shortfall", "to_shortfall", "rest", "claim"),
    [
        (2_700_000_00, "300000.00", "192000.00", "0.00", "108000.00"),
        (2_950_000_00, "50000.00", "50000.00", "142000.00", "0.00"),
    ],
)
def test_s6_winner_defaults_and_the_lot_is_sold_again(sandbox_at, second_fen, shortfall, to_shortfall, rest, claim):
    sold, winner = won_sale(**TERMS)
    cast, here = Cast(sold, winner), f"sales/{sold.number}"
    accusation = {"grounds": "not_signed", "reason": "示范：期满未签署", "costs": money("8000.00")}
    sandbox_at("2027-04-19T23:59:59")
    early, _problem = cast.refused("officer", f"{here}/defaults", accusation)
    sandbox_at("2027-04-20T10:00:00")

    found = cast.post("officer", f"{here}/defaults", accusation)["number"]
    alone, _problem = cast.refused("officer", f"defaults/{found}/declarations")
    declared = cast.post("reviewer", f"defaults/{found}/declarations")

    assert (early, alone) == (409, 403)
    assert [(use["use"], use["taken"], use["left"]) for use in declared["uses"]] == [
        ("fees", money("100000.00"), money("200000.00")),
        ("costs", money("8000.00"), money("192000.00")),
        ("held", money("192000.00"), money("0.00")),
    ]
    again = sold_again(Sale.objects.get(pk=sold.pk), second_fen)
    sandbox_at("2027-05-14T10:00:00")
    concluded = cast.post("reviewer", f"defaults/{found}/conclusions")

    assert (concluded["second_sale"], concluded["shortfall"]) == (again.number, money(shortfall))
    assert [(use["use"], use["taken"]) for use in concluded["uses"][2:]] == [
        ("shortfall", money(to_shortfall)),
        ("rest", money(rest)),
    ]
    assert concluded["claim"] == money(claim)
    assert cast.get("buyer", f"defaults/{found}")["claim"] == money(claim)
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])
