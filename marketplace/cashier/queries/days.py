"""A day of the bank beside the same day of the ledger (R-SET-08).

What stands for a line of the bank counts on the line's day, whenever it was booked: money of Friday that is claimed on Monday is
Friday's. What no line stands for counts on the day of its booking.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Sum

from marketplace.cashier.models import BankLine, LinePosting
from marketplace.core.clock import SHANGHAI
from marketplace.ledger.models import Leg, Purpose
from marketplace.ledger.reconciling import Line, Reconciliation, reconcile


def reconciliation(exchange: str, day: date) -> Reconciliation:
    """The exact differences of a day as things stand now."""
    return reconcile(_of_bank(exchange, day), [*_claimed(exchange, day), *_unclaimed(exchange, day)])


def _of_bank(exchange: str, day: date) -> list[Line]:
    lines = BankLine.objects.filter(exchange=exchange, booked_date=day)
    return [Line(one.bank_reference, one.signed_fen) for one in lines.order_by("pk")]


def _claimed(exchange: str, day: date) -> list[Line]:
    """What stands for the lines of that day, summed for each: a receipt that was undone is nothing."""
    posted = LinePosting.objects.filter(exchange=exchange, line__booked_date=day)
    legs = Leg.objects.filter(account__purpose=Purpose.BANK, account__exchange=exchange)
    sums: Counter[str] = Counter()
    amounts = dict(legs.filter(transfer__in=posted.values("transfer")).values_list("transfer", "amount_fen"))
    for transfer, reference in posted.values_list("transfer", "line__bank_reference"):
        sums[reference] -= amounts[transfer]
    return [Line(reference, amount_fen) for reference, amount_fen in sums.items() if amount_fen]


def _unclaimed(exchange: str, day: date) -> list[Line]:
    start = datetime.combine(day, time(), tzinfo=SHANGHAI)
    claimed = LinePosting.objects.filter(exchange=exchange, transfer=OuterRef("transfer"))
    legs = Leg.objects.filter(
        ~Exists(claimed),
        account__purpose=Purpose.BANK,
        account__exchange=exchange,
        transfer__at__gte=start,
        transfer__at__lt=start + timedelta(days=1),
    )
    sums: Counter[str] = Counter()
    for reference, undone, amount_fen in legs.values_list(
        "transfer__reference", "transfer__reverses__reference", "amount_fen"
    ):
        sums[_root(exchange, undone or reference)] -= amount_fen
    return [Line(reference, amount_fen) for reference, amount_fen in sums.items() if amount_fen]


def _root(exchange: str, reference: str) -> str:
    """The bank's reference where the booking names one, without the count of repeats."""
    of_bank = reference.removeprefix(f"bank:{exchange}:")
    return of_bank if of_bank == reference else of_bank.partition("#")[0]


def suspense_total(exchange: str) -> int:
    """What lies in suspense by the lines."""
    waiting = BankLine.objects.filter(exchange=exchange, state=BankLine.State.SUSPENSE)
    return waiting.aggregate(total=Sum("amount_fen"))["total"] or 0
