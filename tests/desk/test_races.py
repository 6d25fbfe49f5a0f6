"""Two persons at the same case on two connections: exactly one wins, the other is told where it stands, nothing is half done."""

from collections import Counter
from functools import partial

import pytest

from marketplace.core.errors import Forbidden, Refused
from marketplace.desk import commands as desk
from marketplace.desk.models import Case, Correction, Stage, StepKind
from marketplace.documents.models import Document
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY, agent_of
from tests.desk.cases import accepted_case, announced_case, applied_case, examined_case, tick_all
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
PIECES = [{"code": "", "text": "示范缺项"}]


def answers_of(*acts):
    """What each act came to, all begun at once: `done`, or the code of its refusal."""
    return together([partial(answer_of, act) for act in acts])


def answer_of(act):
    try:
        act()
    except Forbidden:
        return "forbidden"
    except Refused as refused:
        return refused.code
    return "done"


def on(case, verb, actor, **said):
    """The act with rows of its own, as another process would have them."""
    return lambda: getattr(desk, verb)(case=Case.objects.get(pk=case.pk), actor=actor, clock=TODAY, **said)


def decide(correction, verb, actor, **said):
    command = getattr(desk, f"{verb}_correction")
    return lambda: command(correction=Correction.objects.get(pk=correction.pk), actor=actor, clock=TODAY, **said)


def moves(case):
    """The steps by which a case left a stage."""
    return [(step.kind, step.stage, step.to_stage) for step in case.steps.order_by("id") if step.stage != step.to_stage]


def papers():
    return Counter(Document.objects.values_list("code", flat=True))


def test_two_officers_accept_at_once():
    case = applied_case()
    tick_all(case, officer("SW"))

    answers = answers_of(*(on(case, "accept", officer("SW")) for _rival in range(2)))

    case.refresh_from_db()
    assert sorted(answers) == ["case_elsewhere", "done"]
    assert (case.stage, case.project_number) == (Stage.EXAMINATION, "SW2027-000001")
    assert moves(case)[1:] == [(StepKind.DONE, Stage.REVIEW, Stage.EXAMINATION)]
    assert papers() == {"acceptance_notice": 1}


def test_one_officer_accepts_while_another_sends_back():
    case = applied_case()
    tick_all(case, officer("SW"))

    answers = answers_of(on(case, "accept", officer("SW")), on(case, "send_back", officer("SW"), pieces=PIECES))

    case.refresh_from_db()
    won = {"done": 0, "case_elsewhere": 1}
    assert sorted(answers) == ["case_elsewhere", "done"]
    accepted = won[answers[0]] == 0
    assert case.stage == (Stage.EXAMINATION if accepted else Stage.APPLICATION)
    assert papers() == ({"acceptance_notice": 1} if accepted else {"return_notice": 1})
    assert (case.accepted_by is not None, case.listing.state) == (accepted, "accepted" if accepted else "returned")


def test_two_colleagues_examine_at_once():
    case, second, third = accepted_case(), reviewer("SW"), officer("SW")
    tick_all(case, second)

    answers = answers_of(on(case, "examine", second), on(case, "examine", third))

    case.refresh_from_db()
    assert sorted(answers) == ["case_elsewhere", "done"]
    assert case.examined_by == (second if answers[0] == "done" else third).user
    assert papers() == {"acceptance_notice": 1, "examination_opinion": 1}


def test_one_examines_while_another_refers_back():
    case, second, third = accepted_case(), reviewer("SW"), officer("SW")
    tick_all(case, second)

    answers = answers_of(on(case, "examine", second), on(case, "refer_back", third, to="review", pieces=PIECES))

    # From the announcement it may still be referred back: then both were done, one after the other.
    case.refresh_from_db()
    assert answers in (["done", "done"], ["case_elsewhere", "done"])
    assert (case.stage, case.examined_by) == (Stage.REVIEW, None)


def test_officer_accepts_while_the_applicant_withdraws():
    case = applied_case(lister=(lister := agent_of(None)))
    tick_all(case, officer("SW"))

    answers = answers_of(on(case, "accept", officer("SW")), on(case, "withdraw", lister, reasons="不卖了"))

    case = Case.objects.get(pk=case.pk)
    assert sorted(answers) in (["case_elsewhere", "done"], ["done", "forbidden"])
    won = (Stage.EXAMINATION, "running", "accepted") if answers[0] == "done" else ("review", "terminated", "withdrawn")
    assert (case.stage, case.state, case.listing.state) == won


def test_officer_publishes_while_the_applicant_would_withdraw():
    case = examined_case(lister=(lister := agent_of(None)))

    answers = answers_of(on(case, "publish", officer("SW")), on(case, "withdraw", lister, reasons="不卖了"))

    case.refresh_from_db()
    assert answers == ["done", "forbidden"]
    assert case.stage == Stage.INTEREST


def test_officer_publishes_while_a_termination_is_approved():
    case = examined_case()
    told = {"kind": "termination", "reason": "转让方申请", "clock": TODAY}
    proposed = desk.propose_correction(case=case, actor=officer("SW"), **told)

    answers = answers_of(on(case, "publish", officer("SW")), decide(proposed, "approve", reviewer("SW")))

    case = Case.objects.get(pk=case.pk)
    assert answers in (["done", "done"], ["case_elsewhere", "done"])
    assert (case.state, case.listing.state) == ("terminated", "withdrawn")
    assert papers()["listing_announcement"] == (1 if answers[0] == "done" else 0)


def test_two_colleagues_approve_the_same_correction_at_once():
    case = announced_case()
    told = {"kind": "erratum", "reason": "名称有误", "payload": {"changes": {"title": "更正后的名称"}}, "clock": TODAY}
    proposed = desk.propose_correction(case=case, actor=officer("SW"), **told)
    before = papers()

    answers = answers_of(*(decide(proposed, "approve", colleague) for colleague in (reviewer("SW"), officer("SW"))))

    assert Counter(answers)["done"] == 1
    assert papers() - before == {"erratum_notice": 1}
    assert case.steps.filter(kind=StepKind.CORRECTED).count() == 2  # proposed, approved


def test_one_approves_while_another_rejects():
    case = announced_case()
    told = {"kind": "erratum", "reason": "名称有误", "payload": {"changes": {"title": "更正后的名称"}}, "clock": TODAY}
    proposed = desk.propose_correction(case=case, actor=officer("SW"), **told)

    answers = answers_of(
        decide(proposed, "approve", reviewer("SW")), decide(proposed, "reject", officer("SW"), note="不必")
    )

    proposed.refresh_from_db()
    case = Case.objects.get(pk=case.pk)
    assert Counter(answers)["done"] == 1
    approved = answers[0] == "done"
    assert (proposed.state, case.listing.title == "更正后的名称") == ("approved" if approved else "rejected", approved)
