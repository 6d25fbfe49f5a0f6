"""Sweeps of time limits at once, and one that was killed: each limit is told of once, and what was not committed is told of later."""

import pytest
from django.db import transaction

from accounts.actor import system_actor
from marketplace.audit.models import Entry
from marketplace.core.clock import market_clock
from marketplace.rulebook import commands
from marketplace.rulebook.models import LimitNote
from marketplace.rulebook.tasks import watch_time_limits
from marketplace.rulebook.time_limits import LIMITS
from marketplace.trading.models import Contract
from tests.together import together
from tests.trading.factories import won_sale

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def told():
    return sorted(LimitNote.objects.values_list("limit", "step")), Entry.objects.filter(
        verb="rulebook.limit_near"
    ).count()


def test_workers_that_sweep_at_once_tell_each_limit_once(sandbox_at):
    won_sale()
    sandbox_at("2027-04-16T09:00:00")

    swept = together([watch_time_limits, watch_time_limits, watch_time_limits])

    assert sum(swept) == 2
    assert told() == ([("sign_contract_buyer", "near"), ("sign_contract_seller", "near")], 2)


def test_worker_that_died_before_its_commit_leaves_the_limit_to_the_next(sandbox_at):
    sold, _winner = won_sale()
    sandbox_at("2027-04-16T09:00:00")
    with transaction.atomic():
        commands.note_near_limit(
            limit=LIMITS["sign_contract_buyer"],
            row=Contract.objects.get(sale=sold),
            actor=system_actor("tests"),
            clock=market_clock,
        )
        transaction.set_rollback(True)
    before = told()

    swept = [watch_time_limits(), watch_time_limits()]

    assert (before, swept) == (([], 0), [2, 0])
    assert told() == ([("sign_contract_buyer", "near"), ("sign_contract_seller", "near")], 2)
