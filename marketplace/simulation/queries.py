"""Simulations for whom may see them, the schedules that may be tried, and the fees that were asked for."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.fees.models import PaymentNotice, Quote, Schedule, Service
from marketplace.simulation.models import Simulation
from marketplace.simulation.rules import may_simulate
from marketplace.simulation.weighing import Deal

PAGE = 5_000


def simulations(actor: Actor, /) -> QuerySet[Simulation]:
    """Those of the exchange for which the actor works, newest first."""
    if not may_simulate(actor):
        return Simulation.objects.none()
    found = Simulation.objects.filter(exchange=actor.exchange)
    return found.select_related("schedule", "job", "file", "created_by").defer("result", "faults").order_by("-id")


def simulation(actor: Actor, /, number: str) -> Simulation:
    """One of them. Raises Http404."""
    found = simulations(actor).defer(None).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到测算 {number}。").format(number=number[:20]))
    return found


def candidates(actor: Actor, /) -> QuerySet[Schedule]:
    """The schedules that the actor may try: every published one, and the drafts of the unified structure and of the own exchange."""
    ours = Q(exchange__in=["", actor.exchange])
    known = Schedule.objects.filter(Q(published_at__isnull=False) | Q(state__in=Schedule.CHARGED) | ours)
    tried = known.exclude(state=Schedule.State.DISCARDED).order_by("exchange", "code", "-version")
    return tried if may_simulate(actor) else Schedule.objects.none()


def candidate(actor: Actor, /, number: str) -> Schedule | None:
    """The schedule that the log names so (`E1.2`), if the actor may try it."""
    code, _point, version = number.rpartition(".")
    if not (version.isascii() and version.isdigit() and len(version) <= 5):
        return None
    return candidates(actor).filter(code=code, version=int(version)).first()


def quoted(simulation: Simulation, after: int, known: frozenset[str]) -> Iterator[tuple[int, Deal]]:
    """The fees that venues asked for until the simulation was begun, as deals, each with its key; from beyond `after` on.

    Of what their payers qualify by only what is `known` to the schedules counts.
    """
    asked = quotes_to_replay().filter(pk__lte=simulation.last_quote).order_by("pk")
    names = ("pk", "exchange", "side", "price_fen", "received_before_fen", "occasion", "payer__number")
    while rows := list(asked.filter(pk__gt=after).values_list(*names)[:PAGE]):
        for key, venue, side, price_fen, received_fen, occasion, payer in rows:
            criteria = known.intersection(occasion.get("criteria", ()))
            yield key, Deal(venue, side, price_fen, received_fen, occasion.get("method", ""), payer, criteria)
        after = rows[-1][0]


def quotes_to_replay() -> QuerySet[Quote]:
    """Fees of deals that a venue asked for, each yuan of a price once; services beside a deal have prices of their own (R-FEE-06).

    Of a price that comes in parts the parts count, not the whole, which a part begins within; what was taken back was asked for in error.
    """
    beside = Q(occasion__has_key="service") & ~Q(occasion__service=Service.TRADING)
    taken_back = Q(notice__state=PaymentNotice.State.WITHDRAWN)
    later = Quote.objects.filter(subject=OuterRef("subject"), side=OuterRef("side"), received_before_fen__gt=0)
    whole_of_parts = Q(received_before_fen=0) & Exists(later.filter(received_before_fen__lt=OuterRef("price_fen")))
    return Quote.objects.exclude(exchange="").exclude(beside).exclude(taken_back).exclude(whole_of_parts)
