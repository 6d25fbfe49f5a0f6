"""A market for the benchmark `sales`: many sales that end within minutes of each other, and the people who bid in them. Made by the commands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import ExchangeCode
from benchmarks.bidders import Person
from benchmarks.bidding_market import admit, person
from marketplace.core.clock import FrozenClock
from marketplace.core.states import atomic
from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.trading.factories import sale

PEOPLE = 40
BATCH = 50  # sales made in one transaction


@dataclass(frozen=True, slots=True)
class Lot:
    """A sale by its keys, its prices in fen, when it ends unless somebody bids late, and who may bid in it."""

    sale: int
    number: str
    start_fen: int
    increment_fen: int
    ends_at: datetime
    people: tuple[Person, ...]


class Market:
    """Sellers, staff and bidders under rules whose extension is short enough for a benchmark."""

    def __init__(self, now: datetime, extension_seconds: int) -> None:
        self.now = now
        shorten(now, extension_seconds)
        self.clerk, self.seller = officer("SW"), actor(verified())
        self.people = [actor() for _n in range(PEOPLE)]

    def lots(self, ends: list[datetime], bidders: int) -> list[Lot]:
        """A sale for each of these ends; `bidders` take part in each."""
        made: list[Lot] = []
        for start in range(0, len(ends), BATCH):
            made += self._batch(ends[start : start + BATCH], bidders, start)
        return made

    @atomic
    def _batch(self, ends: list[datetime], bidders: int, first: int) -> list[Lot]:
        return [self._lot(end, bidders, first + place) for place, end in enumerate(ends)]

    def _lot(self, end: datetime, bidders: int, place: int) -> Lot:
        held = self._announced(end)
        joined = [self.people[(place * bidders + turn) % PEOPLE] for turn in range(bidders)]
        for one in joined:
            admit(one, held, self.now, self.clerk)
        people = tuple(person(one, [held.pk]) for one in joined)
        return Lot(held.pk, held.number, held.start_fen, held.increment_fen, end, people)

    def _announced(self, end: datetime) -> Sale:
        accepted = self.now - timedelta(days=60)
        listing = published_listing(
            lister=self.seller,
            by=self.clerk,
            clock=FrozenClock(accepted),
            secrecy_reviewed_date=accepted.date(),
            inventors=[],
        )
        return sale(
            listing=listing,
            by=self.clerk,
            increment_fen=100,
            opens_at=self.now - timedelta(minutes=30),
            free_ends_at=end,
            clock=FrozenClock(self.now - timedelta(hours=1)),
        )


def shorten(now: datetime, extension_seconds: int) -> None:
    """Put rules into force whose late bids extend a sale by so many seconds: drafted, published, approved and adopted as any others."""
    clock = FrozenClock(now - timedelta(days=80))
    version = rulebook.draft_version(
        base=version_in_force(clock.at),
        edition="示范",
        title_zh="示范规则：短延时",
        title_en="Example rules: short extensions",
        source="示范决定",
        effective_from=clock.at + timedelta(days=8),
        changes={("R-BID-07", "extension_seconds"): extension_seconds},
        actor=officer(),
        clock=clock,
    )
    rulebook.publish_version(version=version, actor=officer(), clock=clock)
    rulebook.approve_version(version=version, actor=reviewer(), clock=clock)
    for exchange in ExchangeCode.values:
        rulebook.adopt_version(version=version, instrument="示范决定", actor=reviewer(exchange), clock=clock)
