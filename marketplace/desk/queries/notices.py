"""Public notices: everybody reads them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower, StrIndex
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI
from marketplace.desk.models import NoticeKind, NoticeSubscription, PublicNotice
from marketplace.desk.models.notice import NoticeQuerySet

# The tabs of the board: kinds that belong together stand together.
TABS: Mapping[str, frozenset[NoticeKind]] = {
    "": frozenset(NoticeKind),
    "publicity": frozenset({NoticeKind.PUBLICITY}),
    "listing": frozenset({NoticeKind.LISTING}),
    "sale": frozenset({NoticeKind.SALE}),
    "call": frozenset({NoticeKind.CALL}),
    "result": frozenset({NoticeKind.RESULT}),
    "erratum": frozenset({NoticeKind.ERRATUM}),
    "change": frozenset({NoticeKind.CHANGE}),
    "halt": frozenset({NoticeKind.SUSPENSION, NoticeKind.RESUMPTION, NoticeKind.TERMINATION}),
    "rules": frozenset({NoticeKind.RULES}),
}


def notices(
    *, kind: str = "", exchange: str = "", since: date | None = None, until: date | None = None, text: str = ""
) -> NoticeQuerySet:
    """Notices narrowed by what is not empty; `kind` is a kind or a tab of the board, the days are those of posting."""
    found = PublicNotice.objects.all()
    if kind:
        found = found.filter(kind__in=sorted(TABS[kind]) if kind in TABS else [kind])
    if exchange:
        found = found.filter(exchange=exchange)
    if since:
        found = found.filter(posted_at__gte=midnight(since))
    if until and until < date.max:
        found = found.filter(posted_at__lt=midnight(until + timedelta(days=1)))
    return found.filter(containing(text)) if text.strip() else found


def containing(text: str) -> Q:
    """A number of the notice or of its project exactly, else words in the title."""
    said = text.strip()
    exact = said.upper()
    return Q(number=exact) | Q(project_number=exact) | Q(title__icontains=said)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def notice(number: str) -> PublicNotice:
    """One notice with what it corrects and what corrects it. Raises Http404."""
    found = PublicNotice.objects.with_corrections().filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的公告。").format(number=number[:20]))
    return found


def notices_of(*subjects: str) -> QuerySet[PublicNotice]:
    """The notices about things (`listing:L-2027-000042`), the oldest first."""
    return PublicNotice.objects.filter(subject__in=subjects).order_by("id")


class Subscriber(NamedTuple):
    """Who is to be told: a user's public number, by which subscription, and the token that ends it."""

    user: str
    subscription: str
    token: str


def subscribers_of(notice: PublicNotice) -> list[Subscriber]:
    """The people whose subscriptions fit a notice, each person once, by his oldest subscription that fits."""
    fits = (
        NoticeSubscription.objects.filter(kind__in=["", notice.kind], exchange__in=["", notice.exchange])
        .annotate(found=StrIndex(Lower(Value(notice.title)), Lower("keyword")))
        .filter(Q(keyword="") | Q(found__gt=0), user__is_active=True)
        .order_by("id")
    )
    told: dict[str, Subscriber] = {}
    for user, number, token in fits.values_list("user__number", "number", "token"):
        told.setdefault(user, Subscriber(user, number, token))
    return list(told.values())


def subscriptions_of(actor: Actor) -> QuerySet[NoticeSubscription]:
    """The actor's own subscriptions, the newest first; none for a stranger."""
    if actor.user is None:
        return NoticeSubscription.objects.none()
    return NoticeSubscription.objects.filter(user=actor.user).order_by("-id")


def subscription(actor: Actor, number: str) -> NoticeSubscription:
    """One of the actor's own subscriptions. Raises Http404 for anybody else's."""
    found = subscriptions_of(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到这条订阅，可能已经取消。"))
    return found
