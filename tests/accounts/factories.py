"""Parties for the tests of every area: persons, organisations, exchanges, and the actors that act for them."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from stdnum.cn import uscc as gb32100

from accounts.actor import Actor, actor_for
from accounts.examining import Reading
from accounts.identifiers import organisation_check
from accounts.models import Authorisation, Kind, Membership, Organisation, OwnerCategory, Paper, Role, Scope, User
from accounts.models.authorisation import ACTS_WITHOUT, NEEDS_AUTHORISATION
from accounts.models.paper import papers_wanted
from marketplace.core.clock import FrozenClock, shanghai
from marketplace.files.commands import store
from marketplace.files.models import Blob, File

EARLIER = shanghai("2027-01-04T09:00:00")
OWNERS = {
    Kind.UNIVERSITY: OwnerCategory.UNIVERSITY,
    Kind.INSTITUTE: OwnerCategory.UNIVERSITY,
    Kind.PERSON: OwnerCategory.NATURAL_PERSON,
    Kind.EXCHANGE: OwnerCategory.STATE_FIRM,
}
SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
turn = count(1)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n180\n%%EOF\n"
)


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


def upload(name: str = "示范扫描件.pdf") -> SimpleUploadedFile:
    """A PDF of one page, as a browser sends it."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


def scan(by: Actor) -> File:
    """A paper that somebody has handed in, about nothing yet; its content can be read."""
    return store(upload=upload(), purpose="onboarding", actor=by, clock=FrozenClock(EARLIER))


def scans(by: Actor, kind: str = Kind.FIRM) -> dict[str, File]:
    """All the papers that an applicant of a kind hands in."""
    return {piece: scan(by) for piece in papers_wanted(kind)}


def _row_of_a_file() -> File:
    """A file of which only the row is there: nobody looks into it."""
    blob, _new = Blob.objects.get_or_create(sha256="0" * 64, size_bytes=1)
    return File.objects.create(
        blob=blob,
        uploaded_by="system:tests",
        purpose="tests",
        name="示范.pdf",
        kind="pdf",
        media_type="application/pdf",
        size_bytes=1,
        stored_at=EARLIER,
    )


def with_papers(party: Organisation) -> Organisation:
    """The party, its papers handed in."""
    person = user()
    for piece in papers_wanted(party.kind):
        Paper.objects.create(
            organisation=party, piece=piece, file=_row_of_a_file(), handed_in_by=person, handed_in_at=EARLIER
        )
    return party


def reading(party: Organisation, **changes: object) -> Reading:
    """What an officer reads from the papers of a party, if all is as it should be."""
    person = {"identity_name": party.name if party.kind == Kind.PERSON else "示范经办"}
    rest: dict[str, object] = {
        "licence_uscc": party.uscc,
        "licence_name": party.name,
        "mandate_name": "示范经办",
        "sealed": True,
    }
    return Reading(**(person | rest | changes))  # type: ignore[arg-type]


def authorise(
    person: User, party: Organisation, scopes: Iterable[str] = (Scope.ALL,), **fields: object
) -> Authorisation:
    """A mandate in force, of the widest kind unless said otherwise."""
    defaults: dict[str, object] = {
        "state": Authorisation.State.CONFIRMED,
        "valid_from": date(2020, 1, 1),
        "valid_to": date(2099, 12, 31),
        "paper": _row_of_a_file(),
        "submitted_by": person,
        "submitted_at": EARLIER,
        "decided_by": person,
        "decided_at": EARLIER,
        "confirmed_by": "SW",
    }
    return Authorisation.objects.create(user=person, organisation=party, scopes=list(scopes), **(defaults | fields))


def join(person: User, party: Organisation, roles: Iterable[str], *, authorised: bool = True) -> None:
    """A member in these roles, with the mandate that they need unless not `authorised`."""
    given = set(roles)
    for role in sorted(given):
        Membership.objects.create(user=person, organisation=party, role=role, started_at=EARLIER)
    needs = given & NEEDS_AUTHORISATION and Role.ADMIN not in given and party.kind not in ACTS_WITHOUT
    if authorised and needs:
        authorise(person, party)


def actor(
    organisation: Organisation | None = None,
    roles: Iterable[str] = (Role.ADMIN, Role.AGENT),
    *,
    user: User | None = None,
    authorised: bool = True,
) -> Actor:
    """A person (a new one unless given) who acts in `roles` for an organisation (a verified firm unless given)."""
    person = user or new_user()
    party = organisation or verified()
    join(person, party, roles, authorised=authorised)
    return actor_for(person, party)


new_user = user  # the argument `user` of `actor` hides the function


def officer(code: str = "SW", *, user: User | None = None) -> Actor:
    """An officer of that exchange; a new person at each call."""
    return actor(exchange(code), [Role.OFFICER], user=user)


def reviewer(code: str = "SW", *, user: User | None = None) -> Actor:
    """A reviewer of that exchange; a new person at each call."""
    return actor(exchange(code), [Role.REVIEWER], user=user)
