"""Reads of the outbox, scoped to the reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership, Organisation, User
from accounts.rules import is_signed_in
from marketplace.core.errors import require
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Channel, Delivery, Message, Mode, Profile
from marketplace.messages.rules import may_tend
from marketplace.messages.topics import CHANNELS, USUAL, Topic, allowed
from marketplace.messages.wishes import Wishes, wishes_of

State = Delivery.State


def unread(user: User) -> int:
    """How many messages a person has not read: one count over an index of unread ones alone."""
    return Message.objects.filter(user=user, shown=True, read_at__isnull=True).count()


def messages_for(actor: Actor, *, topic: str = "", only_unread: bool = False) -> QuerySet[Message]:
    """The person's own messages, whichever organisation they are for."""
    require(is_signed_in, actor)
    rows = Message.objects.filter(user=actor.user, shown=True).select_related("organisation")
    if topic:
        rows = rows.filter(kind__in=[code for code, kind in KINDS.items() if kind.topic == topic])
    return rows.filter(read_at__isnull=True) if only_unread else rows


def message(actor: Actor, number: str) -> Message:
    """One's own message by its number. Raises Http404."""
    found = messages_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的消息。").format(number=number[:20]))
    return found


LONGEST = 300


def told_about(
    actor: Actor, subjects: Iterable[str], *, parties: Iterable[Organisation], exchange: str
) -> list[Message]:
    """What was told of some things, newest first: what the actor and the organisation acted for were told; and, for staff who
    handle the matter (`parties` and `exchange` say whose), what these parties and their colleagues were told.

    Who was outbid is told to nobody else (R-BID-05). At most 300, with their deliveries.
    """
    require(is_signed_in, actor)
    seen = Q(user=actor.user)
    if actor.organisation is not None:
        seen |= Q(organisation=actor.organisation)
    whole = Q(organisation__in=list(parties))
    if exchange:
        colleagues = Membership.objects.filter(organisation__exchange_code=exchange, ended_at__isnull=True)
        whole |= Q(organisation__exchange_code=exchange) | Q(organisation=None, user__in=colleagues.values("user"))
    hidden = [code for code, kind in KINDS.items() if kind.topic == Topic.OVERTAKEN]
    rows = Message.objects.filter(seen | (whole & ~Q(kind__in=hidden)), subject__in=list(subjects), secret_until=None)
    found = rows.select_related("user", "organisation").prefetch_related(
        Prefetch("deliveries", Delivery.objects.order_by("id"))
    )
    return list(found.order_by("-id")[:LONGEST])


def troubles(actor: Actor) -> QuerySet[Delivery]:
    """What was given up or is in doubt, for those who tend it; nothing of what it says is shown."""
    require(may_tend, actor)
    rows = Delivery.objects.filter(state__in=[State.DOUBTFUL, State.GIVEN_UP])
    return rows.select_related("message__user", "message__organisation")


def trouble(actor: Actor, number: str) -> Delivery:
    """One of them by its number. Raises Http404."""
    found = troubles(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到待处理的发送 {number}，可能已由同事处理。").format(number=number[:20]))
    return found


def landed(*, channel: str = "", text: str = "") -> QuerySet[Delivery]:
    """Everything that went out or will, for the visible outbox of a sandbox; the caller has asked whether this is one."""
    rows = Delivery.objects.exclude(channel=Channel.IN_APP).select_related("message__user", "message__organisation")
    if channel:
        rows = rows.filter(channel=channel)
    return rows.filter(address__icontains=text) | rows.filter(message__title__icontains=text) if text else rows


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic on one way: what is chosen, among what."""

    name: str
    channel: str
    label: str
    mode: str
    among: list[tuple[str, str]]

    @property
    def fixed(self) -> bool:
        return len(self.among) == 1


@dataclass(frozen=True, slots=True)
class TopicRow:
    topic: str
    label: str
    about: str
    mandatory: bool
    cells: list[Cell]


def profile_of(actor: Actor) -> Profile:
    require(is_signed_in, actor)
    return Profile.objects.filter(user=actor.user).first() or Profile(user=actor.user)


def preferences(actor: Actor) -> list[TopicRow]:
    """What the person is told by which ways, topic by topic."""
    require(is_signed_in, actor)
    if actor.user is None:
        raise PermissionDenied
    wishes = wishes_of([actor.user])[actor.user.pk]
    staff = may_tend(actor)
    return [
        _row(topic, wishes)
        for topic, usual in USUAL.items()
        if usual.listed and (staff or topic not in (Topic.QUEUE, Topic.OPERATION))
    ]


def _row(topic: str, wishes: Wishes) -> TopicRow:
    usual = USUAL[topic]
    cells = [
        Cell(
            name=f"{topic}.{channel}",
            channel=channel,
            label=str(Channel(channel).label),
            mode=wishes.mode(topic, channel),
            among=[(mode, str(Mode(mode).label)) for mode in allowed(topic, channel)],
        )
        for channel in CHANNELS
    ]
    return TopicRow(str(topic), str(Topic(topic).label), str(usual.about), usual.mandatory, cells)
