"""Parties for the tests of every area: persons, organisations, exchanges, and the actors that act for them."""

from collections.abc import Iterable
from itertools import count

from stdnum.cn import uscc as gb32100

from accounts.actor import Actor, actor_for
from accounts.identifiers import organisation_check
from accounts.models import Kind, Membership, Organisation, OwnerCategory, Role, User
from marketplace.core.clock import shanghai

EARLIER = shanghai("2027-01-04T09:00:00")
OWNERS = {
    Kind.UNIVERSITY: OwnerCategory.UNIVERSITY,
    Kind.INSTITUTE: OwnerCategory.UNIVERSITY,
    Kind.PERSON: OwnerCategory.NATURAL_PERSON,
    Kind.EXCHANGE: OwnerCategory.STATE_FIRM,
}
SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
turn = count(1)


def uscc(region: str = "510100", *, department: str = "91") -> str:
    """A new valid unified social credit code: organisation code by GB 11714, the whole by GB 32100-2015."""
    rest, serial = next(turn), ""
    for _place in range(6):
        rest, digit = divmod(rest, len(SYMBOLS))
        serial = SYMBOLS[digit] + serial
    body = f"{department}{region}MA{serial}{organisation_check(f'MA{serial}')}"
    return body + gb32100.calc_check_digit(body)


def user(name: str = "", *, email: str = "", password: str | None = None, **fields: object) -> User:
    """A person who can sign in, by `password` if one is given."""
    n = next(turn)
    return User.objects.create_user(
        email or f"person{n}@test.example", password, **{"name": name or f"示范人员{n}", **fields}
    )


def organisation(kind: str = Kind.FIRM, **fields: object) -> Organisation:
    """A party that waits for its verification."""
    n = next(turn)
    defaults: dict[str, object] = {
        "name": f"示范单位{n}",
        "uscc": "" if kind == Kind.PERSON else uscc(),
        "owner_category": OWNERS.get(kind, OwnerCategory.PRIVATE),
        "submitted_at": EARLIER,
    }
    return Organisation.objects.create(kind=kind, **(defaults | fields))


def verified(kind: str = Kind.FIRM, *, by: str = "SW", **fields: object) -> Organisation:
    """A party that may act."""
    state = {"state": Organisation.State.VERIFIED, "verified_by": by, "verified_at": EARLIER}
    return organisation(kind, **(state | fields))


def exchange(code: str = "SW") -> Organisation:
    """The exchange of that code: the one that stands, else a new one."""
    found = Organisation.objects.filter(exchange_code=code).first()
    return found or verified(Kind.EXCHANGE, by=code, exchange_code=code, home_exchange=code, name=f"演示交易所 {code}")


def join(person: User, party: Organisation, roles: Iterable[str]) -> None:
    for role in roles:
        Membership.objects.create(user=person, organisation=party, role=role, started_at=EARLIER)


def actor(
    organisation: Organisation | None = None,
    roles: Iterable[str] = (Role.ADMIN, Role.AGENT),
    *,
    user: User | None = None,
) -> Actor:
    """A person (a new one unless given) who acts in `roles` for an organisation (a verified firm unless given)."""
    person = user or new_user()
    party = organisation or verified()
    join(person, party, roles)
    return actor_for(person, party)


new_user = user  # the argument `user` of `actor` hides the function


def officer(code: str = "SW", *, user: User | None = None) -> Actor:
    """An officer of that exchange; a new person at each call."""
    return actor(exchange(code), [Role.OFFICER], user=user)


def reviewer(code: str = "SW", *, user: User | None = None) -> Actor:
    """A reviewer of that exchange; a new person at each call."""
    return actor(exchange(code), [Role.REVIEWER], user=user)
