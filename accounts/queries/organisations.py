"""Reads of accounts, always scoped to an actor; what is out of scope is not found."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.identifiers import normalise_uscc
from accounts.models import ActingToken, Kind, Membership, NameChange, Organisation, User
from accounts.rules import is_exchange_staff, is_signed_in, may_see_file
from marketplace.core.errors import require

T = TypeVar("T")


def directory() -> QuerySet[Organisation]:
    """The public list: organisations that may act; natural persons are not listed."""
    return Organisation.objects.filter(state=Organisation.State.VERIFIED).exclude(kind=Kind.PERSON)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """What the actor may know of: the directory, his own, and all for exchange staff of any of the four."""
    if is_exchange_staff(actor):
        return Organisation.objects.all()
    if actor.user is None:
        return directory()
    own = Membership.objects.filter(user=actor.user, ended_at__isnull=True).values("organisation")
    return Organisation.objects.filter(Q(pk__in=directory().values("pk")) | Q(pk__in=own))


def organisation(actor: Actor, number: str) -> Organisation:
    """One of them by its number, or one that was absorbed: old papers name it. Raises Http404."""
    absorbed = Q(state=Organisation.State.ABSORBED) & ~Q(kind=Kind.PERSON)
    scope = Q(pk__in=organisations(actor).values("pk")) | absorbed
    row = Organisation.objects.filter(scope, number=number).select_related("successor").first()
    return found(row, _("没有找到编号为 {number} 的单位。"), number)


def is_registered(uscc: str) -> bool:
    """Whether an organisation has this code, so that a second registration is offered a claim instead."""
    return bool(uscc) and Organisation.objects.filter(uscc=normalise_uscc(uscc)).exists()


def named(
    parties: QuerySet[Organisation], *, state: str = "", kind: str = "", name: str = ""
) -> QuerySet[Organisation]:
    """Those in a state, of a kind, with a part of the Chinese or English name, the present one or a former one, or with this
    number or unified social credit code."""
    if state:
        parties = parties.filter(state=state)
    if kind:
        parties = parties.filter(kind=kind)
    if not name:
        return parties
    former = NameChange.objects.filter(state=NameChange.State.CONFIRMED).filter(
        Q(old_name__icontains=name) | Q(old_name_en__icontains=name)
    )
    return parties.filter(
        Q(name__icontains=name)
        | Q(name_en__icontains=name)
        | Q(pk__in=former.values("organisation"))
        | Q(number__iexact=name.strip())
        | Q(uscc=normalise_uscc(name))
    )


def former_names(party: Organisation) -> QuerySet[NameChange]:
    """What it was called before, the latest first, each with the instant until which it was."""
    return party.name_changes.filter(state=NameChange.State.CONFIRMED).order_by("-decided_at")


def waiting(actor: Actor) -> QuerySet[Organisation]:
    """What waits for verification, wherever it registered: any of the four exchanges may take it."""
    require(is_exchange_staff, actor)
    return Organisation.objects.filter(state=Organisation.State.PENDING)


def memberships(user: User | None) -> QuerySet[Membership]:
    """The person's present roles, the oldest first: one acts for the first unless one chooses."""
    rows = Membership.objects.filter(user=user, ended_at__isnull=True)
    return rows.select_related("organisation").order_by("id")


def members(actor: Actor, party: Organisation) -> QuerySet[Membership]:
    """Who belongs to an organisation; seen by its members and by exchange staff."""
    require(may_see_file, actor, party)
    return Membership.objects.filter(organisation=party, ended_at__isnull=True).select_related("user", "organisation")


def membership(actor: Actor, party: Organisation, user_number: str, role: str) -> Membership:
    """One person's one role. Raises Http404."""
    row = members(actor, party).filter(user__number=user_number, role=role).first()
    return found(row, _("没有找到该成员或角色：{number}。"), user_number)


def person_of(actor: Actor, party: Organisation, user_number: str) -> User:
    """A present member by his number. Raises Http404."""
    row = members(actor, party).filter(user__number=user_number).first()
    return found(row, _("没有找到该成员或角色：{number}。"), user_number).user


def tokens(actor: Actor) -> QuerySet[ActingToken]:
    """The person's own tokens."""
    require(is_signed_in, actor)
    return _tokens().filter(token__user=actor.user)


def token(actor: Actor, number: str) -> ActingToken:
    """One of one's own, or one that acts for the organisation one administers. Raises Http404."""
    require(is_signed_in, actor)
    scope = Q(token__user=actor.user) | Q(organisation=actor.organisation)
    return found(_tokens().filter(scope, number=number).first(), _("没有找到令牌 {number}。"), number)


def demo_person(email: str) -> User:
    """A person of the demo by his e-mail. Raises Http404."""
    return found(User.objects.filter(email=email).first(), _("没有这位演示人员：{number}。"), email[:60])


def _tokens() -> QuerySet[ActingToken]:
    return ActingToken.objects.select_related("token__user", "organisation")


def found(row: T | None, words: str, number: str) -> T:
    """The row, or Http404 in `words` about the number that was asked for."""
    if row is None:
        raise Http404(words.format(number=number[:60]))
    return row
