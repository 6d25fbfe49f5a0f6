"""Story S9 through the API: a contract of 8,600,000.00 with equipment is registered once, and its taxes are estimated."""

import pytest

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.registry.models import Filing
from tests.accounts.factories import actor, join, officer, reviewer, verified
from tests.clients import client_of, money, ok
from tests.files.factories import upload

pytestmark = pytest.mark.django_db
REGISTRATIONS = "/api/v1/contract-registrations"
BODY = {
    "exchange": "SW",
    "name": "示范打磨技术转让合同",
    "contract_number": "示范-2027-01",
    "kind": "transfer",
    "subtype": "patent",
    "other_name": "示范受让企业",
    "other_region": "5000",
    "other_form": "firm",
    "own_region": "5101",
    "own_form": "firm",
    "own_contact": "示范联系人",
    "signed_date": "2027-05-20",
    "ends_date": "2028-05-19",
    "total": money("8600000.00"),
    "items": [{"kind": "equipment", "name": "示范生产线", "amount": money("1200000.00")}],
    "payment_mode": "at_once",
    "technology_field": "advanced_manufacturing",
    "right_type": "trade_secret",
    "goal": "工商业发展",
    "expected_investment": money("0.00"),
    "expected_output": money("20000000.00"),
}


@pytest.fixture
def t1():
    return verified(name="示范科技有限公司")


class Story:
    """The firm's program and the registrar's two."""

    def __init__(self, firm, sandbox_at):
        self.at = sandbox_at
        self.firm = client_of(actor(firm))
        self.officer, self.reviewer = client_of(officer("SW")), client_of(reviewer("SW"))

    def post(self, client, path, body=None, expected=(200, 201)):
        answer = client.post(f"{REGISTRATIONS}{path}", body, format="json")
        assert answer.status_code in expected, answer.content.decode()
        return answer.json()

    def hand_in(self, purposes=("contract", "technical", "quotation"), **changed):
        number = self.post(self.firm, "", BODY | changed)["number"]
        for purpose in purposes:
            form = {"file": upload(), "purpose": "evidence"}
            file = ok(self.firm.post("/api/v1/files", form))["number"]
            self.post(self.firm, f"/{number}/papers", {"purpose": purpose, "file": file})
        self.post(self.firm, f"/{number}/submission")
        return number

    def register(self, number, *, expert=False):
        told = self.post(self.officer, f"/{number}/acceptance", {})
        if expert:
            opinion = {"expert": "示范专家", "institution": "示范研究院", "supports": True, "reason": "属技术转让。"}
            self.post(self.officer, f"/{number}/opinions", opinion)
        self.post(self.reviewer, f"/{number}/registration")
        return told

    def facts(self, number, day, cost="0.00", charges="0.00", **more):
        body = {"income_date": day, "cost": money(cost), "charges": money(charges), **more}
        return self.post(self.firm, f"/{number}/tax-facts", body)

    def estimates(self, year):
        return ok(self.firm.get(f"/api/v1/tax-estimates?year={year}"))


@pytest.fixture
def story(t1, sandbox_at):
    sandbox_at("2027-06-01T10:00:00")
    return Story(t1, sandbox_at)


def test_contract_of_8_600_000_is_registered_once_with_both_amounts_after_expert_review(story):
    number = story.hand_in()
    told = story.post(story.officer, f"/{number}/acceptance", {})

    assert (told["total"], told["technology"]) == (money("8600000.00"), money("7400000.00"))
    assert told["expert_review"] is True
    # 30 working days after 2027-06-01: 06-09 (端午) is in the calendar of the sandbox.
    assert told["due_at"] > "2027-07-12"
    before = story.post(story.reviewer, f"/{number}/registration", expected=(409,))
    assert (before["rule"], before["code"]) == ("R-REG-03", "no_opinion")
    again = story.post(story.firm, "", BODY, expected=(400,))
    assert again["errors"]["non_field_errors"] == ["该编号的合同已申请登记：一份合同只登记一次（规则 R-REG-02）。"]

    story.post(
        story.officer,
        f"/{number}/opinions",
        {"expert": "示范专家", "institution": "示范研究院", "supports": True, "reason": "属技术转让。"},
    )
    done = story.post(story.reviewer, f"/{number}/registration")
    assert (done["state"], done["registration_number"]) == ("registered", "JR-SW-2027-000001")
    table = story.officer.get("/api/v1/contract-registration-export").content.decode("utf-8-sig")
    assert "JR-SW-2027-000001" in table
    assert "8600000.00,7400000.00" in table


