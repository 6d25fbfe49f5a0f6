"""Two officers at once, and two venues at once, on real transactions: one invitation, and no more a day than the rules let a firm have."""

from functools import partial

import pytest

from marketplace.audit.models import Entry
from marketplace.core.errors import Invalid
from marketplace.trading import commands
from marketplace.trading.models import Sale, SaleInvitation
from tests.accounts.factories import actor, officer, verified
from tests.together import together
from tests.trading.factories import ANNOUNCED, sale
from tests.trading.invited import invited, matched, number_of

pytestmark = pytest.mark.django_db(transaction=True)


def invite(pk, by, number):
    [made] = commands.invite_firms(sale=Sale.objects.get(pk=pk), organisations=[number], actor=by, clock=ANNOUNCED)
    return made.number


def test_two_officers_at_once_make_one_invitation():
    lot = sale(reserve_fen=None)
    number = number_of(matched(lot.listing))

    made = together([partial(invite, lot.pk, officer(), number) for _n in range(6)])

    assert set(made) == {SaleInvitation.objects.get().number}
    assert Entry.objects.filter(verb="trading.firm_invited").count() == 1


def test_sales_that_invite_one_firm_at_once_keep_its_days_number():
    firm = actor(verified())
    invited(sale(reserve_fen=None), firm)
    lots = [sale(reserve_fen=None) for _n in range(5)]
    [number] = {number_of(matched(lot.listing, firm)) for lot in lots}

    def attempt(lot):
        try:
            return invite(lot.pk, officer(), number)
        except Invalid:
            return ""

    made = together([partial(attempt, lot) for lot in lots])

    assert sum(map(bool, made)) == 2
    assert SaleInvitation.objects.filter(organisation=firm.organisation).count() == 3
