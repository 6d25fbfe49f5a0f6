"""Listings, needs, files, matches."""

import io
from datetime import date

from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.importing.rows import Destination
from marketplace.catalogue.models import Listing, Need
from marketplace.matching.commands import Proposal, propose
from marketplace.matching.models import Match
from marketplace.matching.ranking import Ranked
from tests.catalogue.factories import (
    TODAY,
    accepted_listing,
    listing,
    listing_draft,
    need,
    need_draft,
    owner,
    published_listing,
    submitted_listing,
)
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row

FILE = "标题,价格\n示范成果,1\n".encode()


@row("catalogue.draft_listing")
def draft_listing(cast: Cast) -> Arguments:
    return {"draft": listing_draft(), "clock": TODAY}


@row("catalogue.edit_listing")
def edit_listing(cast: Cast) -> Arguments:
    return {"listing": listing(lister=cast["own.agt"]), "draft": listing_draft(title="示范更名"), "clock": TODAY}


def imported(cast: Cast) -> Listing:
    """A row of a file of `own`, on the market as unverified."""
    destination = Destination(organisation=cast.own, exchange="SW")
    told = {"name": "a.csv", "kind": "listings", "source": "示范来源", "destination": destination}
    catalogue.import_file(file=io.BytesIO(FILE), clock=TODAY, actor=cast["own.agt"], **told)
    return Listing.objects.get(lister=cast.own, unverified=True)


@row("catalogue.take_up_listing")
def take_up_listing(cast: Cast) -> Arguments:
    return {"listing": imported(cast), "clock": TODAY}


@row("catalogue.declare_secrecy")
def declare_secrecy(cast: Cast) -> Arguments:
    declared = {"reviewer": "示范审查员", "reviewed_date": date(2027, 2, 1)}
    return {"listing": listing(lister=cast["own.agt"]), "clock": TODAY, **declared}


@row("catalogue.submit_listing")
def submit_listing(cast: Cast) -> Arguments:
    return {"listing": listing(lister=cast["own.agt"]), "clock": TODAY}


@row("catalogue.accept_listing")
def accept_listing(cast: Cast) -> Arguments:
    return {"listing": submitted_listing(lister=cast["own.agt"]), "clock": TODAY}


@row("catalogue.return_listing")
def return_listing(cast: Cast) -> Arguments:
    return {"listing": submitted_listing(lister=cast["own.agt"]), "reasons": "示范原因", "clock": TODAY}


@row("catalogue.publish_listing")
def publish_listing(cast: Cast) -> Arguments:
    return {"listing": accepted_listing(lister=cast["own.agt"]), "clock": TODAY}


@row("catalogue.suspend_listing")
def suspend_listing(cast: Cast) -> Arguments:
    return {"listing": published_listing(lister=cast["own.agt"]), "reasons": "示范原因", "clock": TODAY}


@row("catalogue.resume_listing")
def resume_listing(cast: Cast) -> Arguments:
    suspended = published_listing(lister=cast["own.agt"])
    catalogue.suspend_listing(listing=suspended, reasons="示范原因", actor=cast["SW.off"], clock=TODAY)
    return {"listing": suspended, "clock": TODAY}


@row("catalogue.correct_listing")
def correct_listing(cast: Cast) -> Arguments:
    published = published_listing(lister=cast["own.agt"])
    return {"listing": published, "changes": {"title": "示范更正"}, "reason": "示范原因", "clock": TODAY}


@row("catalogue.restate_listing")
def restate_listing(cast: Cast) -> Arguments:
    published = published_listing(lister=cast["own.agt"])
    return {"listing": published, "changes": {"payment_terms": "示范变更"}, "reason": "示范原因", "clock": TODAY}


@row("catalogue.withdraw_listing")
def withdraw_listing(cast: Cast) -> Arguments:
    return {"listing": published_listing(lister=cast["own.agt"]), "reasons": "示范原因", "clock": TODAY}


