"""The road of a case, from acceptance to certificate, for the component `steps`."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.core.presentation import market_date
from marketplace.portal.sale_phases import Phase
from marketplace.trading.models import Sale

PLACE = {
    "announced": 3,
    "checking": 3,
    "open": 3,
    "paused": 3,
    "closing": 3,
    "failed": 3,
    "won": 4,
    "defaulted": 4,
    "called_off": 4,
    "terminated": 5,
    "contracted": 5,
    "settled": 6,
    "certified": 7,
}


class Step(NamedTuple):
    name: str
    state: str  # done, now, todo, failed
    note: str = ""


def steps_of(sale: Sale, phase: Phase) -> list[Step]:
    """Seven steps; the one the case is at is `now`, a failed bidding ends it."""
    listing = sale.listing
    found = (
        [(_("磋商"), day(sale.opens_at)), (_("协议成交"), day(sale.closed_at))]
        if sale.is_negotiated
        else [(_("公告"), day(sale.announced_at)), (_("竞价"), day(sale.closed_at or sale.opens_at))]
    )
    road = [
        (_("受理"), day(listing.accepted_at)),
        (_("挂牌"), day(listing.published_at)),
        *found,
        (_("签约"), ""),
        (_("结算"), ""),
        (_("鉴证"), ""),
    ]
    here = PLACE[phase.code]
    at = "failed" if phase.tone == "failed" else "now"
    return [
        Step(name, "done" if place < here else at if place == here else "todo", note)
        for place, (name, note) in enumerate(road)
    ]


def day(at: datetime | None) -> str:
    return market_date(at, get_language() or "zh-hans") if at else ""
