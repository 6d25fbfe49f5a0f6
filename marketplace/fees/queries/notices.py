"""What parties were asked to pay."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.core.errors import require
from marketplace.fees.breakdowns import write_breakdown, write_way
from marketplace.fees.models import Invoice, PaymentNotice, Quote
from marketplace.fees.occasions import Occasion, way_of
from marketplace.fees.pricing import explain
from marketplace.fees.queries.comparing import phase_at
from marketplace.ledger.rules import is_staff_of


def notices_for(actor: Actor, /) -> QuerySet[PaymentNotice]:
    """The notices that the actor may see: those to the own organisation, and all of the exchange for which it handles money.

    Raises Forbidden for strangers.
    """
    require(is_signed_in, actor)
    if actor.organisation is None:
        return PaymentNotice.objects.none()
    visible = Q(quote__payer=actor.organisation)
    if is_staff_of(actor, actor.exchange):
        visible |= Q(quote__exchange=actor.exchange)
    found = PaymentNotice.objects.filter(visible).select_related("quote__schedule", "quote__payer", "transfer")
    return found.prefetch_related(Prefetch("invoices", Invoice.objects.order_by("id")))


def notice_for(actor: Actor, /, number: str) -> PaymentNotice:
    """One of them by its number. Raises Http404."""
    found = notices_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到付款通知 {number}。").format(number=number[:30]))
    return found


def replays(quote: Quote) -> bool:
    """Whether a quote comes out the same when it is worked out again from its schedule, its price and its occasion."""
    kept = quote.occasion
    if not kept:  # of the time before occasions
        return _is_plain(quote)
    occasion = Occasion.read(kept)
    way = way_of(quote.schedule, quote.side, occasion, phase_at(occasion.exchange, occasion.day))
    before_fen, after_fen = quote.received_before_fen, quote.breakdown["price_fen"]
    again = (way.increment(before_fen, after_fen), write_way(way, before_fen, after_fen))
    return again == (quote.amount_fen, quote.breakdown)


def _is_plain(quote: Quote) -> bool:
    again = explain(quote.price_fen, quote.schedule.tariff(quote.side))
    return (quote.amount_fen, quote.breakdown) == (again.charge_fen, write_breakdown(again))
