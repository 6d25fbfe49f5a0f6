"""Reading matches and contacts, scoped to the actor."""

from collections.abc import Collection

from django.db.models import DateTimeField, Exists, Func, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, Role
from marketplace.agency.models.custody import TODAY
from marketplace.agency.rules import CUSTODY_ROLES, could_be_custodian
from marketplace.catalogue.models import Listing, Need
from marketplace.matching.models import Contact, ContactMessage, Feedback, Match, Silence
from marketplace.matching.rules import under_custody

MARKET_NOW = Func(function="market_now", output_field=DateTimeField())
SHOWN = 100  # messages of a contact
LATE = Q(contact__next_due_date__isnull=False, contact__next_due_date__lt=TODAY)  # the day of the next step is over


def matches_of(actor: Actor) -> QuerySet[Match]:
    """The matches on which the actor's organisation stands on either side, or negotiates for the supplier under custody; nobody else sees one."""
    if actor.organisation is None:
        return Match.objects.none()
    ours = Q(listing__lister=actor.organisation) | Q(need__organisation=actor.organisation)
    rows = Match.objects.select_related("listing__lister", "need__organisation", "contact").annotate(late=LATE)
    if not could_be_custodian(actor):
        return rows.filter(ours)
    entrusted = Exists(under_custody(actor).filter(owner=OuterRef("listing__lister")))
    return rows.annotate(under_custody=entrusted).filter(ours | Q(under_custody=True))


def entrusted(actor: Actor) -> Q:
    """The matches for whose supplier the actor's organisation negotiates under custody, as a condition."""
    return Q(listing__lister__in=under_custody(actor).values("owner"))


def contact_of(actor: Actor, number: str, /) -> Contact:
    """The contact of a match (M-…) of the actor's own organisation, with its outcomes. Raises Http404."""
    rows = Contact.objects.filter(match__in=matches_of(actor).filter(number=number).values("pk"))
    rows = rows.select_related("match__listing__lister", "match__need__organisation", "rule_version")
    found = rows.prefetch_related(Prefetch("match__feedback", Feedback.objects.order_by("at", "pk"))).first()
    if found is None:
        raise Http404(_("没有找到匹配 {number} 的对接。").format(number=number[:20]))
    return found


def messages_of(contact: Contact, /) -> list[ContactMessage]:
    """The newest hundred messages with their files, oldest first; whoever shows them has asked who reads."""
    newest = contact.messages.select_related("sent_by").prefetch_related("files").order_by("-pk")[:SHOWN]
    return list(reversed(newest))


def matches_concluded_by(*, client: Organisation, supplier: Organisation, paper: Listing | Need) -> list[Match]:
    """The matches that a contract of two organisations on a listing or a need concludes: where they had connected, else the best one."""
    of = Match.objects.filter(listing__lister=supplier, need__organisation=client)
    of = of.filter(listing=paper) if isinstance(paper, Listing) else of.filter(need=paper)
    connected = list(of.filter(state=Match.State.CONNECTED).order_by("pk"))
    return connected or list(of.order_by("-score", "pk")[:1])


def silences_for(actor: Actor) -> QuerySet[Silence]:
    """The silent contacts that the actor's organisation may attend to, running ones and those that are over; those of its own papers never."""
    rows = Silence.objects.select_related(
        "contact__match__listing__lister", "contact__match__need__organisation", "taken_by"
    ).prefetch_related(Prefetch("contact__match__feedback", Feedback.objects.order_by("at", "pk")))
    if not could_be_custodian(actor) or not actor.has(*CUSTODY_ROLES):
        return rows.none()
    mine = Q(contact__match__listing__lister__in=under_custody(actor).values("owner"))
    if actor.exchange and actor.has(Role.OFFICER):
        mine |= Q(contact__match__listing__exchange=actor.exchange) | Q(contact__match__need__exchange=actor.exchange)
    own = Q(contact__match__listing__lister=actor.organisation) | Q(
        contact__match__need__organisation=actor.organisation
    )
    return rows.filter(mine).exclude(own)


def silence_for(actor: Actor, number: str, /) -> Silence:
    """One of them. Raises Http404."""
    found = silences_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到沉默的对接 {number}。").format(number=number[:20]))
    return found


def claim_silent_contact(leave: Collection[int] = ()) -> Contact | None:
    """Lock the contact that has been silent longest, if any; those that another sweep holds are passed over."""
    due = Contact.objects.filter(quiet_at__lte=MARKET_NOW).exclude(pk__in=leave)
    return due.select_for_update(skip_locked=True, no_key=True).order_by("quiet_at", "pk").first()