def co_owned(cast: Cast, other: object) -> Listing:
    """A listing of `own` that it holds with another."""
    shares = [owner(cast.own, "3/5"), owner(other, "2/5")]
    return accepted_listing(lister=cast["own.agt"], owners=shares)


@row("catalogue.consent_to_listing")
def consent_to_listing(cast: Cast) -> Arguments:
    return {"listing": co_owned(cast, cast.stranger), "clock": TODAY}


@row("catalogue.record_consent")
def record_consent(cast: Cast) -> Arguments:
    holder = co_owned(cast, "示范研究所").ownerships.get(position=1)
    return {"ownership": holder, "evidence": "示范同意书", "clock": TODAY}


@row("catalogue.post_need")
def post_need(cast: Cast) -> Arguments:
    return {"draft": need_draft(), "clock": TODAY}


@row("catalogue.close_need")
def close_need(cast: Cast) -> Arguments:
    return {"need": need(seeker=cast["own.agt"]), "reason": "示范原因", "clock": TODAY}


def closed_need(cast: Cast) -> Need:
    closed = need(seeker=cast["own.agt"])
    catalogue.close_need(need=closed, reason="示范原因", actor=cast["own.agt"], clock=TODAY)
    return closed


@row("catalogue.import_file")
def import_file(cast: Cast) -> Arguments:
    destination = Destination(organisation=cast.own, exchange="SW")
    told = {"name": "a.csv", "kind": "listings", "source": "示范来源", "destination": destination}
    return {"file": lambda: io.BytesIO(FILE), "clock": TODAY, **told}


def handed_in() -> Arguments:
    declared = {"secrecy_reviewer": "示范审查员", "secrecy_reviewed_date": date(2027, 2, 1)}
    return {"file_name": "a.csv", "kind": "listings", "exchange": "SW", "source": "示范", "clock": TODAY, **declared}


@row("catalogue.receive_upload")
def receive_upload(cast: Cast) -> Arguments:
    return {"file": lambda: io.BytesIO(FILE), **handed_in()}


@row("catalogue.start_upload")
def start_upload(cast: Cast) -> Arguments:
    upload = catalogue.receive_upload(file=io.BytesIO(FILE), actor=cast["own.agt"], **handed_in())
    return {"upload": upload, "clock": TODAY}


@row("catalogue.map_columns")
def map_columns(cast: Cast) -> Arguments:
    upload = catalogue.receive_upload(file=io.BytesIO(FILE), actor=cast["own.agt"], **handed_in())
    return {"upload": upload, "columns": {}, "clock": TODAY}


@row("catalogue.save_mapping")
def save_mapping(cast: Cast) -> Arguments:
    return {"kind": "listings", "name": "示范对照", "columns": {"题名": "title"}, "clock": TODAY}


@row("catalogue.forget_mapping")
def forget_mapping(cast: Cast) -> Arguments:
    said = save_mapping(cast)
    return {"mapping": catalogue.save_mapping(actor=cast["own.agt"], **said), "clock": TODAY}


def match(cast: Cast) -> Match:
    """`own` offers what somebody seeks."""
    offered, sought = published_listing(lister=cast["own.agt"]), need()
    ranked = Ranked(score=80, reasons=[{"code": "words", "words": ["打磨"]}])
    pair = Proposal(listing_id=offered.pk, need_id=sought.pk, ranked=ranked)
    propose(proposals=[pair], actor=cast["system"], clock=TODAY)
    return Match.objects.get(listing=offered)


@row("matching.accept")
def accept(cast: Cast) -> Arguments:
    return {"match": match(cast), "clock": TODAY}


@row("matching.decline")
def decline(cast: Cast) -> Arguments:
    return {"match": match(cast), "reason": "too_expensive", "note": "", "clock": TODAY}


@row("matching.ask_for_run")
def ask_for_run(cast: Cast) -> Arguments:
    return {"clock": TODAY}
