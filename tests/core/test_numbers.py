import re
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from marketplace.core import sandbox_clock
from marketplace.core.clock import shanghai
from marketplace.core.numbers import NumberField, create_sequences
from marketplace.jobs.models import Job
from tests.accounts.factories import user
from tests.together import together

pytestmark = pytest.mark.django_db


def next_number(prefix="J"):
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_number(%s)", [prefix])
        return cursor.fetchone()[0]


def test_number_is_given_by_the_database_at_insertion(django_assert_num_queries):
    with django_assert_num_queries(1):
        job = Job.objects.create(kind="tests.run", title="示范任务", created_by="system:tests")

    assert re.fullmatch(r"J-\d{4}-\d{6,}", job.number)


def test_year_is_that_of_market_time_in_shanghai():
    sandbox_clock.freeze(shanghai("2031-12-31T23:59:59"))
    before = next_number()
    sandbox_clock.freeze(shanghai("2032-01-01T00:00:00"))
    after = next_number()

    assert (before[:7], after[:7]) == ("J-2031-", "J-2032-")


def test_number_grows_beyond_six_digits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('number_j', 999999)")

    assert next_number().endswith("-1000000")


def test_number_is_unique():
    first, second = user(), user()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=second.pk).update(number=first.number)


def test_sequences_are_made_once_and_again_without_harm():
    create_sequences()

    assert int(next_number()[7:]) + 1 == int(next_number()[7:])


def test_field_is_written_to_migrations_by_its_prefix_alone():
    _name, path, args, kwargs = NumberField(prefix="L").deconstruct()

    assert (path, args, kwargs) == ("marketplace.core.numbers.NumberField", [], {"prefix": "L"})


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_never_repeat():
    def take(_turn):
        return [next_number() for _ in range(50)]

    given = [number for numbers in together([partial(take, turn) for turn in range(6)]) for number in numbers]

    assert len(set(given)) == len(given) == 300
