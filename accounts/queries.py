"""Reads of accounts, always scoped to an actor; what is out of scope is not found."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ActingToken, Kind, Membership, Organisation, User
from accounts.rules import is_exchange_staff, is_signed_in, may_find_persons, may_see_file
from marketplace.core.errors import Invalid, require

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
    """One of them by its number. Raises Http404."""
    return _found(organisations(actor).filter(number=number).first(), _("没有找到编号为 {number} 的单位。"), number)


def named(
    parties: QuerySet[Organisation], *, state: str = "", kind: str = "", name: str = ""
) -> QuerySet[Organisation]:
    """Those in a state, of a kind, with a part of the Chinese or English name."""
    if state:
        parties = parties.filter(state=state)
    if kind:
        parties = parties.filter(kind=kind)
    return parties.filter(Q(name__icontains=name) | Q(name_en__icontains=name)) if name else parties


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
    return _found(row, _("没有找到该成员或角色：{number}。"), user_number)


def tokens(actor: Actor) -> QuerySet[ActingToken]:
    """The person's own tokens."""
    require(is_signed_in, actor)
    return _tokens().filter(token__user=actor.user)


def token(actor: Actor, number: str) -> ActingToken:
    """One of one's own, or one that acts for the organisation one administers. Raises Http404."""
    require(is_signed_in, actor)
    scope = Q(token__user=actor.user) | Q(organisation=actor.organisation)
    return _found(_tokens().filter(scope, number=number).first(), _("没有找到令牌 {number}。"), number)


def person(actor: Actor, party: Organisation, email: str) -> User:
    """The active person who signs in by an e-mail, to be added to an organisation. Raises Invalid for a stranger."""
    require(may_find_persons, actor, party)
    found = User.objects.filter(email=email, is_active=True).first()
    if found is None:
        raise Invalid(fields={"email": [_("没有用该邮箱注册的用户：请对方先注册，再添加。")]})
    return found


def demo_person(email: str) -> User:
    """A person of the demo by his e-mail. Raises Http404."""
    return _found(User.objects.filter(email=email).first(), _("没有这位演示人员：{number}。"), email[:60])


def _tokens() -> QuerySet[ActingToken]:
    return ActingToken.objects.select_related("token__user", "organisation")


def _found(row: T | None, words: str, number: str) -> T:
    if row is None:
        raise Http404(words.format(number=number))
    return row
