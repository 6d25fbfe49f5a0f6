"""What stands on rights. Public: whoever buys or licenses has to know (R-LST-04)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.blocking import Block, Standing, block
from marketplace.catalogue.models import Encumbrance, Listing, Right
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused


def encumbrances_of(listing: Listing, /) -> QuerySet[Encumbrance]:
    """All ever recorded on the rights of a listing, the newest first."""
    numbers = [right.number for right in listing.rights.all() if right.number]
    return Encumbrance.objects.filter(right_number__in=numbers).order_by("-recorded_at", "-pk")


def blocked(right: Right, modes: Collection[str], now: datetime, *, opens: bool = False) -> Block | None:
    """What keeps a right from being given in these modes today, or from an open licence; None if nothing does."""
    day = now.astimezone(SHANGHAI).date()
    rows = Encumbrance.objects.standing(day)
    rows = rows.filter(right_kind=right.kind, right_number=right.number).order_by("pk")
    standing = [Standing(row.kind, row.number, bool(row.agreement)) for row in rows]
    if right.has_lapsed(day):
        standing.insert(0, Standing("lapsed", right.number))
    return block(standing, modes, opens=opens)


def lot_blocked(listing: Listing, now: datetime) -> Block | None:
    """What keeps any right of a listing from being given as the listing offers it; None if nothing does."""
    found = (blocked(right, listing.transfer_modes, now) for right in listing.rights.exclude(number=""))
    return next((one for one in found if one), None)


def refuse_lot_blocked(listing: Listing, now: datetime) -> None:
    """Raises Refused while something stands on a right that excludes what the listing offers (R-LST-04, R-CON-09, R-CON-10)."""
    if found := lot_blocked(listing, now):
        raise Refused(str(found.message).format(number=found.number), rule=found.rule, code=found.code)


def encumbrance(_actor: Actor, number: str, /) -> Encumbrance:
    """One of them. Raises Http404."""
    found = Encumbrance.objects.filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到权利负担 {number}。").format(number=number[:30]))
    return found
