"""Twelve listings by hand, from draft to publication, the road every listing takes."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from accounts.models import Role
from marketplace.catalogue import commands
from marketplace.catalogue.drafts import ListingDraft, OwnerDraft, RightDraft
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import consents_missing
from marketplace.core.clock import Clock
from marketplace.core.money import parse_yuan
from marketplace.desk.models import Case
from marketplace.sandbox.loading.casework import Casework
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

PLAIN = (
    *("exchange", "title", "title_en", "abstract", "abstract_en", "keywords", "applications", "advantages", "evidence"),
    *("maturity", "trl", "technology_field", "industry_codes", "ipc_codes", "transfer_modes", "price_mode"),
    *("owner_category", "state_level", "encumbrances", "defects", "payment_terms", "decision_basis"),
    *("secrecy_reviewer", "inventors", "buyer_conditions", "buyer_conditions_basis"),
)


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    """Drafted from the 56th to the 52nd day before today, on offer two weeks later: their disclosure is over by now."""
    found = rows("listings")
    for place, row in enumerate(found):
        way = OnOffer(world, row)
        for first, last, do in (
            (-56, -52, way.draft),
            (-51, -50, way.apply),
            (-49, -48, way.accept),
            (-47, -46, way.examine),
            (-46, -45, way.consent),
            (-44, -42, way.publish),
        ):
            yield Act(timeline.between(first, last, place, len(found)), do)


class OnOffer:
    """A listing on its way through the desk of its exchange to the market."""

    listing: Listing
    case: Case

    def __init__(self, world: World, row: Row) -> None:
        self.world, self.row = world, row
        self.work = Casework(world, row["organisation"], row["exchange"])

    def draft(self, clock: Clock) -> None:
        numbers = {key: organisation.number for key, organisation in self.world.organisations.items()}
        draft = draft_of(self.row, numbers)
        self.listing = commands.draft_listing(draft=draft, actor=self.work.applicant, clock=clock)
        self.world.listings[self.row["key"]] = self.listing

    def apply(self, clock: Clock) -> None:
        self.case = self.work.apply(self.listing, clock)

    def accept(self, clock: Clock) -> None:
        self.work.accept(self.case, clock)

    def examine(self, clock: Clock) -> None:
        self.work.examine(self.case, clock)

    def consent(self, clock: Clock) -> None:
        """Co-owners on the market consent by themselves, the others on paper, which the officer has seen."""
        keys = {organisation.pk: key for key, organisation in self.world.organisations.items()}
        for owner in consents_missing(self.listing):
            if owner.organisation_id:
                agent = self.world.actor(keys[owner.organisation_id], Role.AGENT)
                commands.consent_to_listing(listing=self.listing, actor=agent, clock=clock)
            else:
                evidence = "共有权利人书面同意书（示范）"
                commands.record_consent(ownership=owner, evidence=evidence, actor=self.work.officer, clock=clock)

    def publish(self, clock: Clock) -> None:
        self.work.publish(self.case, clock)


def draft_of(row: Row, numbers: dict[str, str]) -> ListingDraft:
    """A line of `listings.jsonl` as the draft its owner writes; `numbers` are those of the organisations, by key."""
    price = row.get("asking_price")
    return ListingDraft(
        **{name: row[name] for name in PLAIN if name in row},
        asking_price_fen=parse_yuan(price) if price else None,
        secrecy_reviewed_date=date.fromisoformat(row["secrecy_reviewed_date"]),
        rights=[RightDraft(**_right(right)) for right in row["rights"]],
        owners=[_owner(owner, numbers) for owner in row["owners"]],
    )


def _right(right: Row) -> dict[str, Any]:
    said = {name: value for name, value in right.items() if value is not None}
    if "filing_date" in said:
        said["filing_date"] = date.fromisoformat(said["filing_date"])
    return said


def _owner(owner: Row, numbers: dict[str, str]) -> OwnerDraft:
    number = numbers[owner["organisation"]] if "organisation" in owner else ""
    return OwnerDraft(organisation=number, name=owner.get("name", ""), share=Fraction(owner["share"]))