def test_taxes_of_the_transfer_are_those_of_the_story(story):
    number = story.hand_in()
    story.register(number, expert=True)
    story.facts(number, "2027-06-30", "500000.00", "100000.00")

    [one] = story.estimates(2027)

    assert (one["vat_exempt"], one["vat"]) == (money("7400000.00"), money("156000.00"))
    assert one["income"] == money("6800000.00")
    assert (one["income_exempt"], one["income_halved"]) == (money("5000000.00"), money("1800000.00"))
    assert (one["income_tax"], one["income_tax_unrelieved"]) == (money("225000.00"), money("1700000.00"))
    assert one["income_tax_saving"] == money("1475000.00")
    assert one["notice"].endswith("仅供参考，不构成税务意见（规则 R-TAX-06）。")
    assert one["rule_version"] in one["notice"]


def test_second_transfer_of_the_year_is_halved_and_the_next_year_starts_from_nothing(story):
    first = story.hand_in()
    story.register(first, expert=True)
    story.facts(first, "2027-06-30", "500000.00", "100000.00")
    small = {"total": money("1000000.00"), "items": []}
    for turn, day in ((2, "2027-09-30"), (3, "2028-01-15")):
        number = story.hand_in(contract_number=f"示范-2027-0{turn}", **small)
        story.register(number)
        story.facts(number, day)

    [_first, second] = story.estimates(2027)
    [third] = story.estimates(2028)

    assert (second["income_before"], second["income_tax"]) == (money("6800000.00"), money("125000.00"))
    assert (third["income_before"], third["income_tax"]) == (money("0.00"), money("0.00"))


def test_service_by_itself_is_not_exempt(story):
    service = {"kind": "service", "subtype": "service", "total": money("500000.00"), "items": []}
    number = story.hand_in(**service)
    story.register(number)
    story.facts(number, "2027-06-30")

    [one] = story.estimates(2027)

    assert (one["vat_exempt"], one["vat"]) == (money("0.00"), money("30000.00"))
    assert one["income_tax"] == one["income_tax_unrelieved"] == money("125000.00")


@pytest.mark.parametrize(("years", "tax"), [(4, "250000.00"), (5, "0.00")])
def test_licence_is_relieved_from_five_years_on(story, years, tax):
    licence = {"kind": "licence", "subtype": "secret_licence", "total": money("1000000.00"), "items": []}
    number = story.hand_in(**licence)
    story.register(number)
    story.facts(number, "2027-06-30", licence_years=years)

    [one] = story.estimates(2027)

    assert one["income_tax"] == money(tax)
    unmet = [condition["rule"] for condition in one["income_tax_conditions"] if not condition["met"]]
    assert unmet == ([] if years == 5 else ["R-TAX-02"])


def test_cancelled_contract_loses_its_registration_and_warns_of_the_used_relief(story):
    number = story.hand_in()
    story.register(number, expert=True)
    story.facts(number, "2027-06-30", "500000.00", "100000.00")
    ended = {"kind": "cancellation", "reason": "合同解除", "relief_used": True}

    change = story.post(story.firm, f"/{number}/changes", ended)["number"]
    decided = story.reviewer.post(
        f"/api/v1/contract-registration-changes/{change}/decision", {"approved": True}, format="json"
    )

    assert ok(decided)["state"] == "applied"
    after = ok(story.firm.get(f"{REGISTRATIONS}/{number}"))
    assert (after["state"], after["relief_warning"]) == ("cancelled", True)
    [one] = story.estimates(2027)
    assert (one["income_tax"], one["warning"]) == (money("1700000.00"), True)
    settle()


def test_estimates_are_for_the_own_organisation_alone(story, t1):
    number = story.hand_in()
    story.facts(number, "2027-06-30")
    other, finance = client_of(actor(verified())), actor(t1, [Role.FINANCE])

    assert ok(other.get("/api/v1/tax-estimates?year=2027")) == []
    assert story.officer.get("/api/v1/tax-estimates?year=2027").status_code == 403
    assert (
        other.post(f"{REGISTRATIONS}/{number}/tax-facts", {"income_date": "2027-06-30"}, format="json").status_code
        == 404
    )
    assert len(ok(client_of(finance).get("/api/v1/tax-estimates?year=2027"))) == 1


def test_person_of_two_roles_does_not_register_what_he_accepted(story, t1):
    number = story.hand_in(total=money("1000000.00"), items=[])
    both = officer("SW")
    join(both.user, both.organisation, [Role.REVIEWER])
    client = client_of(both)
    story.post(client, f"/{number}/acceptance", {})

    answer = client.post(f"{REGISTRATIONS}/{number}/registration", format="json")

    assert (answer.status_code, answer.json()["rule"]) == (403, "R-REG-03")
    assert Filing.objects.get().state == "accepted"
