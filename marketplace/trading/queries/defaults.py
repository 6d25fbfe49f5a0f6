"""Defaults and what is given back, for whom they concern."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.trading.defaulting import Purpose
from marketplace.trading.models import Default, Sale, Unwinding
from marketplace.trading.rules import is_staff_of, side_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the use of a deposit: what it took, what was left after it; `held` is not paid out yet."""

    use: str  # fees, costs, shortfall, rest, held
    taken_fen: int
    left_fen: int


def defaults_for(actor: Actor) -> QuerySet[Default]:
    """Those of one's own deals, on either side; for staff those at their exchange."""
    rows = Default.objects.select_related(
        "settlement__sale__listing__lister",
        "settlement__sale__leading_registration__organisation",
        "organisation",
        "second_sale",
    )
    if is_exchange_staff(actor):
        return rows.filter(settlement__sale__exchange=actor.exchange)
    if actor.organisation is None:
        return rows.none()
    own = Q(organisation=actor.organisation) | Q(settlement__sale__listing__lister=actor.organisation)
    return rows.filter(own)


def default(actor: Actor, number: str) -> Default:
    """One of them by its number. Raises Http404."""
    found = defaults_for(actor).filter(number=number).first()
    if found is None or not _concerns(actor, found.sale):
        raise Http404(_("没有找到编号为 {number} 的违约认定。").format(number=number[:20]))
    return found


def default_of(actor: Actor, sale: Sale) -> Default | None:
    """The last one of a sale, for both sides and the venue."""
    if not _concerns(actor, sale):
        return None
    rows = Default.objects.filter(settlement__sale=sale).select_related(
        "organisation", "second_sale", "settlement__sale"
    )
    return rows.order_by("pk").last()


def unwindings_of(actor: Actor, sale: Sale) -> QuerySet[Unwinding]:
    """What was proposed to be given back: all for the venue, for each side what concerns its own money."""
    rows = Unwinding.objects.filter(settlement__sale=sale).order_by("pk")
    if is_staff_of(actor, sale):
        return rows
    side = side_of(actor, sale)
    own = [f"refund_{side}", "lift_default"] if side == "buyer" else [f"refund_{side}"]
    return rows.filter(kind__in=own) if side else rows.none()


def unwinding(actor: Actor, number: str) -> Unwinding:
    """One by its number. Raises Http404."""
    found = Unwinding.objects.filter(number=number).select_related("settlement__sale__listing__lister").first()
    if found is None or not unwindings_of(actor, found.settlement.sale).filter(pk=found.pk).exists():
        raise Http404(_("没有找到编号为 {number} 的退还事项。").format(number=number[:20]))
    return found


def steps_of(default: Default) -> list[Step]:
    """The use of the deposit as a waterfall, in the order of R-SET-05; before the conclusion the rest is held."""
    fees, costs = default.fees_taken_fen, default.costs_taken_fen
    left = default.deposit_fen - fees - costs
    steps = [Step("fees", fees, default.deposit_fen - fees), Step("costs", costs, left)]
    if default.state != Default.State.CONCLUDED:
        return [*steps, Step("held", left, 0)]
    shortfall = min(default.shortfall_fen or 0, left)
    return [*steps, Step(Purpose.SHORTFALL, shortfall, left - shortfall), Step("rest", left - shortfall, 0)]


def _concerns(actor: Actor, sale: Sale) -> bool:
    return is_staff_of(actor, sale) or side_of(actor, sale) != ""
