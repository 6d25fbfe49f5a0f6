"""The checklist of a case: each line with its paper, its tick and whether it is met."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.audit import commands as audit
from marketplace.catalogue.gaps import gaps_of
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import capabilities_needed, consents_missing
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.desk.checklists import Line, lines
from marketplace.desk.models import Case, Check, Verdict
from marketplace.desk.queries.limits import rules_of
from marketplace.files.queries import files_of
from marketplace.rulebook.queries import require_capability


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it stands in one case; `met` counts for the stage to end."""

    line: Line
    tick: Check | None
    papers: Sequence[str]  # numbers of the files that were handed in for it
    met: bool
    reason: str = ""  # why a line that the system judges is not met

    @property
    def is_automatic(self) -> bool:
        return bool(self.line.auto)


def traits_of(listing: Listing) -> frozenset[str]:
    found = set()
    if listing.buyer_conditions.strip():
        found.add("buyer_conditions")
    if listing.ownerships.count() > 1:
        found.add("co_owned")
    return frozenset(found)


def lines_of(listing: Listing, stage: str) -> list[Line]:
    """The lines that a listing meets in a stage."""
    traits = traits_of(listing)
    return [
        one for one in lines() if one.stage == stage and one.applies(listing.owner_category, listing.price_mode, traits)
    ]


def checklist(case: Case, stage: str, now: datetime) -> list[Item]:
    """Every line of a stage with what fulfils it, in the order of the data file."""
    ticks = {tick.code: tick for tick in case.checks.select_related("checked_by")}
    papers = papers_of(case)
    return [
        _item(case, one, ticks.get(one.code), papers.get(one.paper, ()), now) for one in lines_of(case.listing, stage)
    ]


def _item(case: Case, one: Line, tick: Check | None, papers: Sequence[str], now: datetime) -> Item:
    if one.auto:
        reason = AUTOMATIC[one.auto](case, now)
        return Item(one, tick, papers, met=not reason, reason=reason)
    return Item(one, tick, papers, met=tick is not None and tick.verdict != Verdict.MISSING)


def unmet(case: Case, stage: str, now: datetime) -> list[Item]:
    """What a stage still lacks; empty if it may end."""
    return [item for item in checklist(case, stage, now) if not item.met]


def papers_of(case: Case) -> Mapping[str, Sequence[str]]:
    """Numbers of the files handed in for a case, by purpose."""
    found: dict[str, list[str]] = {}
    for file in files_of(audit.ref(case)):
        found.setdefault(file.purpose, []).append(file.number)
    return found


def _identity(case: Case, now: datetime) -> str:
    return "" if case.applicant.is_verified else case.applicant.get_state_display()


def _disclosure(case: Case, now: datetime) -> str:
    gaps = gaps_of(case.listing, rules_of(case, now))
    return "；".join(str(message) for messages in gaps.values() for message in messages)


def _venue(case: Case, now: datetime) -> str:
    """R-LST-11: the venue displays, and trades state assets of this level if it is one; says who else may."""
    try:
        for code in capabilities_needed(case.listing):
            require_capability(case.exchange, code, now)
    except Refused as lacking:
        return str(lacking.message)
    return ""


def _secrecy(case: Case, now: datetime) -> str:
    listing = case.listing
    day = listing.secrecy_reviewed_date
    declared = listing.secrecy_reviewer and day is not None and day <= now.astimezone(SHANGHAI).date()
    return "" if declared else "R-SEC-07"


def _consents(case: Case, now: datetime) -> str:
    return "、".join(owner.holder for owner in consents_missing(case.listing))


AUTOMATIC: Mapping[str, Callable[[Case, datetime], str]] = {
    "identity": _identity,
    "disclosure": _disclosure,
    "venue": _venue,
    "secrecy": _secrecy,
    "consents": _consents,
}
