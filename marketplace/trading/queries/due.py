"""Sales whose time has come, claimed for a sweep."""

from collections.abc import Callable, Collection
from itertools import chain
from typing import TypeVar

from django.db.models import DateTimeField, Func, Model, Q, QuerySet

from marketplace.catalogue.models import Listing, PriceMode
from marketplace.catalogue.queries import perhaps_unsettled, unsettled
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.trading.models import Forfeiture, Instalment, Interruption, Negotiation, Round, Sale, Settlement
from marketplace.trading.models.sale import BY_ENVELOPE
from marketplace.trading.queries.negotiations import waits_inside
from marketplace.trading.queries.priority import waits_for_holders

Row = TypeVar("Row", bound=Model)


def claim_sale_to_open(leave: Collection[int] = ()) -> Sale | None:
    """Lock the sale that should have opened longest ago, if any; those that another sweep holds are passed over."""
    due = Sale.objects.filter(state=Sale.State.ANNOUNCED, opens_at__lte=MarketNow())
    return _claim(due.order_by("opens_at"), leave)


def claim_sale_to_close(leave: Collection[int] = ()) -> Sale | None:
    """Lock the sale that should have closed longest ago, if any; those that another sweep holds are passed over."""
    over = Q(state__in=[Sale.State.ANNOUNCED, Sale.State.OPEN], ends_at__lte=MarketNow())
    return _claim(Sale.objects.filter(over).exclude(method__in=BY_ENVELOPE).order_by("ends_at"), leave)


def claim_round(leave: Collection[int] = ()) -> Round | None:
    """Lock the sale of the round of sealed prices that has waited longest for its next step, if any, and return the round."""
    due = Round.objects.filter(due_at__lte=MarketNow(), sale__state__in=[Sale.State.ANNOUNCED, Sale.State.OPEN])
    rows = due.exclude(pk__in=leave).select_related("sale__listing", "sale__rule_version").order_by("due_at", "pk")
    return _with_its_sale(rows, lambda row: row.sale_id)


def claim_sale_not_resumed(leave: Collection[int] = ()) -> Sale | None:
    """Lock the paused sale whose days to go on are over longest, if any (R-BID-17)."""
    over = Interruption.objects.filter(resumed_at__isnull=True, resume_by__lte=MarketNow()).values("sale")
    return _claim(Sale.objects.filter(state=Sale.State.PAUSED, pk__in=over).order_by("pk"), leave)


def claim_overdue_instalment(leave: Collection[int] = ()) -> Instalment | None:
    """Lock the sale of the part that has been overdue longest and was not noted, if any, and return the part."""
    due = Instalment.objects.filter(state=Instalment.State.AGREED, overdue_at=None, due_at__lte=MarketNow())
    open_ones = due.exclude(pk__in=leave).exclude(plan__contract__sale__state__in=Sale.FALLEN)
    rows = open_ones.select_related("plan__contract").order_by("due_at", "pk")
    return _with_its_sale(rows, lambda part: part.plan.contract.sale_id)


def claim_forfeiture_to_lapse(leave: Collection[int] = ()) -> Forfeiture | None:
    """Lock the sale of the proposal to forfeit a deposit that should have been decided first, if any, and return the proposal."""
    due = Forfeiture.objects.filter(state=Forfeiture.State.PROPOSED, decide_by__lte=MarketNow())
    rows = due.exclude(pk__in=leave).select_related("registration").order_by("decide_by", "pk")
    return _with_its_sale(rows, lambda one: one.registration.sale_id)


def claim_overdue_price(leave: Collection[int] = ()) -> Settlement | None:
    """Lock the sale of the price that has been overdue longest and was not noted, if any, and return the settlement."""
    due = Settlement.objects.filter(state=Settlement.State.DUE, overdue_at=None, due_at__lte=MarketNow())
    due = due.filter(sale__state=Sale.State.CONTRACTED, sale__contract__plan__isnull=True).exclude(pk__in=leave)
    return _with_its_sale(due.select_related("sale").order_by("due_at", "pk"), lambda row: row.sale_id)


