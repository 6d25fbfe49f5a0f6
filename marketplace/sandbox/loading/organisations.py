"""The four exchanges, then thirty organisations: registered by their administrators, verified by their exchange, staffed."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from accounts.actor import Actor, system_actor
from accounts.commands import add_member, open_exchange, register_organisation, sign_up, verify_organisation
from accounts.models import Role, User
from marketplace.core.clock import Clock
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
        admin=_user(world, admin, clock),
        actor=OPERATOR,
        clock=clock,
    )
    world.admit(row["key"], admin["email"], Role.ADMIN)
    _staff(world, row["key"], people, clock)


def _register(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    admin = _admin(people)
    user = _user(world, admin, clock)
    world.organisations[row["key"]] = register_organisation(
        actor=Actor(user=user),
        clock=clock,
        **{name: row[name] for name in SAID if name in row},
        home_exchange=row["home_exchange"],
        intro=row["intro"],
        contact_name=admin["name"],
        contact_email=admin["email"],
    )
    world.admit(row["key"], admin["email"], Role.ADMIN)


def _verify(world: World, row: Row, people: list[Row], clock: Clock) -> None:
    officer = world.staff(row["home_exchange"], Role.OFFICER)
    verify_organisation(organisation=world.organisations[row["key"]], actor=officer, clock=clock)
    _staff(world, row["key"], people, clock)


def _staff(world: World, key: str, people: list[Row], clock: Clock) -> None:
    admin = world.actor(key, Role.ADMIN)
    for person in people:
        if person["role"] == Role.ADMIN:
            continue
        user = _user(world, person, clock)
        add_member(organisation=world.organisations[key], user=user, role=person["role"], actor=admin, clock=clock)
        world.admit(key, person["email"], person["role"])


def _user(world: World, person: Row, clock: Clock) -> User:
    """The person, signed up when first needed. Nobody has a password: the sandbox signs in by one click."""
    email = person["email"]
    if email not in world.users:
        user = User(email=email, name=person["name"], joined_at=clock.read())
        user.set_unusable_password()
        world.users[email] = sign_up(user=user)
    return world.users[email]


def _admin(people: list[Row]) -> Row:
    return next(person for person in people if person["role"] == Role.ADMIN)
