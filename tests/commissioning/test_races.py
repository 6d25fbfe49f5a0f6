"""Two persons at once, on two connections: each thing happens once, and nothing is half done."""

from datetime import timedelta
from functools import partial

import pytest

from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, OpenCall, Solution, StagePayment
from marketplace.core.clock import FrozenClock
from marketplace.core.errors import Refused
from marketplace.desk.models import PublicNotice
from marketplace.ledger.models import Transfer
from marketplace.ledger.queries import faults
from tests.accounts.factories import actor, reviewer
from tests.commissioning.factories import (
    AWARDED,
    DUE,
    HANDED_IN,
    PAID,
    RESULT,
    SWEEP,
    accepted,
    client_of,
    engaged,
    handed_in,
    need_offer,
    paid,
    posted,
    publicised,
    published,
    ranked,
    signed,
    supplier,
    thread,
)
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def answer_of(act):
    try:
        act()
    except Refused as refused:
        return refused.code
    return "done"


def answers_of(*acts):
    return sorted(together([partial(answer_of, act) for act in acts]))


def test_two_who_make_the_result_public_at_once_make_one_notice():
    call = ranked()
    acts = [
        partial(commands.publicise_award, call=OpenCall.objects.get(), actor=actor(call.poster), clock=RESULT)
        for _n in range(2)
    ]

    assert answers_of(*acts) == ["done", "not_ranked"]
    assert PublicNotice.objects.filter(kind="publicity").count() == 1
    assert Solution.objects.filter(state="chosen").count() == 1


def test_two_awards_at_once_are_one():
    publicised()
    acts = [partial(commands.award_call, call=OpenCall.objects.get(), actor=SWEEP, clock=AWARDED) for _n in range(2)]

    assert answers_of(*acts) == ["done", "notice_runs"]
    assert PublicNotice.objects.filter(kind="result").count() == 1
    assert sorted(Solution.objects.values_list("state", flat=True)) == ["lost", "lost", "won"]


def test_objection_and_award_at_once_leave_one_of_them():
    call = publicised()
    last = FrozenClock(AWARDED.at - timedelta(milliseconds=1))
    objects = partial(commands.object_to_result, call=call, content="示范异议", actor=supplier(), clock=last)
    awards = partial(commands.award_call, call=OpenCall.objects.get(), actor=SWEEP, clock=AWARDED)

    answers = answers_of(objects, awards)

    state = OpenCall.objects.get().state
    assert (answers, state) in ((["done", "notice_runs"], "suspended"), (["done", "notice_over"], "awarded"))


def test_solution_that_comes_at_the_deadline_is_in_or_refused():
    call = published()
    handed_in(call)
    last = FrozenClock(DUE.at - timedelta(milliseconds=1))
    comes = partial(handed_in, OpenCall.objects.get(), by=supplier(), clock=last)
    opens = partial(commands.open_solutions, call=OpenCall.objects.get(), actor=SWEEP, clock=DUE)

    answers = answers_of(comes, opens)

    states = sorted(Solution.objects.values_list("state", flat=True))
    assert (answers, states) in ((["done", "done"], ["opened"] * 2), (["done", "due_already"], ["opened"]))


def test_one_organisation_that_hands_in_twice_at_once_has_one_solution():
    call, by = published(), supplier()

    answers = answers_of(*[partial(handed_in, call, by=by, clock=HANDED_IN)] * 2)

    assert answers == ["done", "done"]
    assert [one.version for one in Solution.objects.all()] == [2]


def test_milestone_is_passed_on_once_by_two_reviewers_at_once():
    payment = accepted(paid(signed(engaged()).payments.get()))
    acts = [
        partial(commands.settle_stage_payment, payment=StagePayment.objects.get(), actor=reviewer("SW"), clock=PAID)
        for _n in range(2)
    ]

    answers = answers_of(*acts)

    assert answers == ["done", "state_settle"]
    assert Transfer.objects.filter(reference=f"proceeds:{payment.number}").count() == 1
    assert sorted(StagePayment.objects.values_list("state", flat=True)) == ["due", "settled"]
    assert list(faults()) == []


def test_two_suppliers_agreed_with_at_once_leave_one_engagement():
    need = posted()
    threads = [thread(need), thread(need)]
    offers = [need_offer(one) for one in threads]
    by = client_of(threads[0])
    acts = [
        partial(commands.accept_need_offer, thread=one, position=offer.position, actor=by, clock=HANDED_IN)
        for one, offer in zip(threads, offers, strict=True)
    ]

    assert answers_of(*acts) == ["agreed_elsewhere", "done"]
    assert Engagement.objects.count() == 1
