import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.http import Http404

from accounts.actor import ANONYMOUS, actor_for, system_actor
from accounts.models import Role
from marketplace.audit.models import Entry
from marketplace.core.errors import Forbidden, Invalid
from marketplace.files import access, blobs, commands, queries, tasks
from marketplace.files.checking import SCANS
from marketplace.files.models import Blob, File
from tests.accounts.factories import actor, exchange, join, user
from tests.files.factories import TODAY, docx, pdf, stored, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def guarded():
    """Cases are read by everybody who acts for an exchange."""
    access.guard("testcase")(lambda actor, number: bool(actor.exchange) and number == "P-1")
    yield
    del access.guards["testcase"]


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_stored_file_is_described_and_its_content_lies_under_its_digest(folder):
    by = actor()

    file = stored(by, pdf(), "示范执照.pdf", subject=f"organisation:{by.organisation.number}")

    assert (file.name, file.kind, file.media_type, file.size_bytes) == (
        "示范执照.pdf",
        "pdf",
        "application/pdf",
        len(pdf()),
    )
    assert (file.owner, file.uploaded_by, file.stored_at) == (by.organisation.number, by.ref, TODAY.at)
    assert contents(folder) == [file.sha256]
    assert commands.read(file=file, actor=by, clock=TODAY) == pdf()


def test_same_content_is_kept_once(folder):
    first, second = stored(actor()), stored(actor(), name="另一份.pdf")

    assert first.sha256 == second.sha256
    assert contents(folder) == [first.sha256]
    assert (Blob.objects.count(), File.objects.count()) == (1, 2)


def test_file_that_is_not_taken_is_refused_by_field_and_leaves_nothing(folder):
    with pytest.raises(Invalid) as refused:
        stored(actor(), b"MZ", "示范.pdf")

    assert (list(refused.value.fields), refused.value.rule) == (["file"], "R-SEC-12")
    assert contents(folder) == []


def test_kinds_may_be_fewer():
    with pytest.raises(Invalid, match="请上传 PDF、PNG、JPEG 文件"):
        commands.store(upload=upload(docx(), "a.docx"), purpose="seal", kinds=SCANS, actor=actor(), clock=TODAY)


def test_stranger_hands_in_nothing():
    with pytest.raises(Forbidden):
        stored(ANONYMOUS)


def test_owner_reads_and_others_do_not():
    by = actor()
    colleague = user()
    join(colleague, by.organisation, [Role.FINANCE])
    file = stored(by)

    assert queries.file(actor_for(colleague), file.number) == file
    for other in (ANONYMOUS, actor(), system_actor("tests")):
        with pytest.raises(Http404):
            queries.file(other, file.number)
        with pytest.raises(Forbidden):
            commands.read(file=file, actor=other, clock=TODAY)


def test_person_without_organisation_reads_what_he_handed_in():
    from_person = actor_for(user())

    file = stored(from_person)

    assert (file.owner, queries.file(from_person, file.number)) == ("", file)


def test_whom_the_guard_of_the_subject_lets_reads_too(guarded):
    officer = actor(exchange("SW"), [Role.OFFICER])
    about, about_another, about_nothing = (stored(actor(), subject=s) for s in ("testcase:P-1", "testcase:P-2", ""))

    assert queries.file(officer, about.number) == about
    for file in (about_another, about_nothing, stored(actor(), subject="unknown:P-1")):
        with pytest.raises(Http404):
            queries.file(officer, file.number)


def test_kind_has_one_guard(guarded):
    with pytest.raises(ValueError, match="two guards"):
        access.guard("testcase")(lambda actor, number: True)


def test_every_look_is_in_the_log_and_no_stranger_sees_what_at():
    by = actor()
    file = stored(by)

    commands.read(file=file, actor=by, clock=TODAY)

    [stored_line, look] = Entry.objects.filter(subject=f"file:{file.number}").order_by("id")
    assert (stored_line.verb, look.verb, look.actor) == ("files.stored", "files.read", by.ref)
    assert stored_line.private
    assert look.private


def test_file_is_attached_by_who_handed_it_in_and_to_one_thing():
    by = actor()
    file = stored(by)

    with pytest.raises(Forbidden):
        commands.attach(file=file, subject="case:P-1", actor=actor())
    commands.attach(file=file, subject="case:P-1", actor=by)
    commands.attach(file=file, subject="case:P-1", actor=by)
    with pytest.raises(Invalid):
        commands.attach(file=file, subject="case:P-2", actor=by)

    assert list(queries.files_of("case:P-1")) == [file]
    assert Entry.objects.filter(verb="files.attached").count() == 1


def test_content_of_a_transaction_that_came_to_nothing_is_cleared_and_no_other(folder):
    kept = stored(actor())
    with transaction.atomic():
        stored(actor(), docx(), "a.docx")
        transaction.set_rollback(True)
    (folder / "waiting" / "broken-off").write_bytes(b"half")
    assert len(contents(folder)) == 3

    assert commands.clear_unreferenced(before=0) == 0
    assert commands.clear_unreferenced(before=time.time() + 60) == 2

    assert contents(folder) == [kept.sha256]


def test_nightly_clearing_leaves_what_is_young(folder):
    blobs.keep(upload(pdf("% young")))

    tasks.clear_unreferenced()

    assert len(contents(folder)) == 1


def test_row_without_a_file_goes_with_its_content(folder):
    file = stored(actor())
    File.objects.filter(pk=file.pk).delete()

    commands.clear_unreferenced(before=time.time() + 60)

    assert (contents(folder), Blob.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_same_content_by_many_at_once_is_kept_once_past_the_clearing(folder):
    people = [actor() for _ in range(4)]

    def hand_in(person):
        try:
            for turn in range(5):
                if person is people[0]:
                    commands.clear_unreferenced(before=time.time() + 60)
                commands.read(file=stored(person, pdf(f"% {turn}")), actor=person, clock=TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hand_in, people))

    assert len(contents(folder)) == Blob.objects.count() == 5
    assert File.objects.count() == 20
