"""What a line of the log is about: the parties it concerns, its words, and where one looks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.models import Organisation, User
from marketplace.agency.models import Attribution, CustodyAgreement, Practitioner
from marketplace.catalogue.models import Listing
from marketplace.desk.models import Case, Correction, PublicNotice
from marketplace.fees.models import PaymentNotice, ScheduleComment
from marketplace.jobs.models import Job
from marketplace.messages.notes import Fen
from marketplace.rulebook.models import RuleComment, RuleVersion
from marketplace.trading.models import Certificate, Commission, Contract, Default, PriorityHolder, Registration, Sale


@dataclass(frozen=True, slots=True)
class Subject:
    """`parties`: organisations by what they are in the matter; `people`: persons likewise; `exchange`: whose matter it is."""

    parties: Mapping[str, list[Organisation]] = field(default_factory=dict)
    people: Mapping[str, list[User]] = field(default_factory=dict)
    exchange: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""


Reader = Callable[[str], Subject | None]
READERS: dict[str, Reader] = {}


def subject_of(ref: str) -> Subject | None:
    """What `sale:S-2027-000042` is about; None for what is not known, or is there no more."""
    kind, _colon, number = ref.partition(":")
    return READERS[kind](number) if kind in READERS else None


def reads(kind: str) -> Callable[[Reader], Reader]:
    def keep(reader: Reader) -> Reader:
        READERS[kind] = reader
        return reader

    return keep


def address(name: str, *args: str) -> str:
    """The address of a page by its name, or nothing while it does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@reads("organisation")
def organisation(number: str) -> Subject | None:
    found = Organisation.objects.filter(number=number).first()
    if found is None:
        return None
    data = {"name": found}
    return Subject({"own": [found]}, {}, found.home_exchange, data, address("accounts:organisation", number))


@reads("user")
def user(number: str) -> Subject | None:
    found = User.objects.filter(number=number).first()
    return Subject(people={"self": [found]}, link=address("mfa_index")) if found else None


@reads("listing")
def listing(number: str) -> Subject | None:
    found = Listing.objects.filter(number=number).select_related("lister").first()
    return _listing(found) if found else None


def _listing(found: Listing) -> Subject:
    data = {"title": found.title, "number": found.number}
    own = [] if found.unverified else [found.lister]  # an import of thousands is told by its job, once
    return Subject({"own": own}, {}, found.exchange, data, address("portal:listing", found.number))


@reads("case")
def case(number: str) -> Subject | None:
    found = Case.objects.filter(number=number).select_related("applicant", "transferee", "assignee", "listing").first()
    return _case(found) if found else None


def _case(found: Case) -> Subject:
    data: dict[str, Any] = {"title": found.title, "number": found.number, "due": found.due_at or ""}
    parties = {"own": [found.applicant], "buyer": [found.transferee] if found.transferee else []}
    people = {"assignee": [found.assignee] if found.assignee else []}
    link = address("portal:case", found.number) or address("desk:case", found.number)
    return Subject(parties, people, found.exchange, data, link or address("portal:listing", found.listing.number))


@reads("correction")
def correction(number: str) -> Subject | None:
    found = Correction.objects.filter(number=number).select_related("case__listing", "proposed_by").first()
    if found is None:
        return None
    of = _case(found.case)
    return Subject(of.parties, {**of.people, "proposer": [found.proposed_by]}, of.exchange, of.data, of.link)


@reads("sale")
def sale(number: str) -> Subject | None:
    found = (
        Sale.objects.filter(number=number)
        .select_related("listing__lister", "leading_registration__organisation")
        .first()
    )
    return _sale(found) if found else None


def _sale(found: Sale) -> Subject:
    won = found.leading_registration if found.result == "sold" else None
    registered = Registration.objects.filter(sale=found).select_related("organisation").order_by("id")
    winner = [won.organisation] if won else []
    parties = {
        "seller": [found.listing.lister],
        "buyer": winner,
        "holders": _noticed(found),
        "bidders": [one.organisation for one in registered],
        "others": [one.organisation for one in registered if one.organisation not in winner],
    }
    data: dict[str, Any] = {"title": found.listing.title, "number": found.number, "opens": found.opens_at}
    data["price"] = Fen(found.leading_fen) if found.leading_fen else "—"
    return Subject(parties, {}, found.exchange, data, address("portal:sale", found.number))


def _noticed(sale: Sale) -> list[Organisation]:
    """The holders of priority who may take part as such."""
    noticed = sale.listing.priority_holders.filter(state=PriorityHolder.State.NOTIFIED).select_related("organisation")
    return [one.organisation for one in noticed.order_by("rank", "pk") if one.organisation]


@reads("registration")
def registration(number: str) -> Subject | None:
    found = Registration.objects.filter(number=number).select_related("sale__listing__lister", "organisation").first()
    if found is None:
        return None
    data = {"title": found.sale.listing.title, "number": found.sale.number, "deposit": Fen(found.sale.deposit_fen)}
    link = address("portal:registration", found.number)
    parties = {"own": [found.organisation], "seller": [found.sale.listing.lister]}
    return Subject(parties, {}, found.sale.exchange, data, link)