def claim_negotiation_due(leave: Collection[int] = ()) -> Negotiation | None:
    """Lock the listing of the negotiation whose public notice is over, or whose listing is off the offer; return the negotiation.

    An agreement that waits for the notice inside the unit, or for a holder of priority, is passed over: nothing can be done about it
    yet (R-PRI-02, R-CON-05).
    """
    gone = Q(listing__state__in=[Listing.State.WITHDRAWN, Listing.State.SOLD], state__in=Negotiation.LIVE)
    over = Q(state=Negotiation.State.PUBLICISED, signing_from__lte=MarketNow(), listing__state=Listing.State.PUBLISHED)
    due = Negotiation.objects.filter(gone | over & Q(listing__price_mode=PriceMode.NEGOTIATED)).exclude(pk__in=leave)
    for row in due.for_pages().order_by("signing_from", "pk"):
        now = market_clock.read()
        if row.state == Negotiation.State.PUBLICISED and (waits_inside(row, now) or waits_for_holders(row, now)):
            continue
        listings = Listing.objects.filter(pk=row.listing_id)
        if listings.select_for_update(skip_locked=True, no_key=True).exists() and due.filter(pk=row.pk).exists():
            return row
    return None


def claim_silent_negotiation(leave: Collection[int] = ()) -> Negotiation | None:
    """Lock the negotiation that has been silent longest, if any (R-PRI-01)."""
    due = Negotiation.objects.filter(state=Negotiation.State.OPEN, quiet_at__lte=MarketNow()).exclude(pk__in=leave)
    return due.order_by("quiet_at", "pk").select_for_update(of=["self"], skip_locked=True, no_key=True).first()


def claim_listing_to_watch(leave: Collection[int] = ()) -> Listing | None:
    """Lock the sale of a listing against which something has come up, or with which it does not stand any more; return the listing.

    Its own row is locked after the sale's, as everywhere. One whose sale another sweep holds is passed over.
    """
    now = market_clock.read()
    running = Sale.objects.running()
    still = running.filter(state=Sale.State.PAUSED, interruptions__resumed_at=None, interruptions__resume_by__gt=now)
    held = still.filter(interruptions__cause=Interruption.Cause.SUSPENSION)
    apart = (
        Q(pk__in=running.exclude(state=Sale.State.PAUSED).values("listing"), state=Listing.State.SUSPENDED)
        | Q(pk__in=held.values("listing"), state=Listing.State.PUBLISHED)
        | Q(pk__in=running.values("listing"), state=Listing.State.WITHDRAWN)
    )
    come_up = perhaps_unsettled(now.astimezone(SHANGHAI).date())
    for found in chain(Listing.objects.filter(apart).exclude(pk__in=leave), come_up.exclude(pk__in=leave)):
        if (
            found.state == Listing.State.PUBLISHED
            and not unsettled(found, now)
            and not held.filter(listing=found).exists()
        ):
            continue
        sales = running.filter(listing=found)
        if not sales.exists() or sales.select_for_update(skip_locked=True, no_key=True).exists():
            return found
    return None


def _with_its_sale(due: QuerySet[Row], sale_of: Callable[[Row], int]) -> Row | None:
    """The first of these whose sale nobody holds, and which is still due when the sale is locked."""
    for row in due:
        sales = Sale.objects.filter(pk=sale_of(row))
        if sales.select_for_update(skip_locked=True, no_key=True).exists() and due.filter(pk=row.pk).exists():
            return row
    return None


def _claim(due: QuerySet[Sale], leave: Collection[int]) -> Sale | None:
    return due.exclude(pk__in=leave).select_for_update(skip_locked=True, no_key=True).first()


class MarketNow(Func):
    """The market's time, inside a statement (R-GEN-05)."""

    function = "market_now"
    output_field = DateTimeField()
