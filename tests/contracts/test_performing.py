"""Milestones, the way to the register, and the end of a contract."""

from datetime import date

import pytest

from marketplace.contracts import commands
from marketplace.contracts.models import RightStep
from marketplace.contracts.tasks import watch_deeds
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import officer, reviewer
from tests.contracts.factories import (
    MILESTONE,
    PAID,
    SWEEP,
    client,
    drafted,
    handed_in,
    in_force,
    proposed,
    provider,
    stored,
    text,
)

pytestmark = pytest.mark.django_db
LATER = frozen("2027-05-20T10:00:00")


def test_returned_and_handed_in_again_everything_is_kept():
    deed = in_force()
    first = handed_in(deed)
    commands.return_handover(handover=first, answer="缺少图纸", actor=client(deed), clock=PAID)

    second = handed_in(deed)
    commands.accept_handover(handover=second, actor=client(deed), clock=PAID)

    [milestone] = deed.milestones.all()
    assert (milestone.state, milestone.accepted_at) == ("accepted", PAID.at)
    assert list(milestone.handovers.order_by("position").values_list("state", "answer")) == [
        ("returned", "缺少图纸"),
        ("accepted", ""),
    ]
    with pytest.raises(Refused):
        commands.return_handover(handover=second, answer="晚了", actor=client(deed), clock=PAID)


def test_each_side_does_its_own_part():
    deed = in_force()
    milestone = deed.milestones.get()

    with pytest.raises(Forbidden):
        commands.hand_in(
            milestone=milestone, note="示范", handed=[stored(client(deed))], actor=client(deed), clock=PAID
        )
    with pytest.raises(Invalid) as refused:
        commands.hand_in(milestone=milestone, note="示范", handed=[], actor=provider(deed), clock=PAID)
    assert (list(refused.value.fields), refused.value.rule) == (["files"], "R-CON-03")
    with pytest.raises(Forbidden):
        commands.accept_handover(handover=handed_in(deed), actor=provider(deed), clock=PAID)


def test_nothing_is_handed_in_before_the_effect():
    deed = drafted()

    assert deed.milestones.count() == 0


@pytest.mark.parametrize(("silence", "state"), [("accepted", "accepted"), ("venue", "handed_in")])
def test_silence_is_reminded_of_and_then_has_its_consequence(silence, state):
    deed = in_force(drafted(text(silence=silence)))
    handover = handed_in(deed)

    for at in ("2027-04-30T10:00:00", "2027-05-20T10:00:00"):
        commands.pursue_silence(handover=handover, actor=SWEEP, clock=frozen(at))
        handover.refresh_from_db()

    assert handover.reminded_at == frozen("2027-04-30T10:00:00").at
    assert (handover.state, handover.by_silence, handover.escalated_at is not None) == (
        state,
        silence == "accepted",
        silence == "venue",
    )


def test_supplement_keeps_what_was_handed_in():
    deed = in_force()
    handed_in(deed)

    with pytest.raises(Invalid) as refused:
        proposed(deed, milestones=())

    assert (list(refused.value.fields), refused.value.rule) == (["milestones.0"], "R-CON-03")
    added = proposed(deed, milestones=(MILESTONE, MILESTONE))
    commands.agree_version(version=added, points=(), actor=provider(deed), clock=PAID)
    for who in (provider(deed), client(deed)):
        commands.sign_supplement(version=added, actor=who, clock=PAID)
    assert list(deed.milestones.order_by("position").values_list("state", flat=True)) == ["handed_in", "pending"]


def filed(step: RightStep, **fields):
    told = {"filed_date": date(2027, 4, 14), "reference": "示范受理 1 号", "side": "client", "file": None}
    return commands.file_step(step=step, **told | {"actor": client(step.deed), "clock": PAID} | fields)


def registered(step: RightStep, **fields):
    told = {"registered_date": date(2027, 5, 10), "notice_number": "示范合格通知书 1 号", "file": None}
    return commands.register_step(step=step, **told | {"actor": officer("SW"), "clock": LATER} | fields)


