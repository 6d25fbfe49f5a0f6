"""What has come up against a listing since its venue put it on offer, and what keeps it from coming back (R-LST-04, R-LST-06, R-CON-10)."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.catalogue.blocking import EXCLUSIVE, Block
from marketplace.catalogue.models import (
    Encumbrance,
    EncumbranceKind,
    Listing,
    Objection,
    PriceMode,
    Right,
    RightStatus,
    TransferMode,
)
from marketplace.catalogue.queries.decisions import decision_of, notice_of
from marketplace.catalogue.queries.encumbrances import encumbrances_of, lot_blocked
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused

RECORDED = gettext_lazy("挂牌之后登记了权利负担：{kind}（{number}），须先向公众披露")
OBJECTED = gettext_lazy("单位内公示有异议待处理，处理完毕之前不继续交易。")


def unsettled(listing: Listing, now: datetime) -> Block | None:
    """Why a listing cannot stay on offer as it was disclosed, the gravest first; None while nothing has come up.

    An open licence is the lister's own offer beside the listing and suspends nothing.
    """
    return lot_blocked(listing, now) or _recorded_since(listing, now) or _objected(listing)


def _recorded_since(listing: Listing, now: datetime) -> Block | None:
    day, known = now.astimezone(SHANGHAI).date(), listing.rights_checked_at or listing.published_at
    rows = Encumbrance.objects.standing(day).exclude(kind=EncumbranceKind.OPEN_LICENCE)
    found = rows.filter(pk__in=encumbrances_of(listing), recorded_at__gt=known).first() if known else None
    if found is None:
        return None
    return Block(
        found.number,
        "encumbered_since",
        "R-LST-04",
        RECORDED.format(kind=found.get_kind_display(), number=found.number),
    )


def _objected(listing: Listing) -> Block | None:
    """An objection to the notice inside of a lot that is sold by bidding; of a negotiated one it stops the signing (R-PRI-04)."""
    if listing.price_mode != PriceMode.BIDDING or not waits_for_objection(listing):
        return None
    return Block(listing.number, "objection_waits", "R-PRI-04", OBJECTED)


def waits_for_objection(listing: Listing) -> bool:
    """Whether an objection to the notice inside that counts is not decided yet."""
    decision = decision_of(listing)
    notice = notice_of(decision) if decision else None
    return notice is not None and notice.objections.filter(outcome=Objection.Outcome.WAITING).exists()


def refuse_objected(listing: Listing) -> None:
    """Raises Refused while an objection waits."""
    if _objected(listing):
        raise Refused(_("单位内公示有异议待处理，处理完毕之前不得恢复。"), rule="R-PRI-04", code="objection_waits")


def perhaps_unsettled(day: date) -> QuerySet[Listing]:
    """Listings on offer of which `unsettled` has to be asked: none, where nothing has come up."""
    of_right = Encumbrance.objects.standing(day).exclude(kind=EncumbranceKind.OPEN_LICENCE)
    of_right = of_right.filter(right_kind=OuterRef("kind"), right_number=OuterRef("number"))
    bars = Q(kind=EncumbranceKind.DISPUTE) | Q(kind=EncumbranceKind.PLEDGE, agreement="")
    since = Q(recorded_at__gt=OuterRef("listing__rights_checked_at"))
    licensed = Exists(of_right.filter(kind__in=EXCLUSIVE))
    over = Q(term_ends_date__lt=day) | Q(status__in=[RightStatus.LAPSED, RightStatus.INVALIDATED])
    overlaps = Q(licensed, listing__transfer_modes__overlap=[*EXCLUSIVE, TransferMode.ORDINARY_LICENCE])
    rights = Right.objects.filter(over | overlaps | Exists(of_right.filter(bars | since)), live=True).exclude(number="")
    waiting = Objection.objects.filter(outcome=Objection.Outcome.WAITING).values("notice__decision__listing")
    inside = Q(pk__in=waiting, price_mode=PriceMode.BIDDING)
    return Listing.objects.filter(Q(pk__in=rights.values("listing")) | inside).filter(
        state=Listing.State.PUBLISHED, unverified=False
    )
