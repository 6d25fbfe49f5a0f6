"""A market for the benchmark `bids`: sales that are open now, and bidders whose deposits have arrived. Made by the commands."""

from datetime import datetime, timedelta

from accounts.actor import Actor
from benchmarks.bidders import Person
from marketplace.core.clock import FrozenClock, market_clock
from marketplace.core.states import atomic
from marketplace.trading.commands import register_bidder
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import published_listing
from tests.trading.factories import deposit, sale

BIDDERS_PER_SALE = 2  # where there are many sales


@atomic  # one commit for all, since the disk is not what is measured here
def build(bidders: int, sales: int) -> tuple[list[Sale], list[Person], list[Person]]:
    """One sale in which everybody bids, then many in which a few do; returns all of them, and the people of both."""
    now = market_clock.read()
    clerk = officer("SW")
    people = [actor() for _n in range(bidders)]
    held = [open_sale(now, clerk) for _n in range(sales + 1)]
    for one in people:
        admit(one, held[0], now, clerk)
    admitted: dict[Actor, list[int]] = {one: [] for one in people}
    for place, contested in enumerate(held[1:]):
        for turn in range(BIDDERS_PER_SALE):
            one = people[(place * BIDDERS_PER_SALE + turn) % bidders]
            admit(one, contested, now, clerk)
            admitted[one].append(contested.pk)
    return held, [person(one, [held[0].pk]) for one in people], [person(one, admitted[one]) for one in people]


def open_sale(now: datetime, clerk: Actor) -> Sale:
    """A sale that opened half an hour ago and ends in a day."""
    accepted = now - timedelta(days=90)
    listing = published_listing(by=clerk, clock=FrozenClock(accepted), secrecy_reviewed_date=accepted.date())
    return sale(
        listing=listing,
        by=clerk,
        increment_fen=100,
        opens_at=now - timedelta(minutes=30),
        free_ends_at=now + timedelta(days=1),
        clock=FrozenClock(now - timedelta(hours=1)),
    )


def admit(one: Actor, contested: Sale, now: datetime, clerk: Actor) -> None:
    registration = register_bidder(
        sale=contested, foreign_link="none", actor=one, clock=FrozenClock(now - timedelta(minutes=50))
    )
    deposit(registration, by=clerk, clock=FrozenClock(now - timedelta(minutes=40)))


def person(one: Actor, sales: list[int]) -> Person:
    assert one.user
    assert one.organisation
    return Person(one.user.pk, one.organisation.pk, tuple(sales))
