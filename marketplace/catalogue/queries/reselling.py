"""How soon a right may be sold again (R-LST-10)."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing, Right
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.rulebook.queries import deadline


def resold_from(listing: Listing) -> datetime | None:
    """From when the rights of an accepted listing may be on offer again: after the trading days since the last of their sales was settled,

    at whichever exchange. None where none was sold before.
    """
    here = Right.objects.filter(listing=listing, kind=OuterRef("kind"), number=OuterRef("number"))
    rights = Right.objects.filter(Exists(here)).exclude(number="").exclude(listing=listing)
    sold = Listing.objects.filter(pk__in=rights.values("listing"), state=Listing.State.SOLD)
    last = sold.order_by("-ended_at").values_list("ended_at", flat=True).first()
    if last is None or listing.rule_version is None:
        return None
    return deadline(last, working_days=int(listing.rule_version.value("R-LST-10", "resale_trading_days"))).at


def refuse_early_resale(listing: Listing, now: datetime) -> None:
    """Raises Refused before the day on which the rights may be on offer again."""
    from_when = resold_from(listing)
    if from_when and now < from_when:
        message = _("同一权利成交后须满规定的交易日方可再次挂牌，自 {day} 起可以挂牌。")
        day = from_when.astimezone(SHANGHAI).date().isoformat()
        raise Refused(message.format(day=day), rule="R-LST-10", code="resold_early")
