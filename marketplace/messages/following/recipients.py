"""Who is told: persons, found from the parties of a subject and from the payload of a line."""

from collections.abc import Callable, Iterator

from accounts.models import Kind, Membership, Organisation, Role, User
from marketplace.audit.following import Line
from marketplace.desk.models import PublicNotice
from marketplace.desk.queries.notices import subscribers_of
from marketplace.messages.following.subjects import Subject
from marketplace.trading.models import Bid

Told = tuple[User, Organisation | None]
Finder = Callable[[Line, Subject], Iterator[Told]]
ACTING = (Role.ADMIN, Role.AGENT)
PAYING = (Role.ADMIN, Role.FINANCE)


def members(parties: list[Organisation], roles: tuple[Role, ...]) -> Iterator[Told]:
    """The persons who hold one of the roles in one of the organisations, each once."""
    rows = Membership.objects.filter(organisation__in=parties, role__in=roles, ended_at__isnull=True)
    seen = set()
    for row in rows.select_related("user", "organisation").order_by("id"):
        if row.user_id not in seen:
            seen.add(row.user_id)
            yield row.user, row.organisation


def party(name: str, roles: tuple[Role, ...] = ACTING) -> Finder:
    """Those who act for a party of the subject."""
    return lambda line, subject: members(list(subject.parties.get(name, [])), roles)


def paying(name: str) -> Finder:
    return party(name, PAYING)


def person(name: str) -> Finder:
    """A person of the subject himself."""
    return lambda line, subject: ((user, None) for user in subject.people.get(name, []))


def in_payload(name: str) -> Finder:
    """The person whose number the payload holds."""

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        number = str((line.payload or {}).get(name) or "").removeprefix("user:")
        yield from ((user, None) for user in User.objects.filter(number=number))

    return find


def everyone_in_payload(name: str) -> Finder:
    """The persons whose numbers the payload lists."""

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        numbers = [str(number) for number in (line.payload or {}).get(name) or []]
        yield from ((user, None) for user in User.objects.filter(number__in=numbers).order_by("pk"))

    return find


def party_in_payload(name: str, roles: tuple[Role, ...] = ACTING) -> Finder:
    """Those who act for the organisation whose number the payload holds."""

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        number = str((line.payload or {}).get(name) or "").removeprefix("organisation:")
        yield from members(list(Organisation.objects.filter(number=number)), roles)

    return find


def parties_in_payload(name: str, roles: tuple[Role, ...] = ACTING) -> Finder:
    """Those who act for the organisations whose numbers the payload lists."""

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        numbers = [str(number) for number in (line.payload or {}).get(name) or []]
        yield from members(list(Organisation.objects.filter(number__in=numbers).order_by("pk")), roles)

    return find


def exchanges_in_payload(name: str) -> Finder:
    """Officers and reviewers of the exchanges whose codes the payload lists."""

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        codes = [str(code) for code in (line.payload or {}).get(name) or []]
        parties = Organisation.objects.filter(exchange_code__in=codes).exclude(exchange_code="")
        yield from members(list(parties), (Role.OFFICER, Role.REVIEWER))

    return find


def supervisors(line: Line, subject: Subject) -> Iterator[Told]:
    """Those who supervise the market."""
    yield from members(list(Organisation.objects.filter(kind=Kind.SUPERVISOR)), (Role.SUPERVISOR,))


def any_officers(line: Line, subject: Subject) -> Iterator[Told]:
    """What any exchange may take up: the officers of the one that is named, and of all four where none is."""
    exchanges = Organisation.objects.exclude(exchange_code="")
    if subject.exchange:
        exchanges = exchanges.filter(exchange_code=subject.exchange)
    yield from members(list(exchanges), (Role.OFFICER,))


def applied_for(find: Finder) -> Finder:
    """Only where the line tells of an application, not of a draft."""
    return lambda line, subject: iter(()) if (line.payload or {}).get("state") == "draft" else find(line, subject)


def staff(*roles: Role) -> Finder:
    """The staff of the exchange whose matter it is."""
    found = roles or (Role.OFFICER,)

    def find(line: Line, subject: Subject) -> Iterator[Told]:
        exchange = subject.exchange or str((line.payload or {}).get("exchange", ""))
        if exchange:
            yield from members(list(Organisation.objects.filter(exchange_code=exchange)), found)

    return find


def all_exchanges(line: Line, subject: Subject) -> Iterator[Told]:
    """The reviewers of all four: rules and schedules are theirs to adopt."""
    yield from members(list(Organisation.objects.exclude(exchange_code="")), (Role.REVIEWER,))


def readers(line: Line, subject: Subject) -> Iterator[Told]:
    """The addressee of a document alone; of one without, the parties of its matter."""
    addressee = str((line.payload or {}).get("addressee") or "")
    if addressee:
        yield from members(list(Organisation.objects.filter(number=addressee)), ACTING)
        return
    for name in ("own", "buyer"):
        yield from party(name)(line, subject)


def screening_staff(line: Line, subject: Subject) -> Iterator[Told]:
    """The officers of the venue, where a party declared a foreign link (R-SEC-08)."""
    if (line.payload or {}).get("foreign_link") != "none":
        yield from staff(Role.OFFICER)(line, subject)


def negotiated(find: Finder) -> Finder:
    """Only where the line tells of a lot at an agreed price."""
    return lambda line, subject: find(line, subject) if (line.payload or {}).get("negotiated") else iter(())


def of_bidding(find: Finder) -> Finder:
    """Only where the line tells of any other lot."""
    return lambda line, subject: iter(()) if (line.payload or {}).get("negotiated") else find(line, subject)


def asked_for_opinion(line: Line, subject: Subject) -> Iterator[Told]:
    """The seller, where a bidder states how it meets the conditions; who it is the message does not know (R-BID-05)."""
    if (line.payload or {}).get("applying"):
        yield from party("seller")(line, subject)


def subscribers(line: Line, subject: Subject) -> Iterator[Told]:
    """Whoever asked to be told of such a public notice."""
    notice = PublicNotice.objects.filter(number=line.number).first()
    numbers = [one.user for one in subscribers_of(notice)] if notice else []
    yield from ((user, None) for user in User.objects.filter(number__in=numbers).order_by("pk"))


def overtaken(line: Line, subject: Subject) -> Iterator[Told]:
    """Who led before the present leader, if it is somebody else."""
    bids = Bid.objects.filter(sale__number=line.number, accepted=True).select_related("registration__organisation")
    last = list(bids.order_by("-price_fen")[:2])
    if len(last) == 2 and last[0].registration_id != last[1].registration_id:
        yield from members([last[1].registration.organisation], ACTING)
