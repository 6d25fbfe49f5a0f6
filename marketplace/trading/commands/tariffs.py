"""What a venue charges for a deal."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.fees.models import Schedule
from marketplace.fees.queries import is_charged_by, schedules

UNIFIED = "E1"  # the schedule of the unified structure, at the exchanges that have adopted it


def tariff_of(listing: Listing) -> Schedule:
    """What the venue charged on the day it accepted the listing: the unified schedule if it had adopted it, else its own.

    Raises Refused where it charged by none.
    """
    assert listing.accepted_at
    return tariff_at(listing.exchange, listing.accepted_at)


def tariff_at(exchange: str, at: datetime) -> Schedule:
    """What an exchange charged at an instant: the unified schedule if it had adopted it, else its own. Raises Refused where it charged by none."""
    day = at.astimezone(SHANGHAI).date()
    known = schedules(at).filter(Q(code=UNIFIED) | Q(exchange=exchange))
    charged = [one for one in known if is_charged_by(one, exchange, day)]
    if not charged:
        raise Refused(_("该交易机构没有有效的收费标准，不能发布竞价公告或成交。"), rule="R-FEE-12", code="no_schedule")
    return min(charged, key=lambda one: one.code != UNIFIED)
