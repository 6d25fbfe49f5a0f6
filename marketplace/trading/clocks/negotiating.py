"""Limits of negotiations: offers that stand for a while, and the public notice of what was agreed (R-PRI-03)."""

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.rulebook.time_limits import NOBODY, Page, TimeLimit
from marketplace.trading.clocks.deals import of
from marketplace.trading.models import Negotiation, Offer
from marketplace.trading.models.negotiation import Side, State

NEGOTIATION = Page("portal:negotiation")
SWEEP = "trading.end_due_negotiations"


def publicised() -> QuerySet[Negotiation]:
    return Negotiation.objects.filter(state=State.PUBLICISED, signing_from__isnull=False)


def offered(side: str) -> QuerySet[Offer]:
    """The last offer of a negotiation that is open, where that side made it."""
    later = Offer.objects.filter(negotiation=OuterRef("negotiation"), position__gt=OuterRef("position"))
    return Offer.objects.filter(~Exists(later), side=side, negotiation__state=State.OPEN)


def answering(side: str, bound: str, other: str) -> TimeLimit:
    return TimeLimit(
        code=f"answer_offer_{side}",
        rule="R-PRI-02",
        label=_("答复对方的报价"),
        kept="trading.Offer.expires_at",
        rows=partial(offered, {"seller": Side.BUYER, "buyer": Side.SELLER}[side]),
        number="negotiation__number",
        page=NEGOTIATION,
        title=of("negotiation__listing", "title", "title_en"),
        bound=f"negotiation__{bound}",
        concerned=(f"negotiation__{other}",),
        venue="negotiation__exchange",
        missed=_("报价失效；可另行报价"),
        opens_for=NOBODY,
        sweep=SWEEP,
        reminds="",
    )


LIMITS = (
    answering("seller", "listing__lister", "buyer"),
    answering("buyer", "buyer", "listing__lister"),
    TimeLimit(
        code="public_notice",
        rule="R-PRI-03",
        label=_("协议定价公示期"),
        kept="trading.Negotiation.signing_from",
        rows=publicised,
        number="number",
        page=NEGOTIATION,
        title=of("listing", "title", "title_en"),
        concerned=("listing__lister", "buyer"),
        venue="exchange",
        missed=_("公示期满无异议：成交，可签署合同"),
        opens_for=NOBODY,
        told_by="trading.negotiation_concluded",
        sweep=SWEEP,
        reminds="",
        passive=True,
    ),
)
