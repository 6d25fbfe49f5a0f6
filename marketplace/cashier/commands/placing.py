"""Where a new line of the bank belongs: to a receipt that is booked already, to what waits, or into suspense."""

from collections import defaultdict
from collections.abc import Sequence

from accounts.actor import Actor
from marketplace.cashier.commands.booking import note, park
from marketplace.cashier.expecting import expected_at
from marketplace.cashier.matching import Wanted, judge
from marketplace.cashier.models import BankLine, Direction, Proposal
from marketplace.cashier.queries.lines import booked_as, came, transfer_named_in
from marketplace.core.names import same_name


def place(lines: Sequence[BankLine], actor: Actor) -> None:
    """Place new lines of one exchange. Which of them belongs where does not depend on their order, nor on the file they came in."""
    if not lines:
        return
    due = defaultdict[int, list[Wanted]](list)
    for one in expected_at(lines[0].exchange):
        due[one.amount_fen].append(one.wanted)
    for line in lines:
        if line.direction == Direction.IN:
            _place_incoming(line, due[line.amount_fen], actor)
        else:
            _place_outgoing(line)


def _place_incoming(line: BankLine, due: Sequence[Wanted], actor: Actor) -> None:
    booked = booked_as(line.exchange, line.bank_reference)
    if booked is not None:
        # Booked by hand before the bank said so. With another amount the line stays open, and the day shows the difference.
        if -booked.legs.get(account__purpose="bank", account__exchange=line.exchange).amount_fen == line.amount_fen:
            line.move("book")
            note(line, booked)
        return
    if _proposed_by_hand(line):
        return
    share = transfer_named_in(line)
    if share is not None:
        line.move("book")
        note(line, share)
        return
    if not any(judge(came(line), wanted).counts for wanted in due):
        park(line, actor)


def _proposed_by_hand(line: BankLine) -> bool:
    """Whether somebody proposed this receipt by hand and it waits; if the bank says the same, the proposal has its line now."""
    waits = Proposal.objects.filter(
        exchange=line.exchange, bank_reference=line.bank_reference, state=Proposal.State.PROPOSED
    ).first()
    if waits is None or waits.amount_fen != line.amount_fen or not same_name(waits.payer_name, line.party_name):
        return False
    waits.line = line
    waits.save(update_fields=["line"])
    return True


def _place_outgoing(line: BankLine) -> None:
    """A pay-out of exactly this amount whose number stands in the remark; all others are found by a person."""
    paid = transfer_named_in(line)
    if paid is not None:
        line.move("book")
        note(line, paid)
