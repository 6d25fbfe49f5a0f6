"""What the ledger does about a line of the bank: its receipt, its time in suspense, and who takes turns at a desk."""

from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.cashier.models import BankLine, LinePosting
from marketplace.cashier.queries.lines import booked_as
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Account, Kind, Purpose, Transfer


def suspense_of(exchange: str) -> Account:
    return ledger.open_account(organisation=None, purpose=Purpose.SUSPENSE, exchange=exchange)


def bank_of(exchange: str) -> Account:
    return ledger.open_account(organisation=None, purpose=Purpose.BANK, exchange=exchange)


def take_turn(exchange: str) -> None:
    """One act at a time at an exchange's desk, until the end of the transaction: the first lock of every command here.

    The lock is that of the account of what nobody has claimed yet, which everything here may touch and nobody else does.
    """
    ledger.lock_accounts([suspense_of(exchange)])


def note(line: BankLine, transfer: Transfer) -> None:
    LinePosting.objects.create(line=line, exchange=line.exchange, transfer=transfer)


def park(line: BankLine, actor: Actor) -> None:
    """Post an incoming line to suspense. The reference is that of any receipt, so that no other can be booked beside it."""
    line.move("park", reported_at=None)
    reference = f"bank:{line.exchange}:{line.bank_reference}"
    times = Transfer.objects.filter(Q(reference=reference) | Q(reference__startswith=f"{reference}#")).count()
    posted = ledger.post(
        reference=f"{reference}#{times + 1}" if times else reference,
        legs=[(bank_of(line.exchange), -line.amount_fen), (suspense_of(line.exchange), line.amount_fen)],
        memo=gettext_noop("付款人或用途待查，记入不明款"),
        actor=actor,
        kind=Kind.RECEIPT,
    )
    note(line, posted)


def unpark(line: BankLine, reason: str, actor: Actor) -> None:
    """Take a line out of suspense by the counter-transfer, so that its receipt can be booked in its place."""
    posted = booked_as(line.exchange, line.bank_reference)
    assert posted is not None
    note(line, ledger.reverse(transfer=posted, reason=reason, actor=actor))


def give_back(line: BankLine, actor: Actor) -> Transfer:
    """Pay a line in suspense back to the account from which it came."""
    paid = ledger.post(
        reference=f"suspense-return:{line.number}",
        legs=[(suspense_of(line.exchange), -line.amount_fen), (bank_of(line.exchange), line.amount_fen)],
        memo=gettext_noop("不明款原路退回"),
        actor=actor,
        kind=Kind.PAYMENT,
    )
    line.move("give_back")
    return paid
