"""Listings, needs, matches, search."""

from typing import Any

from marketplace.catalogue import commands
from marketplace.catalogue.models import Listing
from tests.catalogue.factories import (
    TODAY,
    listing,
    need,
    patent_number,
    published_listing,
    submitted_listing,
)
from tests.guards.cast import Cast
from tests.guards.deeds import papers as deeds
from tests.guards.doors.rows import Call, door

REASONS = {"reasons": "示范原因"}


def about(found: Listing, body: Any = None) -> Call:
    return Call({"number": found.number}, body=body)


def written() -> dict[str, Any]:
    """A listing as a program sends it."""
    right = {"kind": "patent", "number": patent_number(), "title": "示范方法", "filing_date": "2021-03-16"}
    return {
        "exchange": "SW",
        "title": "示范打磨技术",
        "abstract": "恒力执行器调节接触力。",
        "keywords": ["打磨"],
        "evidence": [{"kind": "示范检测报告", "date": "2026-09-18"}],
        "trl": 7,
        "ipc_codes": ["B24B 27/00"],
        "transfer_modes": ["assignment"],
        "price_mode": "bidding",
        "asking_price": {"amount": "2800000.00", "currency": "CNY"},
        "owner_category": "university",
        "rights": [right],
        "owners": [{"name": "示范研究所", "share": "1"}],
        "inventors": ["示范研究员"],
        "comparisons": [
            {
                "measure": "单件打磨时间",
                "unit": "分钟",
                "ours": "38",
                "today": "300",
                "practice": "人工打磨",
                "method": "同一铸件连续 20 件计时",
                "origin": "示范检测报告",
            }
        ],
    }


@door("GET listings")
def listings(cast: Cast) -> Call:
    return Call(finds=published_listing(lister=cast["own.agt"]).number)


@door("GET listings (a draft)")
def listing_drafts(cast: Cast) -> Call:
    return Call(finds=listing(lister=cast["own.agt"]).number)


@door("GET listings (a submitted one)")
def listings_submitted(cast: Cast) -> Call:
    return Call(finds=submitted_listing(lister=cast["own.agt"]).number)


@door("POST listings")
def draft(cast: Cast) -> Call:
    return Call(body=written())


@door("GET listings/<number>")
def public(cast: Cast) -> Call:
    return about(published_listing(lister=cast["own.agt"]))


@door("GET listings/<number> (a draft)")
def a_draft(cast: Cast) -> Call:
    return about(listing(lister=cast["own.agt"]))


@door("GET listings/<number> (a submitted one)")
def a_submitted(cast: Cast) -> Call:
    return about(submitted_listing(lister=cast["own.agt"]))


@door("GET listings/<number>/completeness")
def completeness(cast: Cast) -> Call:
    return about(submitted_listing(lister=cast["own.agt"]))


@door("GET listings/<number>/versions")
def versions(cast: Cast) -> Call:
    return Call({"number": corrected(cast).number}, finds="示范更正理由")


@door("GET listings/<number>/versions (of a draft)")
def versions_of_a_draft(cast: Cast) -> Call:
    return Call({"number": listing(lister=cast["own.agt"]).number}, finds="drafted")


@door("GET listings/<number>/versions/<position>")
def version(cast: Cast) -> Call:
    return Call({"number": corrected(cast).number, "position": 2})


def corrected(cast: Cast) -> Listing:
    """On offer, and corrected once."""
    found = published_listing(lister=cast["own.agt"])
    changes, why = {"maturity": "示范成熟度说明"}, "示范更正理由"
    commands.correct_listing(listing=found, changes=changes, reason=why, actor=cast["SW.off"], clock=TODAY)
    return found


@door("GET listings/<number>/doubles")
def doubles(cast: Cast) -> Call:
    return about(submitted_listing(lister=cast["own.agt"]))


@door("PUT listings/<number>")
def edit(cast: Cast) -> Call:
    return about(listing(lister=cast["own.agt"]), written())


@door("POST listings/<number>/taking-up")
def taking_up(cast: Cast) -> Call:
    return about(deeds.imported(cast))


@door("POST listings/<number>/secrecy-declaration")
def secrecy(cast: Cast) -> Call:
    return about(listing(lister=cast["own.agt"]), {"reviewer": "示范审查员", "reviewed_date": "2027-02-01"})


@door("POST listings/<number>/consent")
def consent(cast: Cast) -> Call:
    return about(deeds.consent_to_listing(cast)["listing"])


@door("GET listings/<number>/similar")
def similar(cast: Cast) -> Call:
    return Call({"number": published_listing(lister=cast["own.agt"]).number})


@door("POST listings/<number>/owners/<position>/consent")
def paper_consent(cast: Cast) -> Call:
    holder = deeds.record_consent(cast)["ownership"]
    return Call({"number": holder.listing.number, "position": holder.position}, body={"evidence": "示范同意书"})


@door("GET needs")
def needs(cast: Cast) -> Call:
    return Call(finds=need(seeker=cast["own.agt"]).number)


@door("GET needs (a closed one)")
def needs_closed(cast: Cast) -> Call:
    return Call(finds=deeds.closed_need(cast).number)


@door("POST needs")
def post_need(cast: Cast) -> Call:
    budget = {"amount": "1500000.00", "currency": "CNY"}
    return Call(body={"title": "示范需求", "content": "粉尘大，希望引进力控打磨。", "budget_high": budget})


@door("GET needs/<number>")
def one_need(cast: Cast) -> Call:
    return Call({"number": need(seeker=cast["own.agt"]).number})


@door("GET needs/<number> (a closed one)")
def closed_need(cast: Cast) -> Call:
    return Call({"number": deeds.closed_need(cast).number})


@door("POST needs/<number>/closure")
def closure(cast: Cast) -> Call:
    return Call({"number": need(seeker=cast["own.agt"]).number}, body={"reason": "示范原因"})


@door("GET search")
def search(cast: Cast) -> Call:
    return Call(query="q=磁铁矿")


@door("GET matches")
def matches(cast: Cast) -> Call:
    return Call(finds=deeds.match(cast).number)


@door("GET matches/<number>")
def match(cast: Cast) -> Call:
    return Call({"number": deeds.match(cast).number})


@door("POST matches/<number>/acceptance")
def accept(cast: Cast) -> Call:
    return Call({"number": deeds.match(cast).number})


@door("POST matches/<number>/decline")
def decline(cast: Cast) -> Call:
    return Call({"number": deeds.match(cast).number}, body={"reason": "too_expensive", "note": ""})


@door("POST matching-runs")
def run(cast: Cast) -> Call:
    return Call()
