"""Rows of the pages of the registry and of proceeds."""

from collections.abc import Callable
from typing import Any

from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds import proceeds, registry
from tests.guards.doors import Call
from tests.proceeds.factories import JANUARY
from tests.proceeds.factories import TODAY as MAY
from tests.registry.factories import TODAY

Page = Callable[[Cast], Call]
FILING = {
    "exchange": "SW",
    "name": "示范打磨技术转让合同",
    "contract_number": "示范合同乙",
    "kind": "transfer",
    "subtype": "patent",
    "own_form": "firm",
    "own_region": "5101",
    "own_contact": "示范联系人",
    "other_name": "示范受让企业",
    "other_uscc": "",
    "other_form": "firm",
    "other_region": "5000",
    "other_contact": "",
    "signed_date": "2027-05-20",
    "ends_date": "2028-05-19",
    "total_fen": "860万",
    "items": "设备 示范生产线 1200000.00",
    "payment_mode": "at_once",
    "technology_field": "agriculture",
    "right_type": "patent",
    "right_numbers": "202110000001.3",
    "project_source": "",
    "goal": "工商业发展",
    "expected_investment_fen": "0",
    "expected_output_fen": "2000万",
}
FACTS = {
    "income_date": "2027-06-30",
    "cost_fen": "500000",
    "charges_fen": "0",
    "related_fen": "0",
    "resident": "on",
    "separate_accounts": "on",
    "licence_years": "5",
}
REASON = {"reason": "示范原因"}
OPINION = {"expert": "示范专家", "institution": "示范研究院", "supports": "on", "reason": "属于技术转让合同。"}


def filing(make: Callable[[Cast], dict[str, Any]], form: Any = None, act: str = "") -> Page:
    """The page of the registration that a command's row makes, or one of its acts."""
    name = {"name": act} if act else {}
    return lambda cast: Call({"number": make(cast)["filing"].number, **name}, body=form, at=TODAY)


def change(cast: Cast) -> Call:
    params = {"number": registry.proposed(cast).filing.number, "name": "decide"}
    return Call(params, body={"approved": "1", "answer": "示范"}, at=TODAY)


def about(make: Callable[[Cast], Any], form: Any = None, at: Any = MAY) -> Page:
    return lambda cast: Call({"number": make(cast).number}, body=form, at=at)


def team_form(cast: Cast) -> Call:
    given = proceeds.propose_team(cast)
    number = given["members"][0].user
    body = {"listing": given["of"].number, "members": f"示范甲 1/2 {number} 主要\n示范乙 50%"}
    return Call(body=body, at=MAY)


def distribution_form(form: Any = None) -> Page:
    return lambda cast: Call({"deal": proceeds.draft_distribution(cast)["deal"].number}, body=form, at=MAY)


def rule(cast: Cast) -> Any:
    return proceeds.publish_reward_rule(cast)["rule"]


def payout(cast: Cast) -> Any:
    return proceeds.mark_payout_paid(cast)["payout"]


COSTS = {"taxes_fen": "360", "valuation_fen": "20000", "evidence": upload, "announced_date": "2027-04-16"}
RULE = {"kind": "licence", "reward_bp": "7000", "main_bp": "5000", "from_date": "2027-06-01", "consultation": "示范"}
ACTS = "POST registry/<number>/acts/<name>/"

PROCEEDS_PAGES: dict[str, Page] = {
    "GET registry/": lambda cast: Call(at=TODAY),
    "GET registry/new/": lambda cast: Call(at=TODAY),
    "POST registry/new/": lambda cast: Call(body=FILING, at=TODAY),
    "GET registry/taxes/": lambda cast: Call(query="year=2027", at=TODAY),
    "GET registry/export/<form>/": lambda cast: Call({"form": "xlsx"}, at=TODAY),
    "GET registry/<number>/": filing(registry.accept_filing),
    "GET registry/<number>/edit/": filing(registry.edit_filing),
    "POST registry/<number>/edit/": filing(registry.edit_filing, FILING),
    "GET registry/<number>/taxes/": filing(registry.state_tax_facts),
    "POST registry/<number>/taxes/": filing(registry.state_tax_facts, FACTS),
    ACTS: filing(registry.submit_filing, {}, "submit"),
    f"{ACTS} (papers)": filing(registry.hand_in_paper, {"purpose": "contract", "file": upload}, "papers"),
    f"{ACTS} (withdraw)": filing(registry.withdraw_filing, REASON, "withdraw"),
    f"{ACTS} (accept)": filing(registry.accept_filing, {}, "accept"),
    f"{ACTS} (return)": filing(registry.return_filing, REASON, "return"),
    f"{ACTS} (opinion)": filing(registry.record_opinion, OPINION, "opinion"),
    f"{ACTS} (register)": filing(registry.register_filing, {}, "register"),
    f"{ACTS} (refuse)": filing(registry.refuse_filing, REASON, "refuse"),
    f"{ACTS} (change)": filing(registry.propose_change, {"kind": "cancellation", **REASON}, "change"),
    f"{ACTS} (decide)": change,
    "GET proceeds/": lambda cast: Call(at=MAY),
    "GET proceeds/rules/new/": lambda cast: Call(at=MAY),
    "POST proceeds/rules/new/": lambda cast: Call(body=RULE, at=MAY),
    "POST proceeds/rules/<number>/publish/": about(rule, {}, JANUARY),
    "GET proceeds/teams/new/": lambda cast: Call(at=MAY),
    "POST proceeds/teams/new/": team_form,
    "GET proceeds/teams/<number>/": about(proceeds.proposed),
    "POST proceeds/teams/<number>/consent/": about(proceeds.proposed, {}),
    "POST proceeds/teams/<number>/written/": about(proceeds.proposed, {"position": "1", "note": "示范同意书"}),
    "GET proceeds/deals/<deal>/distribute/": distribution_form(),
    "POST proceeds/deals/<deal>/distribute/": distribution_form(COSTS),
    "GET proceeds/distributions/<number>/": about(proceeds.drafted),
    "POST proceeds/distributions/<number>/approve/": about(proceeds.drafted, {}),
    "POST proceeds/distributions/<number>/reject/": about(proceeds.drafted, {"answer": "示范理由"}),
    "POST proceeds/distributions/<number>/receive/": about(
        proceeds.drafted, {"amount_fen": "100000", "received_date": "2027-04-15", "reference": "示范凭证"}
    ),
    "GET proceeds/payouts/<number>/": about(payout),
    "POST proceeds/payouts/<number>/pay/": about(payout, {"paid_date": "2027-05-10", "reference": "示范工资单"}),
}
