"""An organisation or a natural person enters the market with its papers, and waits for one exchange to verify it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Required, TypedDict, Unpack

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.papers import keep_papers, refuse_if_lacking
from accounts.identifiers import normalise_email, normalise_uscc
from accounts.limits import Matter, due_at
from accounts.models import Kind, Membership, Organisation, OwnerCategory, Role, User
from accounts.models.paper import papers_wanted
from accounts.rules import is_signed_in, may_resubmit
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate
from marketplace.files.models import File

Papers = Mapping[str, File]  # by piece (`models.Piece`), stored by the actor before


class Contact(TypedDict, total=False):
    """Where the party is reached; seen by its members and by exchange staff only."""

    address: str
    region_code: str
    contact_name: str
    contact_email: str
    contact_phone: str


class Corrections(Contact, total=False):
    """What an organisation says of itself and may correct after a return."""

    name: str
    name_en: str
    uscc: str
    owner_category: str
    home_exchange: str
    industry_code: str
    scale: str
    intro: str


class Particulars(Corrections, total=False):
    """What an organisation says of itself when it registers."""

    kind: Required[str]


@atomic
def register_organisation(
    *, actor: Actor, clock: Clock, papers: Papers | None = None, **particulars: Unpack[Particulars]
) -> Organisation:
    """Register an organisation with the actor as its first administrator: pending with all its papers, a draft until then.

    Raises Invalid field by field; exchanges are opened by the operator and persons register themselves. A code that is
    registered already is refused: who stands behind it may file a claim.
    """
    now = clock.read()
    require(is_signed_in, actor)
    if particulars["kind"] in (Kind.EXCHANGE, Kind.PERSON):
        raise Invalid(fields={"kind": [_("交易机构由运营方设立，自然人请按“自然人登记”办理；请选择其他类型。")]})
    return _register(Organisation(**tidy(particulars), submitted_at=now), [Role.ADMIN], papers or {}, actor, now)


@atomic
def register_person(
    *, actor: Actor, clock: Clock, papers: Papers | None = None, name: str = "", **contact: Unpack[Contact]
) -> Organisation:
    """Register the signed-in person as a party of his own: owner, inventor, priority bidder or broker.

    Pending with the identity document, the one paper of a person; a draft until it is there.

    `name` is the legal name, else that of the sign-in. Raises Refused if the person is a party already.
    """
    now = clock.read()
    require(is_signed_in, actor)
    assert actor.user is not None
    lock(actor.user)
    mine = Membership.objects.filter(user=actor.user, organisation__kind=Kind.PERSON, ended_at__isnull=True)
    if mine.exists():
        raise Refused(_("您已登记为自然人，无需重复登记。"), code="person_registered")
    party = Organisation(
        kind=Kind.PERSON,
        name=name or actor.user.name,
        owner_category=OwnerCategory.NATURAL_PERSON,
        submitted_at=now,
        **tidy(contact),
    )
    return _register(party, [Role.ADMIN, Role.AGENT], papers or {}, actor, now)


@atomic
def submit_organisation(*, organisation: Organisation, actor: Actor, clock: Clock) -> None:
    """Hand a draft to the exchanges. Raises Invalid, piece by piece, for papers that are not there yet."""
    lock(organisation)
    now = clock.read()
    require(may_resubmit, actor, organisation)
    refuse_if_lacking(organisation)
    organisation.move("submit", submitted_at=now, **fresh_limit(now))
    audit.record(
        "accounts.organisation_submitted",
        subject=organisation,
        actor=actor,
        private=organisation.kind == Kind.PERSON,
        home_exchange=organisation.home_exchange,
    )


@atomic
def resubmit_organisation(
    *, organisation: Organisation, actor: Actor, clock: Clock, **corrections: Unpack[Corrections]
) -> None:
    """Send a returned registration again, corrected.

    Raises Invalid field by field and for each piece that was returned and not replaced, Refused unless it was returned.
    """
    lock(organisation)
    now = clock.read()
    require(may_resubmit, actor, organisation)
    changes = tidy(corrections)
    for name, value in changes.items():
        setattr(organisation, name, value)
    validate(organisation)
    if organisation.can("resubmit"):
        refuse_if_lacking(organisation)
    organisation.move("resubmit", submitted_at=now, return_pieces=[], **fresh_limit(now), **changes)
    audit.record("accounts.organisation_resubmitted", subject=organisation, actor=actor, changed=sorted(changes))


def _register(
    organisation: Organisation, roles: list[Role], papers: Papers, actor: Actor, now: datetime
) -> Organisation:
    assert actor.user is not None
    whole = all(piece in papers for piece in papers_wanted(organisation.kind))
    organisation.state = Organisation.State.PENDING if whole else Organisation.State.DRAFT
    organisation.due_at = due_at(Matter.APPLICATION, now) if whole else None
    validate(organisation, exclude=["number"])
    try:
        organisation.save(force_insert=True)
    except IntegrityError as error:
        # Somebody else registered it between the check and the insertion.
        raise Refused(_("该单位已登记，请刷新后重试。"), code="organisation_registered") from error
    admit(actor.user, organisation, roles, now)
    keep_papers(organisation, papers, actor, now)
    audit.record(
        "accounts.organisation_registered",
        subject=organisation,
        actor=actor,
        private=organisation.kind == Kind.PERSON,
        kind=organisation.kind,
        home_exchange=organisation.home_exchange,
        state=organisation.state,
    )
    return organisation


def fresh_limit(now: datetime) -> dict[str, datetime | None]:
    """The exchange has its whole time again from now on (R-DSK-07)."""
    return {"due_at": due_at(Matter.APPLICATION, now), "overdue_at": None}


def admit(user: User, organisation: Organisation, roles: list[Role], now: datetime) -> None:
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role, started_at=now) for role in roles
    )


def tidy(particulars: Corrections | Contact) -> dict[str, str]:
    """Values as they are stored: no spaces around them, the code and the address normalised."""
    values = {name: str(value).strip() for name, value in particulars.items()}
    for name, normalise in (("uscc", normalise_uscc), ("contact_email", normalise_email)):
        if values.get(name):
            values[name] = normalise(values[name])
    return values
