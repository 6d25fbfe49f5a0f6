"""Listings and needs for the tests of every area, made by the commands that make them in the market."""

from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from accounts.actor import Actor
from accounts.models import Kind, Organisation
from marketplace.catalogue import commands
from marketplace.catalogue.drafts import ListingDraft, NeedDraft, OwnerDraft, RightDraft
from marketplace.catalogue.identifiers import check_digit
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock, frozen
from tests.accounts.factories import actor, officer, verified

TODAY = frozen("2027-03-01T10:00:00")
turn = count(1)


def patent_number(*, year: int = 2021, kind: int = 1) -> str:
    """A new application number with its check digit."""
    digits = f"{year}{kind}{next(turn):07d}"
    return f"{digits}.{check_digit(digits)}"


def patent(**fields: Any) -> RightDraft:
    return RightDraft(
        **{"kind": "patent", "number": patent_number(), "title": "示范方法", "filing_date": date(2021, 3, 16)} | fields
    )


def owner(organisation: Organisation | str, share: str) -> OwnerDraft:
    """A holder on the market, or one by name only."""
    if isinstance(organisation, str):
        return OwnerDraft(name=organisation, share=Fraction(share))
    return OwnerDraft(organisation=organisation.number, share=Fraction(share))


def listing_draft(**fields: Any) -> ListingDraft:
    """A draft that lacks nothing."""
    defaults: dict[str, Any] = {
        "exchange": "SW",
        "title": "大型铸件机器人力控自适应打磨技术",
        "abstract": "线激光扫描铸件，自动生成打磨轨迹，恒力执行器调节接触力。",
        "keywords": ["机器人打磨", "力控"],
        "ipc_codes": ["B24B 27/00", "B25J 11/00"],
        "trl": 7,
        "transfer_modes": ["assignment"],
        "price_mode": "bidding",
        "asking_price_fen": 2_800_000_00,
        "owner_category": "university",
        "secrecy_reviewer": "示范审查员",
        "secrecy_reviewed_date": date(2027, 2, 1),
        "inventors": ["示范研究员一", "示范研究员二"],
    }
    return ListingDraft(**{"rights": [patent()]} | defaults | fields)


def listing(*, lister: Actor | Organisation | None = None, clock: Clock = TODAY, **fields: Any) -> Listing:
    """A draft of a verified university (a new one unless given), that could be submitted."""
    return commands.draft_listing(draft=listing_draft(**fields), actor=agent_of(lister), clock=clock)


def submitted_listing(*, lister: Actor | Organisation | None = None, clock: Clock = TODAY, **fields: Any) -> Listing:
    agent = agent_of(lister)
    drafted = listing(lister=agent, clock=clock, **fields)
    commands.submit_listing(listing=drafted, actor=agent, clock=clock)
    return drafted


def accepted_listing(*, by: Actor | None = None, clock: Clock = TODAY, **fields: Any) -> Listing:
    submitted = submitted_listing(clock=clock, **fields)
    commands.accept_listing(listing=submitted, actor=by or officer(submitted.exchange), clock=clock)
    return submitted


def published_listing(*, by: Actor | None = None, clock: Clock = TODAY, **fields: Any) -> Listing:
    """A listing on offer; `lister`, `by` (the officer), and every field of the draft may be given."""
    by = by or officer(fields.get("exchange", "SW"))
    accepted = accepted_listing(by=by, clock=clock, **fields)
    commands.publish_listing(listing=accepted, actor=by, clock=clock)
    return accepted


def need_draft(**fields: Any) -> NeedDraft:
    defaults: dict[str, Any] = {
        "title": "铸件自动打磨设备",
        "content": "现有打磨靠人工，粉尘大，希望引进力控打磨机器人，节拍四十分钟以内。",
        "keywords": ["打磨", "机器人"],
        "cooperation_modes": ["assignment", "ordinary_licence"],
    }
    return NeedDraft(**defaults | fields)


def need(*, seeker: Actor | Organisation | None = None, clock: Clock = TODAY, **fields: Any) -> Need:
    """An open need of a verified firm (a new one unless given)."""
    agent = seeker if isinstance(seeker, Actor) else actor(seeker or verified(Kind.FIRM))
    return commands.post_need(draft=need_draft(**fields), actor=agent, clock=clock)


def agent_of(lister: Actor | Organisation | None) -> Actor:
    return lister if isinstance(lister, Actor) else actor(lister or verified(Kind.UNIVERSITY))
