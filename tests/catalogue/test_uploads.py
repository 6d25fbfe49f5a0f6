import io
import os
import signal
import time
from datetime import date, timedelta

import pytest

from accounts.models import Role
from marketplace.audit.models import Entry
from marketplace.catalogue import commands, tasks
from marketplace.catalogue.models import Listing, Need, Upload
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.jobs import commands as jobs
from tests.accounts.factories import actor, exchange, organisation, verified
from tests.catalogue.factories import TODAY, need
from tests.files.factories import archive

pytestmark = pytest.mark.django_db


def receive(content="标题,价格\n甲,1\n乙,x\n", *, by=None, **fields):
    defaults = {
        "file_name": "成果.csv",
        "kind": "listings",
        "exchange": "SW",
        "source": "",
        "secrecy_reviewer": "示范审查员",
        "secrecy_reviewed_date": date(2026, 1, 5),
    }
    return commands.receive_upload(
        file=io.BytesIO(content.encode()), actor=by or actor(), clock=TODAY, **defaults | fields
    )


def test_received_file_is_looked_at_and_lands_nothing():
    upload = receive()

    assert (upload.good, upload.bad, upload.source) == (1, 1, "成果.csv")
    [row] = upload.rejected.all()
    [[column, field, _reason]] = row.faults
    assert (row.line, row.cells, column, field) == (3, {"标题": "乙", "价格": "x"}, "价格", "asking_price")
    assert upload.preview == [{"line": 2, "title": "甲", "asking_price": "1.00"}]
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "dreams"}, "kind"),
        ({"exchange": "XX"}, "exchange"),
        ({"secrecy_reviewer": " "}, "secrecy_reviewer"),
        ({"secrecy_reviewed_date": date(2027, 3, 2)}, "secrecy_reviewed_date"),
        ({"content": "标题\n" + "长" * (7 << 20)}, "file"),
    ],
)
def test_file_with_a_wrong_declaration_is_refused_by_field(fields, field):
    with pytest.raises(Invalid) as refused:
        receive(**fields)

    assert list(refused.value.fields) == [field]
    assert not Upload.objects.exists()


def test_file_of_another_kind_is_refused():
    with pytest.raises(Invalid):
        receive(file_name="成果.pdf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive({"xl/vbaProject.bin": b"x"}), "宏"),
        (archive({"xl/worksheets/sheet1.xml": bytes(210 << 20)}), "解压后过大"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
    ],
    ids=["macros", "bomb", "old"],
)
def test_spreadsheet_that_is_more_than_that_is_refused(content, words):
    declared = {"secrecy_reviewer": "示范审查员", "secrecy_reviewed_date": date(2026, 1, 5), "source": ""}
    told = {"file_name": "成果.xlsx", "kind": "listings", "exchange": "SW"}

    with pytest.raises(Invalid, match=words) as refused:
        commands.receive_upload(file=io.BytesIO(content), actor=actor(), clock=TODAY, **told, **declared)

    assert list(refused.value.fields) == ["file"]


def test_file_of_an_unverified_organisation_is_forbidden():
    with pytest.raises(Forbidden):
        receive(by=actor(organisation()))


def test_worker_lands_the_rows_and_lets_the_content_go():
    by = actor(exchange("SW"), [Role.OFFICER])
    upload = receive(by=by)

    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)
    tasks.run_upload(upload.number)
    tasks.run_upload(upload.number)

    upload.refresh_from_db()
    job.refresh_from_db()
    assert (upload.landed, upload.bad, upload.content) == (1, 1, None)
    assert (job.state, job.note) == ("done", "已导入 1 行，有误 1 行")
    listing = Listing.objects.get()
    assert (listing.lister, listing.secrecy_reviewer) == (by.organisation, "示范审查员")


def test_file_whose_task_was_lost_is_taken_up_by_the_sweep():
    by = actor()
    upload = receive("标题\n甲\n", by=by, kind="needs")
    commands.start_upload(upload=upload, actor=by, clock=TODAY)

    tasks.run_waiting_uploads()

    assert Need.objects.get().organisation == by.organisation


def test_file_is_started_once_and_again_after_it_broke_off():
    by = actor()
    upload = receive(by=by)
    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)

    with pytest.raises(Refused):
        commands.start_upload(upload=upload, actor=by, clock=TODAY)
    jobs.fail(job=job, error="进程中断")
    commands.start_upload(upload=upload, actor=by, clock=TODAY)
    tasks.run_upload(upload.number)

    assert Listing.objects.count() == 1


def test_cancelled_import_lands_nothing_more():
    by = actor()
    upload = receive(by=by)
    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)
    jobs.cancel(job=job, actor=by)

    tasks.run_upload(upload.number)

    assert not Listing.objects.exists()


def test_file_of_somebody_else_is_not_started():
    upload = receive()

    with pytest.raises(Forbidden):
        commands.start_upload(upload=upload, actor=actor(), clock=TODAY)


def test_import_by_somebody_who_has_lost_his_role_fails_with_its_reason():
    firm = verified()
    by = actor(firm)
    upload = receive(by=by)
    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)
    firm.memberships.update(ended_at=TODAY.read())

    tasks.run_upload(upload.number)

    job.refresh_from_db()
    assert job.state == "failed"
    assert not Listing.objects.exists()


def test_sweep_closes_needs_whose_day_is_over():
    posted = need(deadline_date=date(2027, 3, 1))
    Need.objects.update(deadline_date=date(2020, 1, 1))

    tasks.close_due_needs()

    posted.refresh_from_db()
    assert posted.state == "closed"


@pytest.mark.celery
@pytest.mark.django_db(transaction=True)
def test_real_worker_imports_a_file(celery_worker_process):
    by = actor()
    upload = receive("标题\n甲\n乙\n", by=by)

    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)

    give_up = time.monotonic() + 20
    while not job.is_over and time.monotonic() < give_up:
        time.sleep(0.1)
        job.refresh_from_db()
    assert (job.state, Listing.objects.count()) == ("done", 2)


@pytest.mark.celery
@pytest.mark.django_db(transaction=True)
def test_import_whose_worker_is_killed_goes_on_without_a_double(celery_worker_process):
    rows, bad = 6_000, 60
    content = "标题,技术就绪度\n" + "".join(f"示范成果 {row},{'x' if row % 100 == 0 else 5}\n" for row in range(rows))
    by = actor()
    upload = receive(content, by=by)
    job = commands.start_upload(upload=upload, actor=by, clock=TODAY)
    wait_for(Listing.objects.exists)

    os.killpg(celery_worker_process.process.pid, signal.SIGKILL)
    celery_worker_process.process.wait()
    before = Listing.objects.count()
    jobs.sweep_crashed(silence=timedelta(0))
    job.refresh_from_db()
    assert (0 < before < rows - bad, job.state, job.checkpoint["landed"]) == (True, "failed", before)

    commands.start_upload(upload=upload, actor=by, clock=TODAY)
    tasks.run_upload(upload.number)

    upload.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, upload.landed, upload.unchanged, upload.bad) == ("done", rows - bad, 0, bad)
    assert Listing.objects.values("title").distinct().count() == Listing.objects.count() == rows - bad
    assert upload.rejected.count() == bad
    assert Entry.objects.filter(verb="catalogue.listing_published").count() == rows - bad


def wait_for(ready, seconds=30):
    give_up = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < give_up
        time.sleep(0.01)