def test_transfer_goes_from_price_to_register():
    deed = in_force()
    step = deed.steps.get()
    with pytest.raises(Refused) as refused:
        filed(step)
    assert (refused.value.rule, refused.value.code) == ("R-CON-07", "not_paid")
    commands.note_paid(deed=deed, actor=SWEEP, clock=PAID)
    step.refresh_from_db()
    assert step.due_at.isoformat() == "2027-05-14T16:00:00+00:00"

    with pytest.raises(Refused):
        registered(step)
    with pytest.raises(Invalid) as early:
        filed(step, filed_date=date(2027, 4, 12))
    assert list(early.value.fields) == ["filed_date"]
    filed(step, file=stored(client(deed)))
    with pytest.raises(Invalid):
        registered(step, registered_date=date(2027, 5, 21))
    registered(step)

    assert (step.state, step.filed_side, step.notice_number) == ("registered", "client", "示范合格通知书 1 号")


def test_licence_is_recorded_within_three_months():
    deed = in_force(drafted(text("patent_licence")))

    step = deed.steps.get()

    assert (step.act, step.due_at.isoformat()) == ("record", "2027-07-13T16:00:00+00:00")
    assert filed(step).state == "filed"


def terminated(deed, ground="agreed", **fields):
    told = {"ground": ground, "reason": "示范理由", "settlement": "资料退还", "actor": client(deed), "clock": PAID}
    return commands.propose_termination(deed=deed, **told | fields)


def test_agreed_termination_ends_what_is_open():
    deed = in_force()
    handed_in(deed)
    termination = terminated(deed)
    with pytest.raises(Forbidden):
        commands.agree_termination(termination=termination, actor=client(deed), clock=PAID)

    commands.agree_termination(termination=termination, actor=provider(deed), clock=PAID)

    deed.refresh_from_db()
    assert (deed.state, deed.ended_at, deed.milestones.get().state, deed.steps.get().state) == (
        "ended",
        PAID.at,
        "dropped",
        "dropped",
    )


def test_notice_ends_the_contract_unless_it_is_disputed():
    deed = in_force()
    termination = terminated(deed, "refusal")
    assert termination.objection_due_at == shanghai("2027-04-30T00:00:00")
    with pytest.raises(Invalid):
        terminated(deed, "disclosed")

    commands.answer_termination(termination=termination, answer="已履行", actor=provider(deed), clock=PAID)

    assert termination.state == "objected"
    with pytest.raises(Forbidden):
        commands.confirm_termination(termination=termination, answer="调解书 1 号", actor=officer("SW"), clock=PAID)
    commands.confirm_termination(termination=termination, answer="调解书 1 号", actor=reviewer("SW"), clock=PAID)
    deed.refresh_from_db()
    assert deed.state == "ended"


def test_declined_proposal_leaves_the_contract_in_force():
    deed = in_force()
    termination = terminated(deed)

    commands.answer_termination(termination=termination, answer="不同意", actor=provider(deed), clock=PAID)

    deed.refresh_from_db()
    assert (termination.state, deed.state) == ("declined", "in_force")


def test_sweep_treats_what_is_due(sandbox_at):
    silent, late, noticed = in_force(), in_force(), in_force()
    handover = handed_in(silent)
    commands.note_paid(deed=late, actor=SWEEP, clock=PAID)
    termination = terminated(noticed, "refusal")
    sandbox_at("2027-05-20T10:00:00")

    assert watch_deeds() >= 4

    handover.refresh_from_db()
    termination.refresh_from_db()
    assert handover.reminded_at is not None
    assert termination.state == "effective"
    assert late.milestones.get().overdue_at is not None
    assert late.steps.get().reminded_at is not None


def test_text_of_a_deal_that_fell_through_is_over():
    deed = drafted()
    version = proposed(deed, {"breach": "示范违约责任。"})

    commands.lapse_deed(deed=deed, actor=SWEEP, clock=PAID)
    commands.lapse_deed(deed=deed, actor=SWEEP, clock=PAID)

    version.refresh_from_db()
    assert (deed.state, version.state) == ("lapsed", "withdrawn")
