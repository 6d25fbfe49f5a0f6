"""One right, one disposition (R-LST-10): asked before a sale is announced or an agreement is made; the database holds it."""

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import refuse_lot_blocked
from marketplace.core.errors import Refused
from marketplace.trading.queries.dispositions import disposition_of


def require_free_rights(listing: Listing, now: datetime, *, sales: bool = False, agreements: bool = False) -> None:
    """Raises Refused while another sale or agreement has a right of the listing, or what stands on one excludes the offer.

    With `sales` and `agreements` those of the listing itself count too.
    """
    refuse_lot_blocked(listing, now)
    if found := disposition_of(listing, sales=sales, agreements=agreements):
        message = _("本项目的权利正在另一笔交易中（{number}），同一权利同一时间只能进行一项处分。")
        raise Refused(message.format(number=found), rule="R-LST-10", code="right_in_sale")
