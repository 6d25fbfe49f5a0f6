"""The contract of a sale through the API: drafted, changed, signed, handed in, filed, registered; and one that is ended."""

import pytest

from tests.accounts.factories import actor, officer
from tests.clients import client_of, ok
from tests.contracts.factories import stored
from tests.trading.factories import contracted_sale, paid_sale, won_sale

pytestmark = pytest.mark.django_db
GRANT_BACK = "乙方对技术的改进成果应无偿提供给甲方。"


def problem(answer):
    body = answer.json()
    return answer.status_code, body.get("rule", ""), sorted(body.get("errors", {}))


def programs(sold, winner):
    return client_of(actor(sold.listing.lister)), client_of(winner), client_of(officer(sold.exchange))


def test_contract_is_drafted_changed_and_signed(sandbox_at):
    sandbox_at("2027-04-12T16:00:00")
    sold, winner = won_sale()
    seller, buyer, venue = programs(sold, winner)
    contract = ok(seller.get(f"/api/v1/sales/{sold.number}/contract"))
    [listed] = ok(buyer.get("/api/v1/deeds"))["results"]
    assert (listed["subject"], listed["state"]) == (f"sale:{sold.number}", "draft")
    deed = f"/api/v1/deeds/{listed['number']}"

    fixed = buyer.post(f"{deed}/versions", {"note": "降价", "points": [], "clauses": {"price": "一元"}}, format="json")
    assert problem(fixed) == (400, "R-SET-03", ["clauses.price"])
    body = {
        "note": "改进成果回授",
        "points": [],
        "clauses": {"other": GRANT_BACK},
        "milestones": [{"name": "交付图纸", "deliverables": "示范图纸", "acceptance": "完整", "days": 10}],
    }
    version = ok(buyer.post(f"{deed}/versions", body, format="json"))
    assert [(one["key"], one["kind"]) for one in version["differences"]] == [
        ("other", "new"),
        ("milestones", "changed"),
    ]
    [flag] = version["flags"]
    assert (flag["point"], flag["clause"], flag["state"]) == ("grant_back", "other", "open")
    signatures = f"/api/v1/sales/{sold.number}/contract/signatures"
    waits = seller.post(signatures, {"terms_hash": contract["terms_hash"]}, format="json")
    assert problem(waits)[:2] == (409, "R-SET-03")

    answers = f"/api/v1/deed-versions/{version['number']}/answers"
    ok(seller.post(answers, {"answer": "accept", "points": [], "reason": ""}, format="json"))
    agreed = ok(seller.get(f"/api/v1/sales/{sold.number}/contract"))
    assert agreed["terms_hash"] != contract["terms_hash"]
    flagged = seller.post(signatures, {"terms_hash": agreed["terms_hash"]}, format="json")
    assert problem(flagged)[:2] == (409, "R-CON-11")
    ok(
        venue.post(
            f"/api/v1/deed-flags/{flag['number']}/answers", {"lawful": True, "answer": "双方互惠"}, format="json"
        )
    )
    ok(seller.post(signatures, {"terms_hash": agreed["terms_hash"]}, format="json"))
    ok(buyer.post(signatures, {"terms_hash": agreed["terms_hash"]}, format="json"))

    found = ok(buyer.get(deed))
    assert (found["state"], found["current"]["position"], found["chain"]) == ("in_force", 2, "contract")
    assert [(one["name"], one["state"]) for one in found["milestones"]] == [("交付图纸", "pending")]
    assert {one["sha256"] for one in found["current"]["signatures"]} == {found["sha256"]}


def test_contract_is_performed_filed_and_registered(sandbox_at):
    sold, winner = paid_sale()
    sandbox_at("2027-04-15T10:00:00")
    seller, buyer, venue = programs(sold, winner)
    [listed] = ok(seller.get("/api/v1/deeds"))["results"]
    found = ok(seller.get(f"/api/v1/deeds/{listed['number']}"))
    [milestone], [step, *_others] = found["milestones"], found["steps"]
    handovers = f"/api/v1/deed-milestones/{milestone['number']}/handovers"
    empty = seller.post(handovers, {"note": "示范", "files": []}, format="json")
    assert problem(empty) == (400, "R-CON-03", ["files"])

    file = stored(actor(sold.listing.lister)).number
    first = ok(seller.post(handovers, {"note": "第一批", "files": [file]}, format="json"))
    returned = {"answer": "return", "reason": "缺少图纸"}
    ok(buyer.post(f"/api/v1/handovers/{first['number']}/answers", returned, format="json"))
    again = stored(actor(sold.listing.lister)).number
    second = ok(seller.post(handovers, {"note": "补交图纸", "files": [again]}, format="json"))
    ok(buyer.post(f"/api/v1/handovers/{second['number']}/answers", {"answer": "accept"}, format="json"))
    body = {"filed_date": "2027-04-15", "reference": "示范受理 1 号", "side": "client"}
    ok(buyer.post(f"/api/v1/right-steps/{step['number']}/filings", body, format="json"))
    entry = {"registered_date": "2027-04-14", "notice_number": "示范通知书 1 号"}
    early = buyer.post(f"/api/v1/right-steps/{step['number']}/entries", entry, format="json")
    assert problem(early) == (400, "R-CON-07", ["registered_date"])
    sandbox_at("2027-05-20T10:00:00")
    ok(
        venue.post(
            f"/api/v1/right-steps/{step['number']}/entries", entry | {"registered_date": "2027-05-18"}, format="json"
        )
    )

    found = ok(buyer.get(f"/api/v1/deeds/{listed['number']}"))
    [milestone] = found["milestones"]
    assert [(one["state"], one["answer"]) for one in milestone["handovers"]] == [
        ("returned", "缺少图纸"),
        ("accepted", ""),
    ]
    assert found["steps"][0]["state"] == "registered"


def test_contract_is_ended_by_agreement(sandbox_at):
    sold, winner = contracted_sale()
    sandbox_at("2027-04-13T10:00:00")
    seller, buyer, venue = programs(sold, winner)
    [listed] = ok(buyer.get("/api/v1/deeds"))["results"]
    terminations = f"/api/v1/deeds/{listed['number']}/terminations"
    wrong = buyer.post(terminations, {"ground": "disclosed", "reason": "示范理由"}, format="json")
    assert problem(wrong) == (400, "R-SET-09", ["ground"])
    made = ok(
        buyer.post(terminations, {"ground": "agreed", "reason": "示范理由", "settlement": "互不追究"}, format="json")
    )
    answers = f"/api/v1/terminations/{made['number']}/answers"
    assert problem(buyer.post(answers, {"answer": "agree"}, format="json"))[:2] == (403, "R-SET-09")
    ok(seller.post(answers, {"answer": "agree"}, format="json"))

    found = ok(venue.get(f"/api/v1/deeds/{listed['number']}"))
    assert (found["state"], {one["state"] for one in found["milestones"]}) == ("ended", {"dropped"})
    assert ok(venue.get("/api/v1/deeds"))["results"][0]["number"] == listed["number"]
