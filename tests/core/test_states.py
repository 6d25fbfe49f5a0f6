import threading
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from accounts.actor import system_actor
from marketplace.core import checks
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.core.states import StateModel, atomic, lock
from marketplace.jobs.models import Job
from tests.together import together

pytestmark = pytest.mark.django_db
AT = frozen("2027-04-12T09:00:00").at


def queued():
    return Job.objects.create(kind="tests.run", title="示范任务", created_by=system_actor("tests").ref)


def running():
    return Job.objects.create(
        kind="tests.run", title="示范任务", created_by="system:tests", state="running", heartbeat_at=AT
    )


def test_move_follows_the_table_and_changes_the_fields_with_it(django_assert_num_queries):
    job = queued()

    with django_assert_num_queries(1):
        job.move("begin", heartbeat_at=AT)

    assert (job.state, job.heartbeat_at) == ("running", AT)
    job.refresh_from_db()
    assert (job.state, job.heartbeat_at) == ("running", AT)


def test_move_against_the_table_is_refused_and_changes_nothing():
    job = queued()

    with pytest.raises(Refused, match="当前状态为“排队中”") as refused:
        job.move("finish", note="x")

    assert (refused.value.code, job.state, job.note) == ("state_finish", "queued", "")
    assert Job.objects.get(pk=job.pk).note == ""


def test_refusal_tells_the_state_of_the_database_not_of_the_copy():
    job = queued()
    Job.objects.filter(pk=job.pk).update(state="cancelled")

    with pytest.raises(Refused, match="已取消"):
        job.move("begin", heartbeat_at=AT)

    assert job.state == "cancelled"


def test_move_reads_back_what_the_database_computed():
    job = queued()

    job.move("begin", heartbeat_at=Now(), note=Value("数据库"))

    assert (job.note, job.heartbeat_at.tzinfo is not None) == ("数据库", True)


def test_unknown_verb_is_a_fault_of_ours():
    with pytest.raises(LookupError, match="knows no verb 'fly'"):
        queued().move("fly")


def test_can_asks_the_table_only():
    assert [queued().can("begin"), queued().can("finish"), running().can("begin")] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_one_of_many_movers_wins():
    job = running()

    def finish(_turn):
        try:
            Job.objects.get(pk=job.pk).move("finish")
        except Refused:
            return False
        return True

    assert sorted(together([partial(finish, turn) for turn in range(8)])) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_lock_waits_and_then_reads_what_the_other_wrote():
    job, locked = running(), threading.Event()

    def first():
        with transaction.atomic():
            mine = Job.objects.get(pk=job.pk)
            lock(mine)
            locked.set()
            together([lambda: None])
            mine.move("finish", note="von hier")
        return mine.note

    def second():
        locked.wait(timeout=20)
        mine = Job.objects.get(pk=job.pk)
        with transaction.atomic():
            lock(mine)
        return mine.note

    assert together([first, second]) == ["von hier"] * 2


def test_nested_atomics_cost_no_savepoints():
    @atomic
    def inner():
        queued()

    with transaction.atomic(), CaptureQueriesContext(connection) as statements, atomic():
        inner()

    assert len(statements) == 1


def test_check_finds_a_transition_to_an_unknown_state(monkeypatch):
    monkeypatch.setattr(Job, "TRANSITIONS", (("begin", {"queued"}, "flying"),))

    found = checks.state_tables_are_sound()

    assert [error.id for error in found] == ["core.E001"]
    assert issubclass(Job, StateModel)
