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


def encumbrances_of(listing: Listing, /) -> QuerySet[Encumbrance]:
    """All ever recorded on the rights of a listing, the newest first."""
    numbers = [right.number for right in listing.rights.all() if right.number]
    return Encumbrance.objects.filter(right_number__in=numbers).order_by("-recorded_at", "-pk")


def blocked(right: Right, modes: Collection[str], now: datetime, *, opens: bool = False) -> Block | None:
    """What keeps a right from being given in these modes today, or from an open licence; None if nothing does."""
    rows = Encumbrance.objects.standing(now.astimezone(SHANGHAI).date())
    rows = rows.filter(right_kind=right.kind, right_number=right.number).order_by("pk")
    standing = [Standing(row.kind, row.number, bool(row.agreement)) for row in rows]
    return block(standing, modes, opens=opens)


def encumbrance(_actor: Actor, number: str, /) -> Encumbrance:
    """One of them. Raises Http404."""
    found = Encumbrance.objects.filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到权利负担 {number}。").format(number=number[:30]))
    return found