@reads("contract")
def contract(number: str) -> Subject | None:
    found = Contract.objects.filter(number=number).select_related("sale").first()
    return _settling(found.sale) if found else None


def _settling(found: Sale) -> Subject:
    of = _sale(Sale.objects.select_related("listing__lister", "leading_registration__organisation").get(pk=found.pk))
    return Subject(of.parties, {}, of.exchange, of.data, address("portal:settlement", found.number))


@reads("default")
def default(number: str) -> Subject | None:
    found = Default.objects.filter(number=number).select_related("settlement__sale").first()
    return _settling(found.sale) if found else None


@reads("commission")
def commission(number: str) -> Subject | None:
    """Both sides know of it; the broker is a person of his own (R-FEE-09)."""
    found = Commission.objects.filter(number=number).select_related("sale", "attribution__practitioner__user").first()
    if found is None:
        return None
    of, broker = _settling(found.sale), found.attribution.practitioner
    data = {**of.data, "amount": Fen(found.amount_fen), "broker": broker.name, "payer": found.payer}
    parties = {**of.parties, "payer": [found.payer]}
    link = address("portal:commissions", found.sale.number)
    return Subject(parties, {"broker": [broker.user]}, of.exchange, data, link)


@reads("certificate")
def certificate(number: str) -> Subject | None:
    found = Certificate.objects.filter(number=number).select_related("sale").first()
    if found is None:
        return None
    of = _settling(found.sale)
    return Subject(of.parties, {}, of.exchange, {**of.data, "number": number}, address("portal:certificate", number))


@reads("paymentnotice")
def payment_notice(number: str) -> Subject | None:
    found = PaymentNotice.objects.filter(number=number).select_related("quote__payer").first()
    if found is None:
        return None
    data = {"number": number, "amount": Fen(found.quote.amount_fen)}
    return Subject({"own": [found.quote.payer]}, {}, found.quote.exchange, data, address("fees:notice", number))


@reads("publicnotice")
def public_notice(number: str) -> Subject | None:
    found = PublicNotice.objects.filter(number=number).first()
    if found is None:
        return None
    data = {"title": found.title, "kind": found.get_kind_display()}
    return Subject({}, {}, found.exchange, data, address("desk:notice", number))


@reads("ruleversion")
def rule_version(number: str) -> Subject | None:
    found = RuleVersion.objects.filter(number=number).first()
    return Subject(data={"number": number}, link=address("portal:rules")) if found else None


@reads("schedule")
def schedule(number: str) -> Subject | None:
    return Subject(data={"number": number}, link=address("fees:schedule", number))


@reads("schedulecomment")
def schedule_comment(number: str) -> Subject | None:
    found = ScheduleComment.objects.filter(number=number).select_related("author", "schedule").first()
    if found is None:
        return None
    named = found.schedule.number
    return Subject(people={"author": [found.author]}, data={"number": named}, link=address("fees:schedule", named))


@reads("job")
def job(number: str) -> Subject | None:
    found = Job.objects.filter(number=number).first()
    if found is None:
        return None
    owner = User.objects.filter(number=found.created_by.removeprefix("user:")).first()
    data = {"title": found.title, "number": number}
    return Subject({}, {"owner": [owner] if owner else []}, "", data, address("portal:job", number))


@reads("custodyagreement")
def custody(number: str) -> Subject | None:
    found = CustodyAgreement.objects.filter(number=number).select_related("owner", "custodian").first()
    if found is None:
        return None
    parties = {"owner": [found.owner], "custodian": [found.custodian]}
    return Subject(parties, {}, "", {"number": number, "owner": found.owner, "custodian": found.custodian})


@reads("practitioner")
def practitioner(number: str) -> Subject | None:
    found = Practitioner.objects.filter(number=number).select_related("user").first()
    if found is None:
        return None
    return Subject(people={"practitioner": [found.user]}, data={"number": number}, link=address("agency:mine"))


@reads("attribution")
def attribution(number: str) -> Subject | None:
    found = Attribution.objects.filter(number=number).select_related("practitioner__user").first()
    if found is None:
        return None
    data = {"about": found.subject.partition(":")[2], "number": number}
    data["share"] = f"{found.share_numerator}/{found.share_denominator}"
    return Subject(people={"practitioner": [found.practitioner.user]}, data=data, link=address("agency:mine"))


@reads("rulecomment")
def rule_comment(number: str) -> Subject | None:
    found = RuleComment.objects.filter(number=number).select_related("author", "version").first()
    if found is None:
        return None
    return Subject(
        people={"author": [found.author]}, data={"number": found.version.number}, link=address("portal:rules")
    )


@reads("instruction")
def instruction(number: str) -> Subject | None:
    """Of another area on the same floor: its line says to whom it is addressed."""
    return Subject(data={"number": number}, link=address("reporting:instruction", number))
