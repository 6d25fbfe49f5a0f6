"""A lot on every other route: at its listed price, open while it is disclosed, sealed, weighted; and two negotiations, one before the public.

Whoever opens an exchange's `/opening-keys/` as its reviewer opens the sealed lots with the passphrase `PASSPHRASE` once their time has come.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from hashlib import pbkdf2_hmac
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from accounts.actor import system_actor
from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.core.money import FEN_PER_YUAN
from marketplace.files import commands as files
from marketplace.sandbox.loading.cases import OneCase
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.papers import picture
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import receive_deposit
from marketplace.sandbox.waiving import waive_inventors
from marketplace.trading import commands
from marketplace.trading.models import Negotiation, Sale
from marketplace.trading.queries.sealed import current_round, custodians
from marketplace.trading.standalone.seal_bid import CURVE, raw_point, seal

SWEEP = system_actor("trading.sweep")
PASSPHRASE, ITERATIONS = "示范口令 2027", 300_000  # of a sandbox, for everybody to open with
CUSTODIANS = ("SW", "CQ", "CD")
CRITERIA = (
    commands.CriterionDraft("实施方案", 25, "示范：工艺路线、进度安排，按方案评分"),
    commands.CriterionDraft("交付", 15, "示范：培训与驻场天数，按方案评分"),
)
MICROSPHERE, BATTERY = "microsphere-continuous", "battery-runaway-warning"
BIOPHARMA, HEAVY = "chengdu-biopharma", "deyang-heavy-equipment"
BIOMED, POLYTECHNIC = "chongqing-biomed-institute", "chongqing-polytechnic"


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    for place, row in enumerate(rows("routes")):
        lot = WAYS[row["key"]](timeline, world, row, 45 + place * 3)
        yield from lot.acts()
    yield Act(timeline.at(-20, "09:20:00"), partial(register_keys, world))
    talks, at = Talks(world), timeline.at
    for day, do in ((-14, talks.open), (-12, talks.answer), (-10, talks.ask), (-6, talks.agree), (-2, talks.counter)):
        yield Act(at(day, "15:05:00"), do)


class RouteLot(OneCase):
    """A lot of `routes.jsonl`: through the desk, announced, with its bidders; `TERMS` are of its announcement."""

    METHOD = ""
    ANNOUNCED = -4
    BIDDERS: tuple[str, ...] = ("zigong-environment",)
    sale: Sale

    def acts(self) -> Iterator[Act]:
        yield from super().acts()
        yield self._at(self.ANNOUNCED, "15:{:02d}:00", self.announce)
        for bidder in self.BIDDERS:
            yield self._at(self.ANNOUNCED + 1, "15:{:02d}:30", partial(self.join, bidder))

    def announce(self, clock: Clock) -> None:
        waive_inventors(self.listing, self.work.officer, clock)
        assert self.listing.asking_price_fen
        self.listing.refresh_from_db()
        self.sale = commands.announce_sale(
            listing=self.listing,
            start_fen=self.listing.asking_price_fen,
            method=self.METHOD,
            actor=self.work.officer,
            clock=clock,
            **self.terms(clock),
        )

    def terms(self, clock: Clock) -> dict[str, Any]:
        raise NotImplementedError

    def join(self, bidder: str, clock: Clock) -> None:
        agent, staff = self.world.actor(bidder, Role.AGENT), self.world.staff
        made = commands.register_bidder(sale=self.sale, foreign_link="none", actor=agent, clock=clock)
        cashiers = {"finance": staff(self.sale.exchange, Role.FINANCE), "officer": self.work.officer}
        receive_deposit(registration=made, mark="示范", clock=clock, **cashiers)

    def open(self, clock: Clock) -> None:
        commands.open_sale(sale=self.sale, actor=SWEEP, clock=clock)
        self.sale.refresh_from_db()


class Listed(RouteLot):
    """At its listed price, still disclosed: one has come so far."""

    METHOD = "listed"

    def terms(self, clock: Clock) -> dict[str, Any]:
        return {"increment_fen": 10_000_00, "opens_at": self.timeline.at(24, "09:30:00")}


class Dynamic(RouteLot):
    """Open for bids while it is disclosed: two bid."""

    METHOD, BIDDERS = "dynamic", ("liangjiang-auto-electronics", "deyang-heavy-equipment")
    OPENED = -2

    def terms(self, clock: Clock) -> dict[str, Any]:
        at = self.timeline.at
        return {
            "increment_fen": 20_000_00,
            "opens_at": at(self.OPENED, "16:30:00"),
            "free_ends_at": at(24, "15:00:00"),
        }

    def acts(self) -> Iterator[Act]:
        yield from super().acts()
        yield Act(self.timeline.at(self.OPENED, "16:30:00"), self.open)
        for minute, bidder, yuan in ((35, self.BIDDERS[0], 1_500_000), (48, self.BIDDERS[1], 1_560_000)):
            yield Act(self.timeline.at(self.OPENED, f"16:{minute}:00"), partial(self.bid, bidder, yuan))

    def bid(self, bidder: str, yuan: int, clock: Clock) -> None:
        agent = self.world.actor(bidder, Role.AGENT)
        commands.place_bid(sale=self.sale, price_fen=yuan * FEN_PER_YUAN, actor=agent, clock=clock)


class Sealed(RouteLot):
    """Prices lie in envelopes that nobody can read until several exchanges open them together."""

    METHOD, ANNOUNCED, BIDDERS = "sealed", -12, ("changshou-chemical", "zigong-environment")
    OPENED, PRICES = -3, (1_880_000, 1_750_000)

    def terms(self, clock: Clock) -> dict[str, Any]:
        return {"opens_at": self.timeline.at(self.OPENED, "09:00:00"), "free_ends_at": self.timeline.at(5, "10:00:00")}

    def acts(self) -> Iterator[Act]:
        yield from super().acts()
        yield Act(self.timeline.at(self.OPENED, "09:00:00"), self.open)
        for place, (bidder, yuan) in enumerate(zip(self.BIDDERS, self.PRICES, strict=True)):
            yield Act(self.timeline.at(self.OPENED, f"10:{place * 7:02d}:00"), partial(self.seal, bidder, yuan))

    def seal(self, bidder: str, yuan: int, clock: Clock) -> None:
        agent = self.world.actor(bidder, Role.AGENT)
        own = self.sale.registrations.get(organisation=agent.organisation)
        held = [{"key": one.key.number, "public_key": one.key.public_key} for one in custodians(self.sale)]
        place = {"sale": self.sale.number, "round": current_round(self.sale).position, "code": own.code}
        envelope, _copy = seal({**place, "quorum": self.sale.sealed.quorum, "custodians": held}, yuan * FEN_PER_YUAN)
        plans = self.plans(agent, clock)
        commands.seal_envelope(sale=self.sale, envelope=envelope, files=plans, actor=agent, clock=clock)

    def plans(self, agent: Any, clock: Clock) -> list[Any]:
        return []


class Weighted(Sealed):
    """The same, with plans that are judged by announced criteria."""

    METHOD, BIDDERS = "weighted", ("chengdu-rail-equipment", "chongqing-bridge-tunnel")
    PRICES = (2_000_000, 1_900_000)

    def terms(self, clock: Clock) -> dict[str, Any]:
        drafted = commands.draft_scheme(listing=self.listing, criteria=CRITERIA, actor=self.work.officer, clock=clock)
        commands.approve_scheme(scheme=drafted, actor=self.work.reviewer, clock=clock)
        return super().terms(clock) | {"sealed": commands.SealedDraft(scheme=drafted.number)}

    def plans(self, agent: Any, clock: Clock) -> list[Any]:
        upload = picture("实施方案", [("示范", "工艺路线、进度、培训"), ("说明", "不写出单位名称")], seal="示范")
        return [files.store(upload=upload, purpose="plan", actor=agent, clock=clock)]


WAYS: dict[str, type[RouteLot]] = {
    "pump-cavitation-sound": Listed,
    "film-thickness-terahertz": Dynamic,
    "sludge-microwave-pyrolysis": Sealed,
    "tunnel-lining-radar-reading": Weighted,
}


def register_keys(world: World, clock: Clock) -> None:
    """Opening keys of three exchanges, each of its reviewer, confirmed by its officer."""
    for exchange in CUSTODIANS:
        private = ec.generate_private_key(CURVE)
        public = b64encode(raw_point(private.public_key())).decode()
        key = commands.register_opening_key(
            public_key=public, wrapped=wrapped(private), actor=world.staff(exchange, Role.REVIEWER), clock=clock
        )
        commands.approve_opening_key(key=key, actor=world.staff(exchange, Role.OFFICER), clock=clock)


def wrapped(private: ec.EllipticCurvePrivateKey) -> Row:
    """A private key under the passphrase, as `static/js/envelopes.js` makes it."""
    salt, iv = token_bytes(16), token_bytes(12)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    used = pbkdf2_hmac("sha256", PASSPHRASE.encode(), salt, ITERATIONS)
    parts = {"salt": salt, "iv": iv, "ciphertext": AESGCM(used).encrypt(iv, plain, None)}
    return {name: b64encode(value).decode() for name, value in parts.items()} | {"iterations": ITERATIONS}


class Talks:
    """One negotiation that goes on offer by offer, one whose name and price are with the public."""

    running: Negotiation
    agreed: Negotiation

    def __init__(self, world: World) -> None:
        self.world = world

    def open(self, clock: Clock) -> None:
        self.agreed = self._begin(MICROSPHERE, BIOPHARMA, clock)
        self._offer(self.agreed, BIOPHARMA, 5_200_000, "示范：五年独占许可，研发费另计。", clock)

    def answer(self, clock: Clock) -> None:
        self._offer(self.agreed, BIOMED, 5_800_000, "示范：含两批中试放大的技术指导。", clock)

    def ask(self, clock: Clock) -> None:
        self.running = self._begin(BATTERY, HEAVY, clock)
        self._offer(self.running, HEAVY, 1_200_000, "示范：普通许可三年，含算法静态库。", clock)

    def agree(self, clock: Clock) -> None:
        agent = self.world.actor(BIOPHARMA, Role.AGENT)
        commands.accept_offer(negotiation=self.agreed, position=2, actor=agent, clock=clock)

    def counter(self, clock: Clock) -> None:
        self._offer(self.running, POLYTECHNIC, 1_400_000, "示范：含两年升级，不含整车标定。", clock)

    def _begin(self, listing: str, buyer: str, clock: Clock) -> Negotiation:
        agent = self.world.actor(buyer, Role.AGENT)
        told = {"listing": self.world.listings[listing], "foreign_link": "none"}
        return commands.open_negotiation(actor=agent, clock=clock, **told)

    def _offer(self, negotiation: Negotiation, by: str, yuan: int, text: str, clock: Clock) -> None:
        said = {"price_fen": yuan * FEN_PER_YUAN, "text": text, "valid_days": 30}
        commands.make_offer(negotiation=negotiation, actor=self.world.actor(by, Role.AGENT), clock=clock, **said)
