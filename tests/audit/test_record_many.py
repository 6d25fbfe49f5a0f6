import pytest

from marketplace.audit.commands import record, record_many, seal
from marketplace.audit.following import lines_after
from marketplace.audit.queries import faults
from tests.accounts.factories import actor, verified

pytestmark = pytest.mark.django_db


def test_lines_of_a_bulk_are_sealed_in_order_between_their_neighbours():
    by, firms = actor(), [verified() for _turn in range(300)]

    record("test.before", subject="test:1", actor=by)
    record_many("test.seen", lines=[(firm, {"place": place}) for place, firm in enumerate(firms)], actor=by)
    record("test.after", subject="test:1", actor=by)
    seal()

    lines = [line for line in lines_after(0) if line.verb.startswith("test.")]
    assert [line.number for line in lines[1:-1]] == [firm.number for firm in firms]
    assert [line.payload for line in lines[1:-1]] == [{"place": place} for place in range(300)]
    assert (lines[0].verb, lines[-1].verb) == ("test.before", "test.after")
    assert not list(faults())


def test_bulk_of_nothing_writes_nothing(django_assert_num_queries):
    by = actor()

    with django_assert_num_queries(0):
        record_many("test.seen", lines=[], actor=by)
