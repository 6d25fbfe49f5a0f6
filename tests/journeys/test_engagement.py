"""A need that is answered, through the API: agreed after a counter-offer at 800,000.00 in 300,000.00 and 500,000.00, signed, paid at the
cashier's desk, accepted and passed on. Fees by E1 as increments: 6,000.00 and 10,000.00 of each side, together those of one payment.
"""

import pytest

from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.commissioning.models import StagePayment
from marketplace.core.clock import market_clock
from marketplace.ledger.models import Account, Purpose
from marketplace.ledger.queries import balance
from marketplace.ledger.queries import faults as ledger_faults
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.commissioning.factories import accepted
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        self.actors = {
            "M1": actor(verified(name="示范装备企业（成都）", home_exchange="SW")),
            "T1": actor(verified(name="示范机器人公司（重庆）", home_exchange="CQ", by="CQ")),
            "officer": officer("SW"),
            "finance": finance("SW"),
            "reviewer": reviewer("SW"),
        }
        self.clients = {name: client_of(one) for name, one in self.actors.items()}

    def get(self, who, path):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def try_post(self, who, path, body=None):
        return self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")

    def post(self, who, path, body=None):
        return ok(self.try_post(who, path, body))


def offer(price, first, second):
    stages = [("样机", "示范样机", first, 120), ("验收", "示范验收报告", second, 300)]
    return {
        "price": money(price),
        "content": "示范开发内容",
        "milestones": [
            {"title": title, "deliverable": deliverable, "amount": money(amount), "days": days}
            for title, deliverable, amount, days in stages
        ],
        "valid_days": 10,
    }


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def in_force(cast, sandbox_at):
    """The engagement that both have signed; its number."""
    sandbox_at("2027-03-01T10:00:00")
    need = {"title": "铸件自动打磨设备", "content": "希望引进力控打磨机器人。", "exchange": "SW"}
    number = cast.post("M1", "needs", need)["number"]
    asked = {"need": number, "kind": "commissioned", "foreign_link": "none"}
    thread = cast.post("T1", "need-threads", asked)["number"]
    cast.post("T1", f"need-threads/{thread}/offers", offer("900000.00", "400000.00", "500000.00"))
    cast.post("M1", f"need-threads/{thread}/offers", offer("800000.00", "300000.00", "500000.00"))
    assert cast.post("T1", f"need-threads/{thread}/acceptance", {"position": 2})["state"] == "agreed"
    [engagement] = cast.get("M1", "engagements")["results"]
    cast.post("M1", f"engagements/{engagement['number']}/signature")
    signed = cast.post("T1", f"engagements/{engagement['number']}/signature")
    assert (signed["state"], signed["price"]) == ("in_force", money("800000.00"))
    assert "申请专利的权利属于甲方" in signed["ownership"]
    assert cast.get("M1", f"needs/{number}")["state"] == "closed"
    return signed["number"]


def test_milestones_are_paid_accepted_and_passed_on(cast, in_force, sandbox_at):
    for day, amount, fee, reference in (
        ("2027-03-05", "300000.00", "6000.00", "line-1"),
        ("2027-09-06", "500000.00", "10000.00", "line-2"),
    ):
        sandbox_at(f"{day}T10:00:00")
        due = cast.get("M1", f"engagements/{in_force}")["payments"][-1]
        assert (due["state"], due["amount"], due["client_fee"], due["supplier_fee"]) == (
            "due",
            money(amount),
            money(fee),
            money(fee),
        )
        receive(
            cast.post,
            "stage_payment",
            due["number"],
            payer="示范装备企业（成都）",
            reference=reference,
            amount=due["due"],
        )
        early = cast.try_post("reviewer", f"stage-payments/{due['number']}/settlement")
        assert (early.status_code, early.json()["code"]) == (409, "not_accepted")
        accepted(StagePayment.objects.get(number=due["number"]), clock=market_clock)
        assert cast.post("reviewer", f"stage-payments/{due['number']}/settlement")["state"] == "settled"

    done = cast.get("T1", f"engagements/{in_force}")
    assert (done["state"], [one["state"] for one in done["payments"]]) == ("completed", ["settled", "settled"])
    fund = Account.objects.get(purpose=Purpose.FUND, exchange="SW")
    fees = {one.exchange: balance(one) for one in Account.objects.filter(purpose=Purpose.FEE)}
    assert (fees, balance(fund)) == ({"SW": 19_200_00, "CQ": 9_600_00}, 3_200_00)  # of 32,000.00
    settle()
    assert list(log_faults()) == []
    assert list(ledger_faults()) == []
