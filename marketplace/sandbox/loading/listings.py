"""Twelve listings by hand, from draft to publication, the road every listing takes."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from accounts.models import Role
from marketplace.catalogue import commands
from marketplace.catalogue.drafts import ListingDraft, OwnerDraft, RightDraft
from marketplace.catalogue.queries import consents_missing
from marketplace.core.clock import Clock
from marketplace.core.money import parse_yuan
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

PLAIN = (
    *("exchange", "title", "title_en", "abstract", "abstract_en", "keywords", "applications", "advantages", "evidence"),
    *("maturity", "trl", "technology_field", "industry_codes", "ipc_codes", "transfer_modes", "price_mode"),
    *("owner_category", "encumbrances", "defects", "payment_terms", "decision_basis", "secrecy_reviewer", "inventors"),
)


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    """Drafted from the 56th to the 52nd day before today, on offer two weeks later: their disclosure is over by now."""
    found = rows("listings")
    for place, row in enumerate(found):
        for first, last, do in (
            (-56, -52, _draft),
            (-51, -50, _submit),
            (-49, -47, _accept),
            (-46, -45, _consent),
            (-44, -42, _publish),
        ):
            yield Act(timeline.between(first, last, place, len(found)), partial(do, world, row))


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


def _draft(world: World, row: Row, clock: Clock) -> None:
    numbers = {key: organisation.number for key, organisation in world.organisations.items()}
    agent = world.actor(row["organisation"], Role.AGENT)
    world.listings[row["key"]] = commands.draft_listing(draft=draft_of(row, numbers), actor=agent, clock=clock)


def _submit(world: World, row: Row, clock: Clock) -> None:
    agent = world.actor(row["organisation"], Role.AGENT)
    commands.submit_listing(listing=world.listings[row["key"]], actor=agent, clock=clock)


def _accept(world: World, row: Row, clock: Clock) -> None:
    officer = world.staff(row["exchange"], Role.OFFICER)
    commands.accept_listing(listing=world.listings[row["key"]], actor=officer, clock=clock)


def _consent(world: World, row: Row, clock: Clock) -> None:
    """Co-owners on the market consent by themselves, the others on paper, which the officer has seen."""
    listing = world.listings[row["key"]]
    keys = {organisation.pk: key for key, organisation in world.organisations.items()}
    for owner in consents_missing(listing):
        if owner.organisation_id:
            agent = world.actor(keys[owner.organisation_id], Role.AGENT)
            commands.consent_to_listing(listing=listing, actor=agent, clock=clock)
        else:
            officer = world.staff(row["exchange"], Role.OFFICER)
            commands.record_consent(
                ownership=owner, evidence="共有权利人书面同意书（示范）", actor=officer, clock=clock
            )


def _publish(world: World, row: Row, clock: Clock) -> None:
    officer = world.staff(row["exchange"], Role.OFFICER)
    commands.publish_listing(listing=world.listings[row["key"]], actor=officer, clock=clock)
