import hashlib
import re

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.audit.models import Entry
from marketplace.core.clock import frozen
from marketplace.core.errors import Invalid, Refused
from marketplace.documents import commands, pages, queries
from marketplace.documents.models import Document, Print
from marketplace.keys.queries import verify
from tests.accounts.factories import officer, verified
from tests.documents.factories import NOON, document
from tests.documents.samples import SAMPLES

pytestmark = pytest.mark.django_db

DATA = SAMPLES["acceptance_notice"]


def test_issue_numbers_each_exchange_kind_and_year_without_gaps():
    first, second = document(), document()
    other = document(at="CQ")
    kind = document("supplement_notice")
    later = document(clock=frozen("2028-01-01T00:00:00"))

    assert [d.printed_number for d in (first, second, other, kind, later)] == [
        "西南受理〔2027〕000001号",
        "西南受理〔2027〕000002号",
        "重庆受理〔2027〕000001号",
        "西南补正〔2027〕000001号",
        "西南受理〔2028〕000001号",
    ]


def test_issue_refused_leaves_no_hole():
    document()
    with pytest.raises(Invalid):
        document(data={**DATA, "project_title": "x" * 201})

    assert document().serial == 2


def test_issued_pdf_holds_the_data_word_by_word():
    issued = document(data={**DATA, "remarks": '#read("/etc/passwd") $x$ *不是标记* \\ <b>'})

    words = re.sub(r"\s+", "", pages.text(queries.pdf(issued)))

    assert "一种高温合金粉末制备方法及其应用（示范）" in words
    assert "西南受理〔2027〕000001号" in words
    assert '#read("/etc/passwd")$x$*不是标记*\\<b>' in words


def test_document_is_signed_over_its_hash():
    issued = document()

    signed = verify(issued.jws)

    assert signed["sha256"] == issued.sha256 == hashlib.sha256(queries.pdf(issued)).hexdigest()
    assert signed["document"] == "西南受理〔2027〕000001号"


def test_issue_leaves_a_private_line_about_the_subject():
    issued = document(addressee=(party := verified()))

    line = Entry.objects.get(verb="documents.issued")

    assert (line.subject, line.private) == ("case:P-2027-000042", True)
    assert line.payload.body["document"] == issued.number
    assert line.payload.body["addressee"] == party.number


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"addressee": ""}, "addressee"),
        ({"project_title": "长" * 201}, "project_title"),
        ({"project_title": "两\n行"}, "project_title"),
        ({"project_title": "零宽\u200b"}, "project_title"),
        ({"project_title": "半\ud800"}, "project_title"),
        ({"project_title": "生僻字𠮷"}, "project_title"),
        ({"project_title": "😀"}, "project_title"),
        ({"project_title": 7}, "project_title"),
        ({"accepted_date": "2027-02-30"}, "accepted_date"),
        ({"accepted_date": True}, "accepted_date"),
        ({"unknown": "x"}, "unknown"),
    ],
)
def test_issue_names_the_field_it_cannot_print(change, field):
    with pytest.raises(Invalid) as refused:
        document(data={**DATA, **change})

    assert list(refused.value.fields) == [field]
    assert not Document.objects.exists()


def test_issue_names_the_cell_of_a_table():
    data = SAMPLES["supplement_notice"]
    with pytest.raises(Invalid) as refused:
        document("supplement_notice", data={**data, "pieces": [{"piece": "营业执照", "fault": " "}]})

    assert list(refused.value.fields) == ["pieces.1.fault"]


def test_issue_refuses_a_kind_without_template():
    with pytest.raises(Refused):
        commands.issue(code="none", subject="case:P-1", exchange="SW", data={}, actor=officer(), clock=NOON)


def test_reissue_supersedes_with_a_reason():
    old = document()

    new = commands.reissue(
        document=old, data={**DATA, "officer": "示范业务员乙"}, reason="经办人有误", actor=officer(), clock=NOON
    )

    assert old.state == Document.State.SUPERSEDED
    assert (new.supersedes, new.reason, new.serial) == (old, "经办人有误", 2)
    with pytest.raises(Refused):
        commands.reissue(document=old, data=DATA, reason="再来", actor=officer(), clock=NOON)


def test_reissue_wants_a_reason():
    with pytest.raises(Invalid):
        commands.reissue(document=document(), data=DATA, reason=" ", actor=officer(), clock=NOON)


def test_revoke_keeps_the_document_and_its_reason():
    issued = document()

    commands.revoke(document=issued, reason="误发", actor=(by := officer()), clock=NOON)

    issued.refresh_from_db()
    assert (issued.state, issued.revoked_reason, issued.revoked_by) == ("revoked", "误发", by.user)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET data = '{}'",
        "UPDATE documents_document SET sha256 = 'x'",
        "DELETE FROM documents_document",
        "TRUNCATE documents_document CASCADE",
        "UPDATE documents_print SET content = ''",
        "DELETE FROM documents_print",
        "UPDATE documents_template SET source = 'x'",
        "DELETE FROM documents_template",
        "UPDATE documents_layout SET source = 'x'",
    ],
)
def test_database_refuses_to_change_what_was_issued(statement):
    document()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_refuses_to_bring_a_revoked_document_back():
    issued = document()
    commands.revoke(document=issued, reason="误发", actor=officer(), clock=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=issued.pk).update(state="current", revoked_at=None, revoked_reason="")


def test_same_data_give_the_same_bytes():
    issued = document()
    kept = queries.pdf(issued)

    again = queries.set_again(issued)

    assert again == kept
    assert Print.objects.count() == 1
