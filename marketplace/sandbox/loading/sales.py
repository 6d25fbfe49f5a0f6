"""Sales: two that went all the way to the certificate, one of them to the archive; one that waits for its payment, one for its
contract; two that are open now, two announced, of which one has conditions for its bidders."""

from collections.abc import Iterator
from functools import partial

from accounts.actor import Actor, system_actor
from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.core.money import parse_yuan
from marketplace.desk.commands import archive
from marketplace.desk.models import Case
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import receive_deposit, receive_payment
from marketplace.sandbox.waiving import waive_inventors
from marketplace.trading import commands
from marketplace.trading.models import Registration, Sale

SWEEP = system_actor("trading.sweep")


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    """Those that go straight; the others are in `settling`."""
    for place, row in enumerate(rows("sales")):
        if row.get("until") not in ("instalments", "default"):
            yield from Lot(timeline, world, row, place).acts()


class Lot:
    """One sale of `sales.jsonl` and everybody who acts in it."""

    sale: Sale

    def __init__(self, timeline: Timeline, world: World, row: Row, place: int) -> None:
        self.timeline, self.world, self.row, self.place = timeline, world, row, place
        self.seller, self.exchange = "", ""

    def acts(self) -> Iterator[Act]:
        opens_at = self.timeline.at(*self.row["opens"])
        yield Act(self.timeline.at(self.row["announced"], "10:00:00"), self._announce)
        for place, bidder in enumerate(self.row["bidders"]):
            joined = self.timeline.at(self.row["announced"] + 2, f"14:{place * 7:02d}:00")
            yield Act(joined, partial(self._join, bidder))
        if opens_at < self.timeline.now:
            yield Act(opens_at, self._open)
        day = self.row["opens"][0]
        for clock, bidder, price in self.row["bids"]:
            yield Act(self.timeline.at(day, clock), partial(self._bid, bidder, parse_yuan(price)))
        if "finished" in self.row:
            yield from self._aftermath(day, *self.row["finished"])

    def _aftermath(self, day: int, *days: int) -> Iterator[Act]:
        """From the end to the archive, a day for each step, as far as the row says: the second pair of eyes settles."""
        steps = (
            ("15:40:00", self._return_deposits),
            ("16:00:00", self._sign),
            ("16:30:00", self._pay),
            ("17:00:00", self._settle),
            ("17:30:00", self._certify),
            ("17:40:00", self._archive),
        )
        yield Act(self.timeline.at(day, "15:20:00"), self._close)
        for on, (hour, do) in zip(days, steps, strict=False):
            yield Act(self.timeline.at(on, hour), do)

    def _announce(self, clock: Clock) -> None:
        listing, row = self.world.listings[self.row["listing"]], self.row
        self.exchange = listing.exchange
        waive_inventors(listing, self._staff(Role.OFFICER), clock)
        self.sale = commands.announce_sale(
            listing=listing,
            start_fen=parse_yuan(row["start"]),
            increment_fen=parse_yuan(row["increment"]),
            reserve_fen=parse_yuan(row["reserve"]) if "reserve" in row else None,
            opens_at=self.timeline.at(*row["opens"]),
            free_ends_at=self.timeline.at(*row["free_ends"]),
            actor=self._staff(Role.OFFICER),
            clock=clock,
        )

    def _join(self, bidder: str, clock: Clock) -> None:
        """Register, and have the deposit confirmed, where no statement has to be judged first."""
        agent = self.world.actor(bidder, Role.AGENT)
        statement = self.row.get("statements", {}).get(bidder, "")
        registration: Registration = commands.register_bidder(
            sale=self.sale, foreign_link="none", statement=statement, actor=agent, clock=clock
        )
        if statement:
            return
        receive_deposit(registration=registration, mark="示范", clock=clock, **self._cashiers())

    def _open(self, clock: Clock) -> None:
        commands.open_sale(sale=self.sale, actor=SWEEP, clock=clock)

    def _bid(self, bidder: str, price_fen: int, clock: Clock) -> None:
        commands.place_bid(sale=self.sale, price_fen=price_fen, actor=self.world.actor(bidder, Role.AGENT), clock=clock)

    def _close(self, clock: Clock) -> None:
        commands.close_sale(sale=self.sale, actor=SWEEP, clock=clock)

    def _return_deposits(self, clock: Clock) -> None:
        commands.return_deposits(sale=self.sale, actor=self._staff(Role.REVIEWER), clock=clock)

    def _sign(self, clock: Clock) -> None:
        for key in (self._seller(), self._winner()):
            commands.sign_contract(sale=self.sale, actor=self.world.actor(key, Role.AGENT), clock=clock)

    def _pay(self, clock: Clock) -> None:
        receive_payment(sale=self.sale, mark="示范", clock=clock, **self._cashiers())

    def _settle(self, clock: Clock) -> None:
        commands.settle_sale(sale=self.sale, actor=self._staff(Role.REVIEWER), clock=clock)

    def _certify(self, clock: Clock) -> None:
        commands.issue_certificate(sale=self.sale, actor=self._staff(Role.OFFICER), clock=clock)

    def _archive(self, clock: Clock) -> None:
        case = Case.objects.get(listing=self.sale.listing)
        archive(case=case, note="案卷齐全。", actor=self._staff(Role.OFFICER), clock=clock)

    def _staff(self, role: Role):  # type: ignore[no-untyped-def]
        return self.world.staff(self.exchange, role)

    def _cashiers(self) -> dict[str, Actor]:
        return {"finance": self._staff(Role.FINANCE), "officer": self._staff(Role.OFFICER)}

    def _seller(self) -> str:
        return self._key(self.sale.listing.lister_id)

    def _winner(self) -> str:
        assert self.sale.leading_registration
        return self._key(self.sale.leading_registration.organisation_id)

    def _key(self, organisation_id: int) -> str:
        known = self.world.organisations
        return next(key for key, organisation in known.items() if organisation.pk == organisation_id)
