import pytest
from django.db import IntegrityError, transaction

from accounts.models import Kind
from marketplace.audit.models import Entry
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents import commands, pages, queries, scanning
from marketplace.documents.commands import CHECKPOINTS
from marketplace.documents.models import Sealing
from marketplace.files import commands as files
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.documents.factories import NOON, document, scan

pytestmark = pytest.mark.django_db

SEEN = dict.fromkeys(CHECKPOINTS, True)


@pytest.fixture
def party():
    return actor(verified(Kind.UNIVERSITY))


@pytest.fixture
def issued(party):
    return document(addressee=party.organisation)


def upload(issued, party, content, name="scan.pdf"):
    return commands.upload_scan(document=issued, file=scan(party, content, name), actor=party, clock=NOON)


def test_scan_of_the_printed_document_is_known_by_its_code(issued, party):
    found = upload(issued, party, queries.pdf(issued))

    assert (found.state, found.pages, found.mark) == ("uploaded", 1, "matches")
    assert found.file.subject == f"document:{issued.number}"


def test_scan_may_be_one_picture(issued, party):
    found = upload(issued, party, pages.picture(queries.pdf(issued), 1, width=1400), "scan.png")

    assert (found.pages, found.mark) == (1, "matches")


def test_scan_without_a_readable_code_is_left_to_the_officer(issued, party):
    blank = pages.picture(queries.pdf(issued), 1, width=120)

    assert upload(issued, party, blank, "scan.png").mark == "unread"


def test_scan_of_another_document_is_refused_by_its_code(issued, party):
    other = document(addressee=party.organisation)

    with pytest.raises(Invalid) as refused:
        upload(issued, party, queries.pdf(other))

    assert list(refused.value.fields) == ["file"]


def test_scan_with_other_pages_is_refused(issued, party):
    contract = document("contract", addressee=party.organisation)

    with pytest.raises(Invalid) as refused:
        upload(issued, party, queries.pdf(contract))

    assert "2 页" in str(refused.value.fields["file"][0])


def test_second_scan_waits_for_the_decision_on_the_first(issued, party):
    upload(issued, party, queries.pdf(issued))

    with pytest.raises(Refused):
        upload(issued, party, queries.pdf(issued))


def test_officer_confirms_every_point(issued, party):
    found = upload(issued, party, queries.pdf(issued))

    commands.confirm_original(sealing=found, checklist=SEEN, actor=(by := officer()), clock=NOON)

    found.refresh_from_db()
    assert (found.state, found.decided_by, found.checklist) == ("confirmed", by.user, SEEN)
    assert Entry.objects.filter(verb="documents.original_confirmed", subject=issued.subject).count() == 1


def test_open_point_is_named(issued, party):
    found = upload(issued, party, queries.pdf(issued))

    with pytest.raises(Invalid) as refused:
        commands.confirm_original(sealing=found, checklist=SEEN | {"seal_right": False}, actor=officer(), clock=NOON)

    assert list(refused.value.fields) == ["seal_right"]


def test_rejected_scan_stays_and_another_may_follow(issued, party):
    first = upload(issued, party, queries.pdf(issued))
    commands.reject_scan(sealing=first, reason="盖章页错误", actor=officer(), clock=NOON)

    second = upload(issued, party, queries.pdf(issued))

    first.refresh_from_db()
    assert (first.state, first.reason) == ("rejected", "盖章页错误")
    assert Sealing.objects.filter(document=issued).count() == 2
    assert second.state == "uploaded"


def test_rejection_wants_a_reason(issued, party):
    with pytest.raises(Invalid):
        commands.reject_scan(
            sealing=upload(issued, party, queries.pdf(issued)), reason=" ", actor=officer(), clock=NOON
        )


def test_only_staff_of_the_issuing_exchange_confirm(issued, party):
    found = upload(issued, party, queries.pdf(issued))

    for by in (party, officer("CQ"), actor(verified())):
        with pytest.raises(Forbidden):
            commands.confirm_original(sealing=found, checklist=SEEN, actor=by, clock=NOON)


def test_nobody_confirms_what_he_uploaded(issued, party):
    found = upload(issued, party, queries.pdf(issued))

    with pytest.raises(Forbidden):
        commands.confirm_original(sealing=found, checklist=SEEN, actor=officer(user=party.user), clock=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sealing.objects.filter(pk=found.pk).update(state="confirmed", decided_by=party.user, decided_at=NOON.at)


def test_superseded_document_takes_no_seal(issued, party):
    found = upload(issued, party, queries.pdf(issued))
    commands.revoke(document=issued, reason="误发", actor=officer(), clock=NOON)

    with pytest.raises(Refused):
        commands.confirm_original(sealing=found, checklist=SEEN, actor=reviewer(), clock=NOON)
    with pytest.raises(Refused):
        upload(issued, actor(party.organisation), queries.pdf(issued))


def test_stranger_neither_seals_nor_reads_the_scan(issued, party):
    stranger = actor(verified())
    found = upload(issued, party, queries.pdf(issued))

    with pytest.raises(Forbidden):
        upload(issued, stranger, queries.pdf(issued))
    with pytest.raises(Forbidden):
        files.read(file=found.file, actor=stranger, clock=NOON)
    assert files.read(file=found.file, actor=officer(), clock=NOON)


def test_broken_picture_is_unreadable():
    with pytest.raises(scanning.Unreadable):
        scanning.as_pdf(b"\x89PNG\r\n\x1a\nbroken", "png")
