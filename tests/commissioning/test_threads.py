"""Offers on needs: the sides take turns, one thread a supplier, one agreement a need; a listing leads to its negotiation."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.catalogue import commands as catalogue
from marketplace.commissioning import commands
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import NeedOffer, NeedThread
from marketplace.commissioning.queries import threads as reading
from marketplace.commissioning.tasks import watch_calls
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, officer, verified
from tests.commissioning.factories import (
    DRAFTED,
    HANDED_IN,
    agreed,
    client_of,
    drafted,
    need_offer,
    negotiable,
    offered_listing,
    posted,
    supplier,
    supplier_of,
    thread,
)

pytestmark = pytest.mark.django_db
LATER = frozen("2027-03-25T10:00:00")  # the first offer is over


def code_of(act):
    with pytest.raises((Refused, Forbidden)) as caught:
        act()
    return caught.value.code


def test_sides_take_turns_until_one_accepts():
    made = thread()
    client, ours = client_of(made), supplier_of(made)
    assert code_of(lambda: need_offer(made, by=client)) == "not_your_turn"
    need_offer(made, 900_000)
    assert code_of(lambda: need_offer(made, 880_000)) == "not_your_turn"
    need_offer(made, 800_000, by=client)
    assert (
        code_of(lambda: commands.accept_need_offer(thread=made, position=1, actor=client, clock=HANDED_IN))
        == "not_acceptable"
    )

    commands.accept_need_offer(thread=made, position=2, actor=ours, clock=HANDED_IN)

    assert (made.state, made.agreed_offer.price_fen) == ("agreed", 800_000_00)
    assert code_of(lambda: need_offer(made, by=ours)) == "not_open"


def test_offer_that_is_over_is_not_accepted_and_may_be_followed_by_either():
    made = thread()
    need_offer(made, 900_000)
    late = {"actor": client_of(made), "clock": LATER}
    assert code_of(lambda: commands.accept_need_offer(thread=made, position=1, **late)) == "not_acceptable"

    assert need_offer(made, 880_000, clock=LATER).position == 2


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"price_fen": 0}, "price"),
        ({"valid_days": 0}, "valid_days"),
        ({"valid_days": 61}, "valid_days"),
        ({"content": " "}, "content"),
        ({"milestones": []}, "milestones"),
        ({"milestones": [Milestone("甲", "示范", 1, 1)]}, "milestones"),
    ],
)
def test_fault_of_an_offer_names_its_field(fields, at):
    made = thread()
    with pytest.raises(Invalid) as caught:
        need_offer(made, **fields)

    assert list(caught.value.fields) == [at]


def test_supplier_has_one_thread_on_a_need():
    need, by = posted(), supplier()
    first = thread(need, by=by)
    assert code_of(lambda: thread(need, by=by)) == "open_already"

    commands.withdraw_thread(thread=first, reason="示范理由", actor=by, clock=HANDED_IN)
    assert thread(need, by=by).pk != first.pk


def test_need_is_agreed_on_once():
    need = posted()
    other = thread(need)
    offer = need_offer(other)
    agreed(need)

    accepts = {"position": offer.position, "actor": client_of(other), "clock": HANDED_IN}
    assert code_of(lambda: commands.accept_need_offer(thread=other, **accepts)) == "agreed_elsewhere"
    assert code_of(lambda: thread(need)) == "agreed_elsewhere"
    assert code_of(lambda: drafted(need)) == "agreed_already"


def test_need_that_is_called_out_takes_solutions_and_no_offers():
    need = posted()
    drafted(need)

    assert code_of(lambda: thread(need)) == "called_out"


def test_foreign_link_is_screened_before_the_first_offer():
    made = thread(foreign_link="party", declaration="示范境外主体")
    found = {"basis": "示范目录", "reason": "示范理由", "actor": officer("SW"), "clock": HANDED_IN}
    assert code_of(lambda: need_offer(made)) == "not_open"
    with pytest.raises(Invalid):
        commands.screen_thread(thread=made, result="restricted", **found)

    commands.screen_thread(thread=made, result="restricted", permit="示范意向书 1 号", **found)

    assert need_offer(made).position == 1
    assert code_of(lambda: commands.screen_thread(thread=made, result="free", **found)) == "not_screening"


def test_prohibited_technology_ends_the_thread():
    made = thread(foreign_link="destination", declaration="示范境外实施")
    commands.screen_thread(
        thread=made, result="prohibited", basis="示范目录", reason="示范理由", actor=officer("SW"), clock=HANDED_IN
    )

    assert (made.state, made.ending) == ("ended", "prohibited")


def test_poster_and_exchanges_do_not_answer_the_need():
    need = posted()
    torn = supplier()
    actor(need.organisation, user=torn.user)

    for by in (actor(need.organisation), officer("CQ"), torn):
        with pytest.raises(Forbidden) as caught:
            thread(need, by=by)
        assert caught.value.rule == "R-BID-12"


def test_only_the_two_and_the_exchange_know_of_a_thread():
    made = thread()
    knows = [client_of(made), supplier_of(made), officer("SW")]
    others = [supplier(), officer("CQ"), actor(verified())]

    assert [reading.threads(one).count() for one in [*knows, *others]] == [1, 1, 1, 0, 0, 0]


def test_thread_ends_with_its_need():
    made = thread()
    catalogue.close_need(need=made.need, reason="示范原因", actor=client_of(made), clock=HANDED_IN)
    watch_calls()

    made.refresh_from_db()
    assert (made.state, made.ending) == ("ended", "need_closed")


def test_offered_listing_leads_to_its_negotiation():
    need = posted()
    offered = offered_listing(need)
    assert code_of(lambda: offered_listing(need, offered.listing)) == "offered_already"
    by = actor(need.organisation)

    commands.take_listing(offered=offered, foreign_link="none", actor=by, clock=HANDED_IN)

    assert (offered.state, offered.negotiation.buyer, offered.negotiation.listing) == (
        "taken",
        need.organisation,
        offered.listing,
    )
    assert code_of(lambda: commands.decline_listing(offered=offered, actor=by, clock=HANDED_IN)) == "state_decline"


def test_declined_listing_may_be_offered_again():
    need, listing = posted(), negotiable()
    offered = offered_listing(need, listing)
    commands.decline_listing(offered=offered, actor=actor(need.organisation), clock=HANDED_IN)

    assert offered_listing(need, listing).pk != offered.pk


def test_only_ones_own_listing_sold_by_agreement_is_offered():
    need = posted()
    listing = negotiable()
    with pytest.raises(Forbidden):
        commands.offer_listing(need=need, listing=listing, note="示范", actor=supplier(), clock=HANDED_IN)
    bidding = negotiable(price_mode="bidding")

    assert code_of(lambda: offered_listing(need, bidding)) == "not_negotiated"


def test_offers_and_agreements_are_fixed_by_the_database():
    made = agreed()
    other = thread()
    for act in (
        lambda: NeedOffer.objects.filter(thread=made).update(price_fen=1),
        lambda: NeedOffer.objects.filter(thread=made).delete(),
        lambda: NeedThread.objects.filter(pk=made.pk).update(state="open", agreed_offer=None),
        lambda: NeedThread.objects.filter(pk=other.pk).update(
            state="agreed", agreed_offer=made.agreed_offer, agreed_at=DRAFTED.at
        ),
        lambda: NeedThread.objects.filter(pk=other.pk).update(kind="service"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
