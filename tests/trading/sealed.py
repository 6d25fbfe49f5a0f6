"""Custodians and sealed prices for tests, made by the stand-alone program."""

from base64 import b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from accounts.actor import Actor
from marketplace.trading import commands
from marketplace.trading.models import OpeningKey, Sale
from marketplace.trading.queries.sealed import current_round, custodians
from marketplace.trading.standalone.seal_bid import CURVE, open_share, raw_point, seal
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY, published_listing
from tests.trading.factories import ANNOUNCED, at, sale, waived

WRAPPED = {"salt": "c2FsdA==", "iv": "aXY=", "iterations": 600_000, "ciphertext": "Y2lwaGVydGV4dA=="}


class Opener:
    """A custodian with the private key that a browser would keep under the passphrase."""

    def __init__(self, exchange: str) -> None:
        self.actor = officer(exchange)
        self.private = ec.generate_private_key(CURVE)
        self.public_key = b64encode(raw_point(self.private.public_key())).decode()

    def shares(self, envelopes: list[dict[str, Any]], key: str) -> dict[str, str]:
        """What it decrypts of the envelopes, whole ones as the program makes them."""
        return {one["code"]: open_share(one, key, self.private) for one in envelopes}


def registered_key(opener: Opener) -> OpeningKey:
    made = commands.register_opening_key(
        public_key=opener.public_key, wrapped=WRAPPED, actor=opener.actor, clock=ANNOUNCED
    )
    commands.approve_opening_key(key=made, actor=reviewer(made.exchange), clock=ANNOUNCED)
    return made


def openers(*exchanges: str) -> dict[str, Opener]:
    """Custodians of several exchanges with active keys, by the number of the key."""
    made = [Opener(code) for code in exchanges or ("CQ", "CD", "SW")]
    return {registered_key(one).number: one for one in made}


def sealed_sale(**terms: Any) -> Sale:
    """A sale announced at SW whose prices are sealed from 09:00 to 10:00, from 1,500,000.00, without a reserve."""
    defaults: dict[str, Any] = {
        "method": "sealed",
        "start_fen": 1_500_000_00,
        "increment_fen": 0,
        "reserve_fen": None,
        "free_ends_at": at("10:00:00").at,
    }
    return sale(**defaults | terms)


def terms_of(of: Sale, code: str) -> dict[str, Any]:
    """What the program reads at `/api/v1/sales/S-…/sealed`."""
    held = [{"key": one.key.number, "public_key": one.key.public_key} for one in custodians(of)]
    return {
        "sale": of.number,
        "round": current_round(of).position,
        "code": code,
        "quorum": of.sealed.quorum,
        "custodians": held,
    }


def envelope(of: Sale, who: Actor, yuan: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """An envelope of a bidder, and the copy that it keeps."""
    registration = of.registrations.get(organisation=who.organisation)
    return seal(terms_of(of, registration.code), yuan * 100)


def sealed_bid(of: Sale, who: Actor, clock: Any, yuan: int, **fields: Any) -> dict[str, Any]:
    """Seal a price and hand it in; the copy that the bidder keeps."""
    made, copy = envelope(of, who, yuan)
    commands.seal_envelope(sale=of, envelope=made, actor=who, clock=clock, **fields)
    return copy


def weighted_sale(**terms: Any) -> Sale:
    """The same, weighted: 60 for the price, 25 for the plan of work, 15 for the handing over."""
    listing = waived(published_listing(inventors=[]))
    criteria = [commands.CriterionDraft("实施方案", 25), commands.CriterionDraft("交付", 15)]
    told = {"listing": listing, "criteria": criteria, "price_weight": 60}
    drafted = commands.draft_scheme(actor=officer(), clock=TODAY, **told)
    commands.approve_scheme(scheme=drafted, actor=reviewer(), clock=TODAY)
    draft = commands.SealedDraft(scheme=drafted.number)
    return sealed_sale(listing=listing, method="weighted", sealed=draft, **terms)
