import pytest
from rest_framework.test import APIClient

from accounts.actor import system_actor
from accounts.commands import issue_token
from marketplace.jobs.commands import advance, finish, start
from marketplace.jobs.models import Job
from tests.accounts.factories import actor, officer

pytestmark = pytest.mark.django_db


def client(acting):
    caller = APIClient(headers={"Accept-Language": "zh-hans"})
    caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def job_of(owner):
    return start(kind="catalogue.import_listings", title="导入成果", total=200, actor=owner)


def test_job_shows_how_far_it_is():
    owner = actor()
    job = job_of(owner)
    advance(job=job, done=50, note="第 50 行")

    shown = client(owner).get(f"/api/v1/jobs/{job.number}").json()

    assert {name: shown[name] for name in ("state_label", "total", "done", "percent", "note", "created_by")} == {
        "state_label": "进行中",
        "total": 200,
        "done": 50,
        "percent": 25,
        "note": "第 50 行",
        "created_by": owner.ref,
    }


def test_jobs_are_those_of_ones_own_organisation(django_assert_num_queries):
    owner, stranger, staff = actor(), actor(), officer("SW")
    own = [job_of(owner).number, job_of(owner).number]
    market = start(kind="matching.nightly", title="夜间匹配", actor=system_actor("matching")).number

    def listed(caller):
        return [row["number"] for row in client(caller).get("/api/v1/jobs").json()["results"]]

    assert [listed(owner), listed(stranger), listed(staff)] == [own[::-1], [], [market]]


def test_job_of_another_organisation_is_not_found():
    job, stranger = job_of(actor()), client(actor())

    assert stranger.get(f"/api/v1/jobs/{job.number}").status_code == 404
    assert stranger.post(f"/api/v1/jobs/{job.number}/cancellation").status_code == 404
    assert not Job.objects.get(pk=job.pk).cancel_requested


def test_cancellation_asks_a_running_job_to_stop():
    owner = actor()
    job = job_of(owner)

    answer = client(owner).post(f"/api/v1/jobs/{job.number}/cancellation")

    assert (answer.status_code, answer.json()["cancel_requested"]) == (200, True)


def test_cancellation_of_a_job_that_is_over_is_refused():
    owner = actor()
    job = job_of(owner)
    finish(job=job)

    answer = client(owner).post(f"/api/v1/jobs/{job.number}/cancellation")

    assert (answer.status_code, answer.json()["detail"]) == (409, "任务已结束（已完成），无法取消。")


def test_stranger_is_asked_to_sign_in():
    assert APIClient().get("/api/v1/jobs").status_code == 401
