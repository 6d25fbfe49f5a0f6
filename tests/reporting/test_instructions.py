"""A supervisor instructs, an exchange's officer suspends."""

from datetime import date, timedelta

import pytest

from marketplace.audit.following import settle
from marketplace.core.clock import FrozenClock
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.commands import approve_correction
from marketplace.desk.models import Correction
from marketplace.reporting import commands
from marketplace.reporting.models import Instruction
from tests.accounts.factories import actor, exchange, officer, verified
from tests.catalogue.factories import accepted_listing
from tests.desk.cases import announced_case
from tests.reporting.factories import MAY, offered

pytestmark = pytest.mark.django_db


def instructed(subject, **fields) -> Instruction:
    given = {"exchanges": [], "legal_basis": "示范条例第八条", "reason": "接到举报，须先查明", "clock": MAY}
    supervisor = actor(verified("supervisor"), ["supervisor"])
    return commands.instruct(subject=subject, actor=supervisor, **given | fields)


def test_case_stays_on_offer_until_the_officer_of_its_exchange_carries_it_out():
    listing = offered()
    instruction = instructed(listing, exchanges=["CQ"])
    [execution] = instruction.executions.all()
    assert (execution.exchange, listing.state) == ("SW", "published")
    assert instruction.due_at == MAY.at + timedelta(hours=24)

    with pytest.raises(Forbidden):
        commands.execute_instruction(execution=execution, actor=officer("CQ"), clock=MAY)
    commands.execute_instruction(execution=execution, actor=officer(), clock=MAY)

    listing.refresh_from_db()
    assert (execution.state, listing.state) == ("executed", "suspended")
    assert instruction.number in listing.reasons


def test_officer_who_cannot_says_why_and_may_later():
    listing = offered()
    [execution] = instructed(listing).executions.all()
    with pytest.raises(Invalid):
        commands.object_to_instruction(execution=execution, note=" ", actor=officer(), clock=MAY)

    commands.object_to_instruction(execution=execution, note="竞价正在进行", actor=officer(), clock=MAY)
    with pytest.raises(Refused):
        commands.object_to_instruction(execution=execution, note="竞价正在进行", actor=officer(), clock=MAY)
    commands.execute_instruction(execution=execution, actor=officer(), clock=FrozenClock(MAY.at + timedelta(days=2)))

    assert execution.state == "executed"


def test_organisation_is_suspended_once_and_every_exchange_answers():
    firm = verified()
    instruction = instructed(firm, exchanges=["SW", "CQ"])
    for code in ("SW", "CQ"):
        commands.execute_instruction(
            execution=instruction.executions.get(exchange=code), actor=officer(code), clock=MAY
        )

    firm.refresh_from_db()
    assert firm.state == "suspended"
    assert {one.state for one in instruction.executions.all()} == {"executed"}


def test_instruction_lacks_nothing():
    for fields, name in (
        ({"legal_basis": " "}, "legal_basis"),
        ({"reason": ""}, "reason"),
        ({"until_date": date(2027, 5, 6)}, "until_date"),
    ):
        with pytest.raises(Invalid) as refused:
            instructed(offered(), **fields)
        assert list(refused.value.fields) == [name]
    with pytest.raises(Invalid):
        instructed(verified(), exchanges=["XX"])
    with pytest.raises(Refused):
        instructed(accepted_listing())
    with pytest.raises(Refused):
        instructed(exchange("CQ"), exchanges=["CQ"])


def test_nobody_but_a_supervisor_instructs():
    terms = {"exchanges": [], "legal_basis": "示范", "reason": "示范", "clock": MAY}

    with pytest.raises(Forbidden):
        commands.instruct(subject=offered(), actor=officer(), **terms)


def test_instruction_about_a_case_is_the_first_pair_of_eyes_at_the_desk():
    case = announced_case()
    instruction = instructed(case.listing)
    [execution] = instruction.executions.all()
    correction = Correction.objects.get(number=execution.correction)
    assert (correction.state, correction.proposed_by) == ("proposed", instruction.issued_by)

    commands.execute_instruction(execution=execution, actor=officer(), clock=MAY)

    case.refresh_from_db()
    correction.refresh_from_db()
    assert (case.state, correction.state, execution.state) == ("suspended", "approved", "executed")
    assert correction.notice is not None


def test_what_the_desk_approved_by_itself_is_noted():
    case = announced_case()
    [execution] = instructed(case.listing).executions.all()
    approve_correction(
        correction=Correction.objects.get(number=execution.correction), actor=officer(), clock=FrozenClock(MAY.at)
    )

    settle()

    execution.refresh_from_db()
    assert execution.state == "executed"
