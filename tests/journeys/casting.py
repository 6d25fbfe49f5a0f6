"""What the stories share: everybody with a client of the API, and a listing on its way to the offer."""

from datetime import datetime
from typing import Any

from accounts.actor import Actor
from accounts.models import OwnerCategory
from tests.accounts.factories import officer, reviewer
from tests.cashier.factories import finance
from tests.catalogue.factories import patent_number
from tests.clients import client_of, ok
from tests.support.receiving import receive

REVIEWED = [  # what the officer looks at; the originals lay before him
    {"code": "title_paper", "verdict": "waived", "note": "示范：原件已核"},
    {"code": "legal_status", "verdict": "passed", "note": "2027-03-01 查询，专利权维持"},
    {"code": "decision_paper", "verdict": "waived", "note": "示范：原件已核"},
]
EXAMINED = [{"code": "same_papers", "verdict": "passed"}, {"code": "price_route", "verdict": "passed"}]


class Cast:
    """The parties of a story by its names for them, and the staff of the venue."""

    def __init__(self, **parties: Actor) -> None:
        self.actors = {**parties, "officer": officer("SW"), "reviewer": reviewer("SW"), "finance": finance("SW")}
        self.clients = {name: client_of(one) for name, one in self.actors.items()}

    def get(self, who: str, path: str) -> Any:
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def post(self, who: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return ok(self.clients[who].post(f"/api/v1/{path}", body or {}, format="json"))

    def refused(self, who: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, str, Any]:
        """The status, the rule and the fields at fault."""
        answer = self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")
        problem = answer.json()
        return answer.status_code, problem.get("rule", ""), set(problem.get("errors", {}))

    def name(self, who: str) -> str:
        party = self.actors[who].organisation
        assert party
        return party.name

    def number(self, who: str) -> str:
        party = self.actors[who].organisation
        assert party
        return party.number

    def pay(self, who: str, kind: str, number: str, amount: dict[str, str]) -> None:
        """Money of a party comes to the venue and is confirmed by two persons."""
        came = {"payer": self.name(who), "reference": f"{kind}-{number}-{who}", "amount": amount}
        receive(self.post, kind, number, **came)

    def join(self, who: str, sale: str, **fields: Any) -> str:
        """A bidder whose deposit has come; its code."""
        made = self.post(who, f"sales/{sale}/registrations", {"foreign_link": "none"} | fields)
        self.pay(who, "deposit", made["number"], self.get(who, f"sales/{sale}")["deposit"])
        return str(made["code"])


def listing_body(**fields: Any) -> dict[str, Any]:
    """A listing that lacks nothing."""
    right = {"kind": "patent", "number": patent_number(), "title": "示范方法", "filing_date": "2021-03-16"}
    return {
        "exchange": "SW",
        "title": "示范：精密减速器在线检测技术",
        "abstract": "示范简介：在线测量齿形误差。",
        "transfer_modes": ["assignment"],
        "price_mode": "bidding",
        "owner_category": OwnerCategory.UNIVERSITY,
        "secrecy_reviewer": "示范审查员",
        "secrecy_reviewed_date": "2027-02-01",
        "rights": [right],
        **fields,
    }


def accepted(cast: Cast, seller: str, body: dict[str, Any], *more: str) -> str:
    """A listing that was accepted and examined, and may be published; `more` are further points to check. Its number."""
    number = str(cast.post(seller, "listings", body)["number"])
    cast.post(seller, f"listings/{number}/submission")
    cast.post("officer", f"listings/{number}/acceptance", {"checks": [*REVIEWED, *map(passed, more)]})
    cast.post("reviewer", f"listings/{number}/examination", {"checks": EXAMINED})
    return number


def passed(point: str) -> dict[str, str]:
    """A point of the checklist; of a paper the original lay before the officer."""
    verdict = "waived" if point.endswith("_paper") else "passed"
    return {"code": point, "verdict": verdict, "note": "示范：原件已核"}


def moment(day: str, clock: str) -> str:
    return datetime.fromisoformat(f"{day}T{clock}+08:00").isoformat()
