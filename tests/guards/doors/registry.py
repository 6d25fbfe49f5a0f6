"""The registration of technology contracts, and estimates of taxes."""

from marketplace.registry import commands
from tests.clients import money
from tests.files.factories import stored
from tests.guards.cast import Cast
from tests.guards.deeds import registry as deeds
from tests.guards.doors.rows import Call, door
from tests.registry import factories as registry
from tests.registry.factories import TODAY

BODY = {
    "name": "示范打磨技术转让合同",
    "contract_number": "示范合同甲",
    "kind": "transfer",
    "subtype": "patent",
    "imported": False,
    "other_name": "示范受让企业",
    "other_uscc": "",
    "other_region": "5000",
    "other_form": "firm",
    "other_contact": "示范联系人",
    "own_region": "5101",
    "own_form": "firm",
    "own_contact": "示范联系人",
    "signed_date": "2027-05-20",
    "ends_date": "2028-05-19",
    "total": money("8600000.00"),
    "payment_mode": "at_once",
    "technology_field": "agriculture",
    "right_type": "patent",
    "right_numbers": "202110000001.3",
    "project_source": "",
    "goal": "工商业发展",
    "expected_investment": money("0.00"),
    "expected_output": money("20000000.00"),
    "items": [{"kind": "equipment", "name": "示范生产线", "amount": money("1200000.00")}],
}
REASON = {"reason": "示范原因"}


def about(given: dict[str, object], body: object = None) -> Call:
    return Call({"number": given["filing"].number}, body=body, at=TODAY)  # type: ignore[attr-defined]  # a filing


@door("GET contract-registrations")
def listed(cast: Cast) -> Call:
    return Call(finds=registry.submitted(cast["own.agt"]).number, at=TODAY)


@door("POST contract-registrations")
def drafted(cast: Cast) -> Call:
    return Call(body={**BODY, "sale": "", "exchange": "SW"}, at=TODAY)


@door("GET contract-registrations/<number>")
def one(cast: Cast) -> Call:
    return about(deeds.accept_filing(cast))


@door("GET contract-registrations/<number> (a draft)")
def one_draft(cast: Cast) -> Call:
    return about(deeds.edit_filing(cast))


@door("PUT contract-registrations/<number>")
def edited(cast: Cast) -> Call:
    return about(deeds.edit_filing(cast), BODY)


@door("POST contract-registrations/<number>/papers")
def paper(cast: Cast) -> Call:
    file = stored(cast["own.agt"])
    return about(deeds.attach_paper(cast), {"purpose": "contract", "file": file.number})


@door("POST contract-registrations/<number>/submission")
def submission(cast: Cast) -> Call:
    return about(deeds.submit_filing(cast))


@door("POST contract-registrations/<number>/withdrawal")
def withdrawal(cast: Cast) -> Call:
    return about(deeds.withdraw_filing(cast), REASON)


@door("POST contract-registrations/<number>/acceptance")
def acceptance(cast: Cast) -> Call:
    return about(deeds.accept_filing(cast), {"disputed": True})


@door("POST contract-registrations/<number>/return")
def sent_back(cast: Cast) -> Call:
    return about(deeds.return_filing(cast), REASON)


@door("POST contract-registrations/<number>/opinions")
def opinion(cast: Cast) -> Call:
    return about(deeds.record_opinion(cast), registry.opinion())


@door("POST contract-registrations/<number>/registration")
def registration(cast: Cast) -> Call:
    return about(deeds.register_filing(cast))


@door("POST contract-registrations/<number>/refusal")
def refusal(cast: Cast) -> Call:
    return about(deeds.refuse_filing(cast), REASON)


@door("POST contract-registrations/<number>/changes")
def change(cast: Cast) -> Call:
    amounts = {"total": money("8000000.00"), "technology": money("6800000.00")}
    return about(deeds.propose_change(cast), {"kind": "amount", "reason": "示范原因", "relief_used": True, **amounts})


@door("POST contract-registration-changes/<number>/decision")
def decision(cast: Cast) -> Call:
    return Call({"number": deeds.proposed(cast).number}, body={"approved": True, "answer": "示范"}, at=TODAY)


@door("POST contract-registrations/<number>/tax-facts")
def tax_facts(cast: Cast) -> Call:
    body = {
        "income_date": "2027-06-30",
        "cost": money("500000.00"),
        "charges": money("100000.00"),
        "resident": True,
        "separate_accounts": True,
        "wholly_related": False,
        "licence_years": 5,
        "waived": False,
        "related": money("0.00"),
        "same_invoice": False,
    }
    return about(deeds.state_tax_facts(cast), body)


@door("GET tax-estimates")
def estimates(cast: Cast) -> Call:
    given = deeds.state_tax_facts(cast)
    commands.state_tax_facts(actor=cast["own.agt"], **given)
    return Call(query="year=2027", finds=given["filing"].number, at=TODAY)


@door("GET contract-registration-export")
def export(cast: Cast) -> Call:
    registry.submitted(cast["own.agt"])
    return Call(at=TODAY)
