import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from accounts.actor import system_actor
from marketplace.core.errors import Forbidden, Refused
from marketplace.jobs.commands import (
    advance,
    begin,
    cancel,
    enqueue,
    fail,
    finish,
    running,
    save_checkpoint,
    start,
    sweep_crashed,
)
from marketplace.jobs.errors import Cancelled
from marketplace.jobs.models import Job
from marketplace.jobs.queries import jobs_for
from tests.accounts.factories import actor, officer
from tests.together import together

NIGHTLY = system_actor("matching.nightly")


def new_job(total=100, by=NIGHTLY):
    return start(kind="matching.run", title="夜间匹配", total=total, actor=by)


def now_in_database(job):
    return Job.objects.get(pk=job.pk)


def wait():
    """Until the next report is due."""
    time.sleep(0.26)


@pytest.mark.django_db
def test_job_runs_and_finishes():
    job = new_job()

    advance(job=job, done=40, note="四十")
    told = now_in_database(job)
    finish(job=job, note="好了")

    assert (told.state, told.done, told.percent, told.note) == ("running", 40, 40, "四十")
    job.refresh_from_db()
    assert (job.state, job.done, job.note, job.is_over) == ("done", 100, "好了", True)
    assert job.number.startswith("J-")


@pytest.mark.django_db
def test_advance_writes_at_most_four_times_a_second(django_assert_max_num_queries):
    job = new_job(total=None)

    with django_assert_max_num_queries(4):
        for done in range(2_000):
            advance(job=job, done=done)

    assert job.done == 1999


@pytest.mark.django_db
def test_done_never_exceeds_the_total():
    job = new_job(total=10)

    advance(job=job, done=11)

    assert now_in_database(job).done == 10


@pytest.mark.django_db
def test_cancel_of_a_running_job_stops_it_at_the_next_report():
    job = new_job()

    cancel(job=now_in_database(job), actor=NIGHTLY)
    with running(job):
        advance(job=job, done=1)
        pytest.fail("it went on")

    assert job.state == "cancelled"


@pytest.mark.django_db
def test_cancel_of_a_queued_job_ends_it():
    job = enqueue(kind="matching.run", title="夜间匹配", actor=NIGHTLY)

    cancel(job=job, actor=NIGHTLY)

    assert job.state == "cancelled"
    with pytest.raises(Refused):
        begin(job=job)


@pytest.mark.django_db
def test_cancel_of_a_job_that_is_over_is_refused():
    job = new_job()
    finish(job=job)

    with pytest.raises(Refused, match="已结束"):
        cancel(job=job, actor=NIGHTLY)


@pytest.mark.django_db
def test_cancel_is_for_the_organisation_of_the_job():
    owner, stranger, staff = actor(), actor(), officer("CQ")
    job, market_job = new_job(by=owner), new_job()

    for one, by in [(job, stranger), (job, staff), (market_job, owner)]:
        with pytest.raises(Forbidden):
            cancel(job=one, actor=by)
    cancel(job=job, actor=owner)
    cancel(job=market_job, actor=staff)

    assert [now_in_database(one).cancel_requested for one in (job, market_job)] == [True, True]
    assert list(jobs_for(owner)) == [job]
    assert list(jobs_for(stranger)) == []
    assert list(jobs_for(staff)) == [market_job]


@pytest.mark.django_db
def test_failure_is_kept_and_the_job_goes_on_from_its_checkpoint():
    job = new_job()

    with suppress(ZeroDivisionError), running(job):
        save_checkpoint(job=job, checkpoint={"line": 40})
        raise ZeroDivisionError
    assert (job.state, job.error) == ("failed", "内部错误，详情见系统日志。")
    begin(job=job)

    assert (job.state, job.error, job.checkpoint) == ("running", "", {"line": 40})


@pytest.mark.django_db
def test_refusal_fails_the_job_in_its_own_words():
    job = new_job()

    with pytest.raises(Refused), running(job):
        raise Refused("文件为空", rule="R-LST-04")

    assert job.error == "文件为空 (R-LST-04)"


@pytest.mark.django_db
def test_silent_job_is_swept_and_stops_when_it_wakes():
    job, lively = new_job(), new_job()
    Job.objects.filter(pk=job.pk).update(heartbeat_at="2020-01-01T00:00:00Z")

    swept = sweep_crashed()

    assert [(one.number, one.state) for one in swept] == [(job.number, "failed")]
    assert now_in_database(lively).state == "running"
    with pytest.raises(Cancelled):
        advance(job=job, done=2)


@pytest.mark.django_db
def test_silent_job_that_should_stop_is_cancelled():
    job = new_job()
    cancel(job=job, actor=NIGHTLY)

    [swept] = sweep_crashed(silence=timedelta(0))

    assert swept.state == "cancelled"


@pytest.mark.django_db
def test_job_that_is_over_cannot_fail():
    job = new_job()
    finish(job=job)

    with pytest.raises(Refused):
        fail(job=job, error="?")


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_and_cancel_heard_inside_a_long_transaction():
    job, seen = new_job(), []

    with running(job), transaction.atomic():
        advance(job=job, done=7)
        seen += together([lambda: now_in_database(job).done, lambda: cancel(job=now_in_database(job), actor=NIGHTLY)])
        wait()
        advance(job=job, done=8)
        pytest.fail("it went on")

    assert seen == [7, None]
    assert (job.state, job.done) == ("cancelled", 8)


@pytest.mark.django_db(transaction=True)
def test_checkpoint_of_an_open_transaction_does_not_block_the_reports():
    job = new_job()

    with running(job):
        with transaction.atomic():
            save_checkpoint(job=job, checkpoint={"line": 1})
            advance(job=job, done=1)
        wait()
        advance(job=job, done=2)

    assert (job.state, job.checkpoint) == ("done", {"line": 1})


@pytest.mark.django_db(transaction=True)
def test_checkpoint_goes_back_with_its_transaction():
    job = new_job()

    with suppress(ZeroDivisionError), transaction.atomic():
        save_checkpoint(job=job, checkpoint={"line": 1})
        raise ZeroDivisionError

    assert now_in_database(job).checkpoint == {}
