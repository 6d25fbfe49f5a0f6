"""The chain: what it finds, what it allows to go."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from marketplace.audit.chain import Head, hash_entry, hash_payload
from marketplace.audit.commands import erase, plain, record, seal
from marketplace.audit.following import lines_after
from marketplace.audit.models import Entry, Payload, Pending, Seal
from marketplace.audit.queries import faults, head_hash, head_seq, history
from marketplace.core.clock import shanghai
from tests.audit.factories import WRITER, tamper, write

pytestmark = pytest.mark.django_db
PERSON = "user:U-2027-000007"


@pytest.fixture
def log():
    """Three sealed lines."""
    for number in (1, 2, 3):
        write(f"test:{number}", price_fen=number)
    seal()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit would


def test_intact_log_verifies(log, capsys):
    call_command("verify_log")

    assert capsys.readouterr().out == f"The log verifies: 3 sealed entries, head {head_hash().hex()}\n"


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_payload"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_triggers_refuse_every_change(log, table, statement):
    column = "entry_id" if table == "audit_seal" else "id" if table == "audit_entry" else "body"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))

    assert (Entry.objects.count(), Seal.objects.count(), Payload.objects.count()) == (3, 3, 3)


@pytest.mark.parametrize(
    ("harm", "values", "found"),
    [
        ("UPDATE audit_payload SET body = %s WHERE body = '{\"price_fen\": 2}'", ['{"price_fen": 1}'], "was altered"),
        ("UPDATE audit_entry SET actor = %s WHERE subject = 'test:2'", ["user:U-1"], "does not match its hash"),
        ("UPDATE audit_entry SET private = true WHERE subject = 'test:2'", [], "does not match its hash"),
        ("UPDATE audit_entry SET at = at - interval '1 us' WHERE subject = 'test:2'", [], "does not match its hash"),
        ("UPDATE audit_seal SET hash = %s WHERE seq = 2", [b"\x00" * 32], "does not match its hash"),
        ("DELETE FROM audit_seal WHERE seq = 2", [], "seq 2 is missing"),
        ("DELETE FROM audit_payload WHERE body = '{\"price_fen\": 2}'", [], "no line says who erased it"),
    ],
)
def test_verify_log_finds_tampering(log, capsys, harm, values, found):
    tamper(harm, *values)

    with pytest.raises(CommandError, match="The log does not verify"):
        call_command("verify_log")

    assert found in capsys.readouterr().err


def test_payload_and_its_hash_altered_together_are_found(log):
    entry = Entry.objects.get(subject="test:2")
    tamper("UPDATE audit_payload SET body = '{}' WHERE entry_id = %s", entry.pk)
    tamper(
        "UPDATE audit_entry SET payload_hash = %s WHERE id = %s", hash_payload(bytes(entry.payload.salt), {}), entry.pk
    )

    assert list(faults()) == ["seq 2: tests.happened test:2 does not match its hash"]


def test_entry_taken_out_of_the_queue_is_found():
    write()
    Pending.objects.all().delete()

    assert list(faults()) == ["1 entries have neither a seal nor a place in the queue"]


def test_erased_payload_is_gone_and_the_chain_still_verifies(log):
    write(PERSON, name="张三")
    seal()
    before = head_hash()

    assert erase(subject=PERSON, reason="本人申请删除", actor=WRITER) == 1
    seal()

    assert list(faults()) == []
    assert Payload.objects.filter(body__has_key="name").count() == 0
    assert [(line.verb, line.payload) for line in lines_after(3)] == [
        ("tests.happened", None),
        ("audit.erased", {"payloads": 1, "reason": "本人申请删除"}),
    ]
    assert bytes(Seal.objects.get(seq=4).hash) == before


def test_erase_before_the_seal_leaves_a_line_that_verifies():
    write(PERSON, name="张三")

    erase(subject=PERSON, reason="本人申请删除", actor=WRITER)
    seal()

    assert list(faults()) == []


def test_payload_deleted_after_an_erasure_is_found():
    erase(subject=PERSON, reason="本人申请删除", actor=WRITER)
    write(PERSON, name="张三")
    seal()
    tamper("DELETE FROM audit_payload WHERE body ? 'name'")

    assert len(list(faults())) == 1


def test_erase_closes_the_door_behind_it(log):
    erase(subject="test:1", reason="?", actor=WRITER)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Payload.objects.all().delete()


def test_private_payload_is_marked():
    record("tests.happened", subject="test:1", actor=WRITER, private=True, name="张三")
    seal()

    [line] = lines_after(0)
    assert line.private
    assert head_seq() == 1


def test_history_of_a_subject_is_in_order():
    write("test:1", step=1)
    write("test:2")
    write("test:1", step=2)

    assert [entry.payload.body["step"] for entry in history("test:1")] == [1, 2]


def test_floats_are_refused_in_the_log():
    with pytest.raises(TypeError, match="no floats"):
        write(price=0.1)

    assert not Entry.objects.exists()


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text().filter(lambda text: "\x00" not in text),
    lambda inner: st.lists(inner) | st.dictionaries(st.text().filter(lambda text: "\x00" not in text), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(codec="ascii", exclude_characters="\x00")), values))
def test_payload_hashes_alike_before_and_after_the_database(body):
    entry = Entry.objects.create(
        at=shanghai("2027-04-12T09:00:00"), verb="x", subject="x", actor="x", private=False, payload_hash=b"x"
    )
    stored = Payload.objects.create(entry=entry, salt=b"salt", body=plain(body))
    stored.refresh_from_db()

    assert hash_payload(b"salt", stored.body) == hash_payload(b"salt", plain(body))


HEAD = Head(1, shanghai("2027-04-12T09:00:00"), "a.b", "s:1", "user:1", "O-1", False, b"\x01" * 32)


@pytest.mark.parametrize(
    "other",
    [
        {"seq": 2},
        {"at": HEAD.at + timedelta(microseconds=1)},
        {"verb": "a.c"},
        {"subject": "s:2"},
        {"actor": "user:2"},
        {"organisation": ""},
        {"private": True},
        {"payload_hash": b"\x02" * 32},
    ],
)
def test_hash_covers_every_field_of_the_head(other):
    fields = {name: getattr(HEAD, name) for name in HEAD.__slots__}

    assert hash_entry(b"", Head(**(fields | other))) != hash_entry(b"", HEAD)
    assert hash_entry(b"\x01", HEAD) != hash_entry(b"", HEAD)
