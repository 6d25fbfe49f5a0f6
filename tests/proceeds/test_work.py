"""What commissioned work brings a university, through the API: each milestone by the unit's own rule, below which the law sets no floor (R-RWD-10)."""

import pytest

from accounts.actor import actor_for
from accounts.models import Kind, Role
from tests.accounts.factories import actor, join, user, verified
from tests.clients import client_of, money, ok
from tests.commissioning.factories import accepted, engaged, paid, settled, signed
from tests.files.factories import upload

pytestmark = pytest.mark.django_db


class Unit:
    """The programs of a university that does work, its lead with an account, and who pays."""

    def __init__(self):
        self.unit = verified(Kind.UNIVERSITY)
        self.lead = user("示范负责人")
        join(self.lead, self.unit, [Role.AGENT])
        self.agent = client_of(actor(self.unit))
        self.admin = client_of(actor(self.unit, [Role.ADMIN]))
        self.finance = client_of(actor(self.unit, [Role.FINANCE]))
        self.work = signed(engaged(by=actor(self.unit)))
        self.payment = self.work.payments.get()

    def rule(self, reward_bp=8_000, **changed):
        body = {"kind": "work", "reward_bp": reward_bp, "main_bp": 0, "from_date": "2027-01-15"}
        number = ok(self.post("reward-rules", body | {"consultation": "示范：职代会讨论通过"} | changed))["number"]
        return ok(self.post(f"reward-rules/{number}/publication", {}, self.admin))

    def team(self):
        members = [
            {"name": "示范负责人", "user": self.lead.number, "share": "3/5", "main": True},
            {"name": "示范成员", "user": "", "share": "2/5", "main": False},
        ]
        told = ok(self.post("teams", {"engagement": self.work.number, "members": members}))
        ok(self.post(f"teams/{told['number']}/consent", {}, client_of(actor_for(self.lead, self.unit))))
        note = {"position": 1, "note": "示范同意书"}
        return ok(self.post(f"teams/{told['number']}/written-consents", note))

    def post(self, path, body, by=None):
        return (by or self.agent).post(f"/api/v1/{path}", body, format="json")

    def draft(self, costs=(), **changed):
        return self.post("distributions", {"deal": self.payment.number, "costs": list(costs)} | changed)


@pytest.fixture
def unit(sandbox_at):
    sandbox_at("2027-05-10T10:00:00")
    return Unit()


def refused(answer):
    told = answer.json()
    return answer.status_code, list(told.get("errors", {})) or told["code"], told["rule"]


def test_milestone_is_distributed_by_the_units_rule_to_the_fen(unit):
    settled(accepted(paid(unit.payment)))
    unit.rule()
    unit.team()
    paper = ok(unit.agent.post("/api/v1/files", {"file": upload(), "purpose": "cost"}))["number"]
    costs = [
        {"kind": "project", "amount": money("94000.00"), "evidence": paper},
        {"kind": "overhead", "amount": money("15000.00")},
    ]

    drafted = ok(unit.draft(costs))
    told = ok(unit.post(f"distributions/{drafted['number']}/approval", {}, unit.finance))

    # 300,000.00 − fee 6,000.00 − costs 94,000.00 − overhead 15,000.00 = 185,000.00; 80 % of it is the team's
    assert {one["kind"]: one["amount"]["amount"] for one in told["costs"]} == {
        "fees": "6000.00",
        "project": "94000.00",
        "overhead": "15000.00",
    }
    assert sorted((one["role"], one["amount"]["amount"]) for one in told["payouts"]) == [
        ("contributor", "59200.00"),
        ("contributor", "88800.00"),
        ("unit", "37000.00"),
    ]
    assert told["deal"] == unit.payment.number


def test_payee_reads_the_rule_of_work_and_no_estimate_of_a_relief(unit):
    settled(accepted(paid(unit.payment)))
    unit.rule(4_000)
    unit.team()
    drafted = ok(unit.draft())
    ok(unit.post(f"distributions/{drafted['number']}/approval", {}, unit.finance))
    lead = client_of(actor_for(unit.lead, unit.unit))
    [mine] = ok(lead.get("/api/v1/payouts"))["results"]

    told = ok(lead.get(f"/api/v1/payouts/{mine['number']}"))

    assert any("R-RWD-10" in said for said in told["explanation"])
    assert told["taxable_base"] is None
    assert told["amount"]["amount"] == "70560.00"  # 294,000.00 × 40 % × 3/5: no floor of the law


def test_work_without_a_rule_of_the_unit_is_not_distributed(unit):
    settled(accepted(paid(unit.payment)))
    unit.team()
    unit.rule(kind="transfer", reward_bp=7_000, main_bp=5_000)

    assert refused(unit.draft()) == (409, "no_rule", "R-RWD-10")


def test_nothing_is_distributed_before_it_was_passed_on_or_without_a_team(unit):
    unit.rule()
    assert refused(unit.draft()) == (409, "not_settled", "R-RWD-04")
    settled(accepted(paid(unit.payment)))
    assert refused(unit.draft()) == (409, "no_team", "R-RWD-02")


@pytest.mark.parametrize(
    ("cost", "field"),
    [
        ({"kind": "upkeep", "amount": money("1.00")}, "costs.1.kind"),
        ({"kind": "project", "amount": money("1.00")}, "costs.0.evidence"),
        ({"kind": "overhead", "amount": money("294000.01")}, "costs"),
    ],
)
def test_cost_that_may_not_go_off_is_refused_with_its_field(unit, cost, field):
    settled(accepted(paid(unit.payment)))
    unit.rule()
    unit.team()

    assert refused(unit.draft([cost])) == (400, [field], "R-RWD-04")


def test_only_who_does_the_work_names_a_team_or_distributes(unit):
    settled(accepted(paid(unit.payment)))
    client = client_of(actor(unit.work.client))
    body = {"engagement": unit.work.number, "members": [{"name": "示范甲", "share": "1/1", "main": True}]}

    assert refused(unit.post("teams", body, client)) == (403, "no_owner", "R-RWD-08")
    assert unit.post("teams", body, client_of(actor(verified()))).status_code == 404
    assert unit.post("distributions", {"deal": unit.payment.number, "costs": []}, client).status_code == 404


def test_page_of_the_work_leads_to_its_distribution(unit, client):
    settled(accepted(paid(unit.payment)))
    unit.rule()
    unit.team()
    client.force_login(actor(unit.unit).user)
    address = f"/proceeds/deals/{unit.payment.number}/distribute/"

    page = client.get(f"/engagements/{unit.work.number}/").content.decode()
    form = client.get(address)

    assert address in page
    assert "overhead_fen" in form.content.decode()
    assert "upkeep_fen" not in form.content.decode()
    made = client.post(address, {"overhead_fen": "4000.00"})
    shown = client.get(made["Location"]).content.decode()
    assert unit.work.title in shown
