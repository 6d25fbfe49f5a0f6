import random
from functools import partial

import pytest
from django.db import transaction

from marketplace.documents.commands import next_number
from marketplace.documents.models import Counter
from tests.together import together


class Undone(Exception):
    pass


@pytest.mark.django_db
def test_next_number_counts_from_one_in_each_series_and_year():
    given = [next_number(series="certificate", year=2027) for _ in range(3)]

    assert given == [1, 2, 3]
    assert next_number(series="payment_notice", year=2027) == 1
    assert next_number(series="certificate", year=2028) == 1


@pytest.mark.django_db(transaction=True)
def test_next_number_refuses_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        next_number(series="certificate", year=2027)

    assert not Counter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_next_number_has_no_gap_and_no_double_under_concurrent_rollbacks():
    rounds = 25

    def give(seed: int) -> list[int]:
        chance, kept = random.Random(seed), []
        for _ in range(rounds):
            try:
                with transaction.atomic():
                    number = next_number(series="certificate", year=2027)
                    if chance.random() < 0.4:
                        raise Undone
                kept.append(number)
            except Undone:
                continue
        return kept

    given = sorted(number for numbers in together([partial(give, seed) for seed in range(8)]) for number in numbers)

    assert given == list(range(1, len(given) + 1))
    assert 0 < len(given) < 8 * rounds
