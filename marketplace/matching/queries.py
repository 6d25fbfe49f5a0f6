"""Reading matches and contacts, scoped to the actor."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.agency.models.custody import TODAY
from marketplace.agency.rules import could_be_custodian
from marketplace.catalogue.models import Listing, Need
from marketplace.matching.models import Contact, ContactMessage, Feedback, Match
from marketplace.matching.rules import under_custody

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
