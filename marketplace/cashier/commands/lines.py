"""Lines of the bank that one person places: into suspense, to a transfer that is booked, or open again."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier import rules
from marketplace.cashier.commands.booking import note, park, take_turn
from marketplace.cashier.models import BankLine, Proposal
from marketplace.cashier.queries.lines import booked_as, is_undone, links_of
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock

RULE = "R-SET-08"


@atomic
def park_line(*, line: BankLine, actor: Actor, clock: Clock) -> None:
    """Post an open line to suspense, because what it seemed to pay is not what it pays.

    Raises Refused unless it is an open line of money that came, which nobody has claimed and the ledger has not booked.
    """
    take_turn(line.exchange)
    lock(line)
    clock.read()
    require(rules.may_propose, actor, line.exchange)
    if line.direction != "in" or line.state != BankLine.State.OPEN:
        raise Refused(_("只有待认领的收入可以转入不明款。"), rule=RULE, code="state_park")
    if line.proposals.filter(state=Proposal.State.PROPOSED).exists():
        raise Refused(_("这笔流水有待复核的认领，请先撤回。"), rule=RULE, code="proposal_waits")
    if booked_as(line.exchange, line.bank_reference) is not None:
        raise Refused(_("该流水号已入账；请关联到那笔划转，或更正后再处理。"), rule=RULE, code="bank_line_taken")
    park(line, actor)
    audit.record("cashier.line_parked", subject=line, actor=actor, private=True, amount_fen=line.amount_fen)


@atomic
def link_line(*, line: BankLine, transfer: str, actor: Actor, clock: Clock) -> None:
    """Say which transfer of the ledger an open line is: a pay-out, or a receipt that was booked by hand. Moves no money.

    Raises Refused unless the line is open, Invalid unless the transfer moved exactly this amount at the exchange's bank and stands for no other line.
    """
    take_turn(line.exchange)
    lock(line)
    clock.read()
    require(rules.may_keep_statements, actor, line.exchange)
    if line.state != BankLine.State.OPEN:
        raise Refused(_("这笔流水已关联，不能再次关联。"), rule=RULE, code="line_done")
    found = next((one for one in links_of(line) if one.number == transfer), None)
    if found is None:
        told = _("没有金额相同、尚未关联的划转“{number}”。").format(number=transfer[:20])
        raise Invalid(fields={"transfer": [told]}, rule=RULE)
    line.move("book")
    note(line, found)
    audit.record("cashier.line_linked", subject=line, actor=actor, private=True, transfer=found.number)


@atomic
def reopen_line(*, line: BankLine, actor: Actor, clock: Clock) -> None:
    """Put a line whose receipt was undone by a correction into suspense: the money is still here, and waits for its owner.

    Raises Refused unless its receipt was undone.
    """
    take_turn(line.exchange)
    lock(line)
    clock.read()
    require(rules.may_keep_statements, actor, line.exchange)
    if not is_undone(line):
        raise Refused(_("只有入账后被冲正的流水可以重新认领。"), rule=RULE, code="not_undone")
    reversals = [
        one.transfer.reversal
        for one in line.postings.select_related("transfer__reversal")
        if hasattr(one.transfer, "reversal")
    ]
    known = set(line.postings.values_list("transfer_id", flat=True))
    for reversal in reversals:
        if reversal.pk not in known:
            note(line, reversal)
    line.move("reopen")
    park(line, actor)
    audit.record("cashier.line_reopened", subject=line, actor=actor, private=True, amount_fen=line.amount_fen)
