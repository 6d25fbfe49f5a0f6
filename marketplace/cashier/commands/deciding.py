"""The second of two persons: confirms what another proposed, or rejects it."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier import rules
from marketplace.cashier.commands.booking import give_back, note, take_turn, unpark
from marketplace.cashier.expecting import KINDS, find
from marketplace.cashier.models import Action, BankLine, Proposal
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.cashier.queries.lines import booked_as
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.names import same_name
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.official import official
from marketplace.ledger.models import Transfer


@atomic
def confirm_proposal(*, proposal: Proposal, actor: Actor, clock: Clock) -> None:
    """Confirm, and book: by the command of whoever expects the money, or back to the payer. Another person than who proposed.

    Raises what that command raises, such as Refused after the end of a sale: then nothing is booked and the proposal waits.
    """
    take_turn(proposal.exchange)
    lock(proposal)
    now = clock.read()
    require(rules.may_confirm, actor, proposal)
    if proposal.state != Proposal.State.PROPOSED:
        raise Refused(_("这项提议已处理，请刷新页面。"), rule="R-SET-08", code="proposal_decided")
    line = _line_of(proposal)
    transfer = _returned(line, actor) if proposal.action == Action.RETURN else _received(proposal, line, actor, clock)
    proposal.move("confirm", decided_by=actor.user, decided_at=now, transfer=transfer, line=line)
    audit.record(
        "cashier.confirmed",
        subject=proposal,
        actor=actor,
        private=True,
        action=proposal.action,
        kind=proposal.kind,
        about=proposal.subject,
        amount_fen=proposal.amount_fen,
        transfer=transfer.number,
    )


def _line_of(proposal: Proposal) -> BankLine | None:
    """The line of the bank, locked; one that was proposed by hand may have come since, and must say the same."""
    line = proposal.line
    if line is None:
        same = {"exchange": proposal.exchange, "bank_reference": proposal.bank_reference}
        line = BankLine.objects.filter(**same).first()
    if line is None:
        return None
    lock(line)
    if line.amount_fen != proposal.amount_fen or not same_name(line.party_name, proposal.payer_name):
        told = _("银行流水 {number} 的金额或户名与提议不同，不能确认；请退回并按流水认领。").format(number=line.number)
        raise Refused(told, rule="R-SET-08", code="bank_says_otherwise")
    return line


def _returned(line: BankLine | None, actor: Actor) -> Transfer:
    """The pay-out stands for no line yet: the bank shows it as an outgoing one."""
    assert line is not None
    return give_back(line, actor)


def _received(proposal: Proposal, line: BankLine | None, actor: Actor, clock: Clock) -> Transfer:
    if find(proposal.exchange, proposal.kind, proposal.subject) is None:
        told = _("“{number}”已没有待收的款项，不能确认；请退回这项提议，款项原路退回。").format(number=proposal.subject)
        raise Refused(told, rule="R-SET-08", code="not_expected")
    if line is not None and line.state == BankLine.State.SUSPENSE:
        unpark(line, _claimed(proposal), actor)
    KINDS[proposal.kind].confirm(
        number=proposal.subject,
        payer_name=proposal.payer_name,
        bank_reference=proposal.bank_reference,
        amount_fen=proposal.amount_fen,
        actor=actor,
        clock=clock,
    )
    transfer = booked_as(proposal.exchange, proposal.bank_reference)
    assert transfer is not None
    if line is not None:
        line.move("book")
        note(line, transfer)
    return transfer


@official
def _claimed(proposal: Proposal) -> str:
    return _("已认领（{number}）").format(number=proposal.number)


@atomic
def reject_proposal(*, proposal: Proposal, reason: str, actor: Actor, clock: Clock) -> None:
    """Reject what another proposed, or withdraw one's own; with a reason. The line waits as before."""
    take_turn(proposal.exchange)
    lock(proposal)
    now = clock.read()
    require(rules.may_reject, actor, proposal)
    answer = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明理由。"), rule="R-SET-08")
    proposal.move("reject", decided_by=actor.user, decided_at=now, answer=answer)
    audit.record("cashier.rejected", subject=proposal, actor=actor, private=True, reason=answer)
