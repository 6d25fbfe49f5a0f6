"""The first of two persons: whose money it is, or that it goes back."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier import rules
from marketplace.cashier.columns import ACCOUNT, NAME_MAX, REFERENCE
from marketplace.cashier.commands.booking import take_turn
from marketplace.cashier.expecting import Expected, find
from marketplace.cashier.matching import Came, Candidate, judge
from marketplace.cashier.models import Action, BankLine, Proposal
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.cashier.queries.lines import booked_as, came
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import yuan
from marketplace.core.names import same_name
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

RULE = "R-SET-08"


@atomic
def propose_receipt(*, line: BankLine, kind: str, subject: str, note: str = "", actor: Actor, clock: Clock) -> Proposal:
    """Propose that a line, open or in suspense, pays what is expected.

    Raises Invalid if amount or payer differ (R-BID-02): such money goes back to where it came from.
    """
    take_turn(line.exchange)
    lock(line)
    now = clock.read()
    require(rules.may_propose, actor, line.exchange)
    _require_unclaimed(line)
    found = _fitting(_expected(line.exchange, kind, subject), came(line))
    assert actor.user
    proposal = Proposal.objects.create(
        exchange=line.exchange,
        action=Action.RECEIPT,
        line=line,
        kind=kind,
        subject=subject,
        payer_name=line.party_name,
        payer_account=line.party_account,
        bank_reference=line.bank_reference,
        amount_fen=line.amount_fen,
        score=found.score,
        reasons=list(found.reasons),
        note=words(note, field="note", most=NOTE_MAX),
        proposed_by=actor.user,
        proposed_at=now,
    )
    return _logged(proposal, actor)


@atomic
def propose_by_hand(
    *,
    exchange: str,
    kind: str,
    subject: str,
    payer_name: str,
    payer_account: str,
    bank_reference: str,
    amount_fen: int,
    note: str = "",
    actor: Actor,
    clock: Clock,
) -> Proposal:
    """Propose a receipt that no statement has shown yet (人工到账确认). The line of that reference is matched to it later.

    Raises Invalid field by field, Refused if the reference is a line already, is booked, or is proposed.
    """
    take_turn(exchange)
    now = clock.read()
    require(rules.may_propose, actor, exchange)
    faults = {}
    if not REFERENCE.fullmatch(bank_reference.strip()):
        faults["bank_reference"] = [_("银行流水号须填写，1 至 60 个字符，不含空格和 #。")]
    if not ACCOUNT.fullmatch(payer_account.strip()):
        faults["payer_account"] = [_("请填写付款账号：4 至 40 位数字或字母。")]
    if faults:
        raise Invalid(fields=faults, rule=RULE)
    _require_unknown(exchange, bank_reference.strip())
    payer = words(payer_name, field="payer_name", most=NAME_MAX, lack=_("请填写付款户名。"), rule=RULE)
    found = _fitting(_expected(exchange, kind, subject), Came(amount_fen, payer, ""))
    assert actor.user
    proposal = Proposal.objects.create(
        exchange=exchange,
        action=Action.RECEIPT,
        kind=kind,
        subject=subject,
        payer_name=payer,
        payer_account=payer_account.strip(),
        bank_reference=bank_reference.strip(),
        amount_fen=amount_fen,
        score=found.score,
        reasons=list(found.reasons),
        note=words(note, field="note", most=NOTE_MAX),
        proposed_by=actor.user,
        proposed_at=now,
    )
    return _logged(proposal, actor)


@atomic
def propose_return(*, line: BankLine, note: str, actor: Actor, clock: Clock) -> Proposal:
    """Propose that money in suspense goes back to the account from which it came, with a reason.

    Raises Refused unless the line lies in suspense and nobody has claimed it.
    """
    take_turn(line.exchange)
    lock(line)
    now = clock.read()
    require(rules.may_propose, actor, line.exchange)
    if line.state != BankLine.State.SUSPENSE:
        raise Refused(_("只有不明款可以原路退回；请先转入不明款。"), rule=RULE, code="not_in_suspense")
    _require_unclaimed(line)
    assert actor.user
    proposal = Proposal.objects.create(
        exchange=line.exchange,
        action=Action.RETURN,
        line=line,
        payer_name=line.party_name,
        payer_account=line.party_account,
        bank_reference=line.bank_reference,
        amount_fen=line.amount_fen,
        note=words(note, field="note", most=NOTE_MAX, lack=_("请写明退回的原因。"), rule=RULE),
        proposed_by=actor.user,
        proposed_at=now,
    )
    return _logged(proposal, actor)


def _logged(proposal: Proposal, actor: Actor) -> Proposal:
    told = {"action": proposal.action, "kind": proposal.kind, "about": proposal.subject}
    audit.record("cashier.proposed", subject=proposal, actor=actor, private=True, **told)
    return proposal


def _require_unclaimed(line: BankLine) -> None:
    if line.state not in (BankLine.State.OPEN, BankLine.State.SUSPENSE) or line.direction != "in":
        raise Refused(_("这笔流水已处理完毕，不能再认领或退回。"), rule=RULE, code="line_done")
    waits = line.proposals.filter(state=Proposal.State.PROPOSED).first()
    if waits is not None:
        told = _("这笔流水已有待复核的 {number}，请先复核或撤回。").format(number=waits.number)
        raise Refused(told, rule=RULE, code="proposal_waits")


def _require_unknown(exchange: str, bank_reference: str) -> None:
    line = BankLine.objects.filter(exchange=exchange, bank_reference=bank_reference).first()
    if line is not None:
        told = _("该流水号已在对账单中（{number}），请在流水上认领。").format(number=line.number)
        raise Refused(told, rule=RULE, code="bank_line_known")
    if booked_as(exchange, bank_reference) is not None:
        raise Refused(_("该流水号已入账，不能重复确认。"), rule=RULE, code="bank_line_taken")
    waiting = Proposal.objects.filter(
        exchange=exchange, bank_reference=bank_reference, state=Proposal.State.PROPOSED
    ).first()
    if waiting is not None:
        told = _("该流水号已有待复核的 {number}。").format(number=waiting.number)
        raise Refused(told, rule=RULE, code="proposal_waits")


def _expected(exchange: str, kind: str, subject: str) -> Expected:
    found = find(exchange, kind, subject)
    if found is None:
        raise Invalid(fields={"subject": [_("“{number}”没有待收的款项。").format(number=subject[:20])]}, rule=RULE)
    return found


def _fitting(due: Expected, money: Came) -> Candidate:
    """How well money fits what is due. Raises Invalid unless amount and payer are exactly the expected ones."""
    found = judge(money, due.wanted)
    if found.counts:
        return found
    faults = {}
    if money.amount_fen != due.amount_fen:
        told = _("应收 {due} 元，实到 {paid} 元，不能认领。")
        faults["amount"] = [told.format(due=yuan(due.amount_fen), paid=yuan(money.amount_fen))]
    if not same_name(money.payer_name, due.payer.name):
        told = _("付款户名须与“{name}”一致，他人代付不算到账（规则 R-BID-02）；请原路退回。")
        faults["payer_name"] = [told.format(name=due.payer.name)]
    raise Invalid(fields=faults, rule="R-BID-02")
