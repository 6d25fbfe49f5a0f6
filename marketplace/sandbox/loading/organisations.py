"""The four exchanges, then thirty organisations: registered by their administrators with their papers, verified by their
exchange, staffed by invitation, their agents authorised."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from accounts.actor import Actor, system_actor
from accounts.commands import (
    accept_invitation,
    confirm_authorisation,
    invite_member,
    open_exchange,
    register_organisation,
    sign_up,
    submit_authorisation,
    verify_organisation,
)
from accounts.examining import Reading
from accounts.models import Role, Scope, User
from accounts.models.authorisation import ACTS_WITHOUT, NEEDS_AUTHORISATION
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.sandbox.loading import papers
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

OPERATOR = system_actor("sandbox.load")
SAID = ("kind", "name", "name_en", "uscc", "region_code", "address", "industry_code", "scale", "owner_category")


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    """Exchanges 90 days ago; the others registered from the 88th to the 80th day, verified and staffed the day after."""
    people = defaultdict(list)
    for person in rows("people"):
        people[person["organisation"]].append(person)
    known = rows("organisations")
    exchanges = [row for row in known if row["kind"] == "exchange"]
    others = [row for row in known if row["kind"] != "exchange"]
    for place, row in enumerate(exchanges):
        opened = timeline.at(-90, f"09:{place * 10:02d}:00")
        yield Act(opened, partial(_open, world, row, people[row["key"]]))
    for place, row in enumerate(others):
        yield Act(timeline.between(-88, -80, place, len(others)), partial(_register, world, row, people[row["key"]]))
        yield Act(timeline.between(-79, -74, place, len(others)), partial(_verify, world, row, people[row["key"]]))


def _open(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    admin = _admin(people)
    world.organisations[row["key"]] = open_exchange(
        code=row["exchange_code"],
        name=row["name"],
        name_en=row["name_en"],
        uscc=row["uscc"],
        region_code=row["region_code"],
        admin=user_of(world, admin, clock),
        actor=OPERATOR,
        clock=clock,
    )
    world.admit(row["key"], admin["email"], Role.ADMIN)
    _staff(world, row, people, clock)


def _register(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    admin = _admin(people)
    actor = Actor(user=user_of(world, admin, clock))
    world.organisations[row["key"]] = register_organisation(
        actor=actor,
        clock=clock,
        papers=papers.papers_of(row, admin, actor, clock),
        **{name: row[name] for name in SAID if name in row},
        home_exchange=row["home_exchange"],
        intro=row["intro"],
        contact_name=admin["name"],
        contact_email=admin["email"],
    )
    world.admit(row["key"], admin["email"], Role.ADMIN)


def _verify(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    name = _admin(people)["name"]
    reading = Reading(
        identity_name=name, licence_uscc=row["uscc"], licence_name=row["name"], mandate_name=name, sealed=True
    )
    officer = world.staff(row["home_exchange"], Role.OFFICER)
    verify_organisation(organisation=world.organisations[row["key"]], reading=reading, actor=officer, clock=clock)
    _staff(world, row, people, clock)


def _staff(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    for person in people:
        if person["role"] == Role.ADMIN:
            continue
        user = user_of(world, person, clock)
        invitation = invite_member(
            organisation=world.organisations[row["key"]],
            email=user.email,
            role=person["role"],
            actor=world.actor(row["key"], Role.ADMIN),
            clock=clock,
        )
        accept_invitation(invitation=invitation, actor=Actor(user=user), clock=clock)
        world.admit(row["key"], person["email"], person["role"])
        if person["role"] in NEEDS_AUTHORISATION and row["kind"] not in ACTS_WITHOUT:
            _authorise(world, row, person, clock)


def _authorise(world: World, row: Row, person: Row, clock: Clock) -> None:
    """Everything for an agent, money for finance, for two years; a few people have a limit or run out soon (people.jsonl)."""
    admin, today = world.actor(row["key"], Role.ADMIN), clock.read().astimezone(SHANGHAI).date()
    scope = Scope.PAY if person["role"] == Role.FINANCE else Scope.ALL
    mandate = submit_authorisation(
        organisation=world.organisations[row["key"]],
        user=world.users[person["email"]],
        scopes=[scope],
        limit_fen=person.get("limit_fen"),
        valid_from=today,
        valid_to=today + timedelta(days=person.get("authorised_days", 730)),
        paper=papers.mandate(row, person, str(scope.label), admin, clock),
        actor=admin,
        clock=clock,
    )
    officer = world.staff(row["home_exchange"], Role.OFFICER)
    confirm_authorisation(authorisation=mandate, actor=officer, clock=clock)


def user_of(world: World, person: Row, clock: Clock) -> User:
    """The person, signed up when first needed. Nobody has a password: the sandbox signs in by one click."""
    email = person["email"]
    if email not in world.users:
        user = User(email=email, name=person["name"], joined_at=clock.read())
        user.set_unusable_password()
        world.users[email] = sign_up(user=user)
    return world.users[email]


def _admin(people: list[Row]) -> Row:
    return next(person for person in people if person["role"] == Role.ADMIN)
