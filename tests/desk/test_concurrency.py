"""Two officers at once: one wins, the other is told, nothing is half written."""

from functools import partial

import pytest

from marketplace.core.errors import Refused
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY
from tests.desk.cases import applied_case
from tests.together import together


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_take_a_case_at_once_do_not_both_have_it():
    number, rivals = applied_case().number, [officer("SW"), officer("SW")]

    def take(rival):
        try:
            desk.take(case=Case.objects.get(number=number), actor=rival, clock=TODAY)
        except Refused as refused:
            return refused.code
        return "taken"

    answers = together([partial(take, rival) for rival in rivals])

    assert sorted(answers) == ["case_taken", "taken"]
    assert Case.objects.get().steps.filter(kind="assigned").count() == 1
