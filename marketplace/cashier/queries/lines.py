"""Lines of the bank beside what is expected and what the ledger has booked."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from marketplace.cashier.expecting import Expected, expected_at
from marketplace.cashier.matching import Came, Candidate, candidates, says
from marketplace.cashier.models import BankLine, LinePosting
from marketplace.core.names import same_name
from marketplace.ledger.models import Leg, Purpose, Transfer


def came(line: BankLine) -> Came:
    return Came(line.amount_fen, line.party_name, line.remark)


def likely(line: BankLine, expected: Sequence[Expected] | None = None) -> list[tuple[Candidate, Expected]]:
    """What an incoming line may pay, the best first."""
    due = {(one.kind, one.number): one for one in (expected_at(line.exchange) if expected is None else expected)}
    found = candidates(came(line), (one.wanted for one in due.values()))
    return [(one, due[one.wanted.kind, one.wanted.number]) for one in found]


def linkable(line: BankLine) -> QuerySet[Transfer]:
    """Transfers that moved exactly this money at the exchange's bank, stand for no line, and were not undone; oldest first."""
    legs = Leg.objects.filter(
        account__purpose=Purpose.BANK, account__exchange=line.exchange, amount_fen=-line.signed_fen
    )
    taken = LinePosting.objects.filter(exchange=line.exchange).values("transfer")
    return (
        Transfer.objects.filter(pk__in=legs.values("transfer"), reversal__isnull=True, reverses__isnull=True)
        .exclude(pk__in=taken)
        .order_by("pk")
    )


def links_of(line: BankLine) -> list[Transfer]:
    """Which of them a person may say the line is: of receipts that were entered under another reference only the payer's own."""
    found = linkable(line).prefetch_related("legs__account__organisation")[:200]
    return [one for one in found if not one.reference.startswith("bank:") or _is_of(one, line.party_name)]


def _is_of(transfer: Transfer, payer: str) -> bool:
    parties = (leg.account.organisation for leg in transfer.legs.all())
    return any(party is not None and same_name(party.name, payer) for party in parties)


def transfer_named_in(line: BankLine) -> Transfer | None:
    """The one transfer of exactly this amount whose number, or the number of what it pays, stands in the remark: a pay-out, or what
    another exchange passed on. Receipts are known by the bank's reference alone."""
    named = [
        one
        for one in linkable(line).exclude(reference__startswith="bank:")[:200]
        if says(line.remark, one.number) or any(says(line.remark, part) for part in one.reference.split(":")[1:])
    ]
    return named[0] if len(named) == 1 else None


def booked_as(exchange: str, bank_reference: str) -> Transfer | None:
    """The receipt that stands for a reference of the bank now; None if there is none, or if it was undone."""
    reference = f"bank:{exchange}:{bank_reference}"
    booked = Transfer.objects.filter(Q(reference=reference) | Q(reference__startswith=f"{reference}#"))
    return booked.filter(reversal__isnull=True).order_by("pk").last()


def is_undone(line: BankLine) -> bool:
    """Whether the receipt of an incoming line was undone by a correction."""
    return (
        line.direction == "in"
        and line.state == BankLine.State.BOOKED
        and booked_as(line.exchange, line.bank_reference) is None
    )
