"""Reading a month of an exchange for its accountant."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Invalid, require
from marketplace.core.workbook import Sheet
from marketplace.ledger.models import Account, Leg
from marketplace.ledger.rules import keeps_books, keeps_books_of
from marketplace.ledger.vouchers import Entry, Movement, sheets

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


def books(actor: Actor, month: str) -> list[Sheet]:
    """Vouchers and trial balance of the actor's exchange for a month such as `2027-04`.

    Raises Forbidden unless the actor keeps an exchange's books, Invalid for what is no month.
    """
    require(keeps_books, actor)
    if not MONTH.fullmatch(month):
        raise Invalid(fields={"month": [_("月份的写法如 2027-04。")]})
    exchange, (start, end) = keeps_books_of(actor), span_of(month)
    return sheets(entries(exchange, start, end), movements(exchange, start, end))


def span_of(month: str) -> tuple[datetime, datetime]:
    """The first instant of a month in Shanghai, and that of the next."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    start, end = (datetime(day.year, day.month, 1, tzinfo=SHANGHAI) for day in (first, following))
    return start, end


def entries(exchange: str, start: datetime, end: datetime) -> Iterator[Entry]:
    """The legs at an exchange, transfer by transfer, as they were booked."""
    legs = Leg.objects.filter(account__exchange=exchange, transfer__at__gte=start, transfer__at__lt=end)
    for leg in legs.select_related("transfer", "account__organisation").order_by("transfer", "pk").iterator(2_000):
        transfer, account = leg.transfer, leg.account
        yield Entry(
            date=transfer.at.astimezone(SHANGHAI).date(),
            transfer=transfer.number,
            kind=str(transfer.get_kind_display()),
            memo=transfer.memo,
            reference=transfer.reference,
            account=account.number,
            subject=str(account.get_purpose_display()),
            party=account.organisation.name if account.organisation else "",
            amount_fen=leg.amount_fen,
        )


def movements(exchange: str, start: datetime, end: datetime) -> Iterator[Movement]:
    """Every account at an exchange that holds or moved anything, in the order of their numbers."""
    inside = Q(legs__transfer__at__gte=start, legs__transfer__at__lt=end)
    sums = Account.objects.filter(exchange=exchange).annotate(
        before=Coalesce(Sum("legs__amount_fen", filter=Q(legs__transfer__at__lt=start)), 0),
        debit=Coalesce(Sum("legs__amount_fen", filter=inside & Q(legs__amount_fen__lt=0)), 0),
        credit=Coalesce(Sum("legs__amount_fen", filter=inside & Q(legs__amount_fen__gt=0)), 0),
    )
    for account in sums.exclude(before=0, debit=0, credit=0).select_related("organisation").order_by("pk"):
        yield Movement(
            account=account.number,
            subject=str(account.get_purpose_display()),
            party=account.organisation.name if account.organisation else "",
            opening_fen=account.before,
            debit_fen=-account.debit,
            credit_fen=account.credit,
        )
