"""Two at once in a negotiation, on real transactions: one agreement of a listing, and an acceptance that meets a withdrawal."""

from functools import partial

import pytest
from django.db import IntegrityError

from marketplace.core.errors import Refused
from marketplace.trading import commands
from marketplace.trading.models import Negotiation, Sale
from tests.accounts.factories import actor, verified
from tests.together import together
from tests.trading.negotiated import AGREED, OPENED, buyer_of, negotiation, offer, seller_of

pytestmark = pytest.mark.django_db(transaction=True)


def beside(of):
    """Another firm negotiates on the same listing."""
    other = commands.open_negotiation(listing=of.listing, foreign_link="none", actor=actor(verified()), clock=OPENED)
    offer(other, buyer_of(other))
    return other


def outcome(command, **given):
    """`done`, or the code with which it was refused."""
    try:
        command(clock=AGREED, **given)
    except Refused as refused:
        return refused.code
    except IntegrityError:
        return "integrity"
    return "done"


def anew(of):
    return Negotiation.objects.select_related("listing__lister").get(pk=of.pk)


@pytest.mark.parametrize("private", [False, True])
def test_of_two_agreements_of_one_listing_at_once_one_is_made(private):
    firm = {"lister": actor(verified()), "owner_category": "private"} if private else {}
    first = negotiation(**firm)
    offer(first, buyer_of(first))
    second, seller = beside(first), seller_of(first)

    told = together([partial(accept, of, seller) for of in (first, second)])

    agreed = Negotiation.objects.filter(state__in=["publicised", "concluded"])
    assert sorted(told)[0] != "integrity"
    assert sorted(told).count("done") == 1
    assert agreed.count() == 1
    assert Sale.objects.count() == (1 if private else 0)


def accept(of, who):
    return outcome(commands.accept_offer, negotiation=anew(of), position=1, actor=who)


def test_acceptance_and_withdrawal_at_once_leave_one_of_both():
    of = negotiation()
    offer(of, buyer_of(of))
    seller, buyer = seller_of(of), buyer_of(of)

    def withdraw():
        return outcome(commands.withdraw_negotiation, negotiation=anew(of), reason="示范理由", actor=buyer)

    accepted, left = together([partial(accept, of, seller), withdraw])

    of.refresh_from_db()
    assert left == "done"  # before the contract either side may leave, before the agreement and after it
    assert of.state == "ended"
    assert accepted in ("done", "not_open")
    assert not of.publicities.filter(state="running").exists()
