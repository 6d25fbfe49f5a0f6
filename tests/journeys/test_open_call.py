"""An open call through the API, at its own dates: budget 800,000.00, three proposals from both cities, one award."""

import pytest

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.commissioning.tasks import watch_calls
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.clients import client_of, money, ok

pytestmark = pytest.mark.django_db
CALL = {
    "mode": "lead",
    "title": "示范榜题：大型铸件自适应打磨",
    "problem": "示范：铸件余量不均，人工打磨粉尘大。",
    "indicators": "示范：节拍不超过四十分钟。",
    "budget": money("800000.00"),
    "due_at": "2027-04-01T17:00:00+08:00",
    "secrecy": "示范审查员，2027-02-26 审查，不含秘密。",
    "criteria": [
        {"name": "技术路线可行性", "weight": 40},
        {"name": "团队和基础", "weight": 30},
        {"name": "报价", "weight": 30, "by_price": True},
    ],
}
PROPOSALS = {  # price, first milestone, second milestone, points by the two judged criteria
    "T1": ("800000.00", "300000.00", "500000.00", (95, 90)),
    "T2": ("640000.00", "240000.00", "400000.00", (70, 60)),
    "T3": ("760000.00", "260000.00", "500000.00", (80, 90)),
}
SCORES = {"T1": "89.00", "T2": "76.00", "T3": "84.26"}  # 38 + 27 + 24; 28 + 18 + 30; 32 + 27 + 30 × 640/760


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        self.actors = {
            "M1": actor(verified(name="示范装备企业（成都）", home_exchange="SW")),
            "T1": actor(verified(name="示范机器人公司（重庆）", home_exchange="CQ", by="CQ")),
            "T2": actor(verified(name="示范自动化公司（成都）", home_exchange="SW")),
            "T3": actor(verified(Kind.FIRM, name="示范装备公司（绵阳）", home_exchange="SW")),
            "officer": officer("SW"),
            "reviewer": reviewer("SW"),
        }
        self.clients = {name: client_of(one) for name, one in self.actors.items()}

    def get(self, who, path):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def try_post(self, who, path, body=None):
        return self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")

    def post(self, who, path, body=None):
        return ok(self.try_post(who, path, body))

    def refused(self, who, path, body=None):
        answer = self.try_post(who, path, body)
        told = answer.json()
        return answer.status_code, told.get("rule", ""), list(told.get("errors", {}))


@pytest.fixture
def cast(db):
    return Cast()


def proposal(who):
    price, first, second, _points = PROPOSALS[who]
    return {
        "price": money(price),
        "plan": "示范技术方案",
        "team": "示范团队",
        "milestones": [
            {"title": "样机", "deliverable": "示范样机", "amount": money(first), "days": 120},
            {"title": "验收", "deliverable": "示范验收报告", "amount": money(second), "days": 300},
        ],
        "foreign_link": "none",
    }


def test_call_with_three_proposals_is_awarded(cast, sandbox_at):
    sandbox_at("2027-03-01T10:00:00")
    need = {
        "title": "铸件自动打磨设备",
        "content": "希望引进力控打磨机器人，节拍四十分钟以内。",
        "kind": "challenge",
        "exchange": "SW",
    }
    number = cast.post("M1", "needs", need)["number"]
    local = {**CALL, "need": number, "conditions": "注册地在成都的企业优先"}
    assert cast.refused("M1", "open-calls", local) == (400, "R-LST-05", ["conditions"])
    call = cast.post("M1", "open-calls", {**CALL, "need": number})["number"]
    assert cast.get("T1", "open-calls")["results"] == []
    cast.post("officer", f"open-calls/{call}/check")
    assert cast.refused("officer", f"open-calls/{call}/publication")[:2] == (403, "R-LST-08")
    shown = cast.post("reviewer", f"open-calls/{call}/publication")
    assert (shown["state"], [one["number"] for one in cast.get("T1", "open-calls")["results"]]) == ("open", [call])

    sandbox_at("2027-03-10T10:00:00")
    assert cast.refused("M1", f"open-calls/{call}/solutions", proposal("T1"))[:2] == (403, "R-BID-12")
    handed_in = {who: cast.post(who, f"open-calls/{call}/solutions", proposal(who))["number"] for who in PROPOSALS}
    for who in ("M1", "officer", "reviewer"):
        assert cast.get(who, "solutions")["results"] == []
        assert cast.clients[who].get(f"/api/v1/solutions/{handed_in['T1']}").status_code == 404

    sandbox_at("2027-04-01T17:00:00")
    assert cast.refused("T1", f"open-calls/{call}/solutions", proposal("T1"))[:2] == (409, "R-CALL-01")
    watch_calls()
    assert len(cast.get("M1", "solutions")["results"]) == 3

    sandbox_at("2027-04-02T10:00:00")
    scores = [
        {"solution": handed_in[who], "points": [{"criterion": n, "points": told} for n, told in enumerate(row[3], 1)]}
        for who, row in PROPOSALS.items()
    ]
    cast.post("officer", f"open-calls/{call}/scores", {"scores": scores})
    assert cast.refused("officer", f"open-calls/{call}/score-confirmation")[:2] == (403, "R-BID-12")
    cast.post("reviewer", f"open-calls/{call}/score-confirmation")
    assert {who: cast.get("M1", f"solutions/{handed_in[who]}")["score"] for who in PROPOSALS} == SCORES
    assert cast.get("T2", f"solutions/{handed_in['T2']}")["score"] is None

    sandbox_at("2027-04-06T10:00:00")
    shown = cast.post("M1", f"open-calls/{call}/result", {"teams": 1})
    assert (shown["publicity_days"], shown["award_from"]) == (5, "2027-04-12T00:00:00+08:00")
    assert [(one["proposer"], one["price"]) for one in cast.get("T3", f"open-calls/{call}")["found"]] == [
        ("示范机器人公司（重庆）", money("800000.00"))
    ]

    sandbox_at("2027-04-12T00:00:00")
    watch_calls()
    assert cast.get("T1", f"open-calls/{call}")["state"] == "awarded"
    assert cast.get("T2", f"solutions/{handed_in['T2']}")["score"] == "76.00"
    assert cast.get("T2", f"solutions/{handed_in['T2']}")["rank"] == 3
    settle()
    assert list(log_faults()) == []
