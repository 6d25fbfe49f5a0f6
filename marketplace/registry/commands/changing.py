"""A registered contract that changes or ends (R-REG-07)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.desk.official import official
from marketplace.documents.commands.issuing import REASON
from marketplace.registry import rules
from marketplace.registry.commands.papers import reissue_certificate, revoke_certificate
from marketplace.registry.models import Change, Filing
from marketplace.registry.models.filing import NOTE_MAX


@atomic
def propose_change(
    *,
    filing: Filing,
    kind: str,
    reason: str,
    relief_used: bool = False,
    total_fen: int | None = None,
    technology_fen: int | None = None,
    actor: Actor,
    clock: Clock,
) -> Change:
    """Say that the contract changed or ended, and whether a tax relief was used. Refused unless it is registered."""
    lock(filing)
    now = clock.read()
    require(rules.may_keep, actor, filing)
    if filing.state != Filing.State.REGISTERED:
        raise Refused(_("只有已登记的合同可以变更或注销登记（规则 R-REG-07）。"), rule="R-REG-07", code="state_change")
    if Change.objects.filter(filing=filing, state=Change.State.PROPOSED).exists():
        raise Refused(_("已有一项变更待审核，请等待办结。"), rule="R-REG-07", code="change_waits")
    change = Change(
        filing=filing,
        kind=kind,
        reason=words(reason, field="reason", most=NOTE_MAX, lack=_("请写明原因。"), rule="R-REG-07"),
        relief_used=relief_used,
        total_fen=total_fen,
        technology_fen=technology_fen,
        before_total_fen=filing.total_fen,
        before_technology_fen=filing.technology_fen,
        proposed_by=actor.user,
        proposed_at=now,
    )
    _refuse_bad_amounts(change)
    validate(change)
    change.save()
    audit.record("registry.change_proposed", subject=filing, actor=actor, private=True, change=change.number, kind=kind)
    return change


def _refuse_bad_amounts(change: Change) -> None:
    if change.kind == Change.Kind.CANCELLATION:
        change.total_fen = change.technology_fen = None
        return
    if change.total_fen is None or change.technology_fen is None:
        lack = "total_fen" if change.total_fen is None else "technology_fen"
        raise Invalid(fields={lack: [_("请填写变更后的两项金额（规则 R-REG-04）。")]}, rule="R-REG-04")
    if not 0 <= change.technology_fen <= change.total_fen or change.total_fen == 0:
        text = _("技术交易额不能超过合同成交额（规则 R-REG-04）。")
        raise Invalid(fields={"technology_fen": [text]}, rule="R-REG-04")


@atomic
def decide_change(*, change: Change, approved: bool, answer: str = "", actor: Actor, clock: Clock) -> None:
    """Apply or decline a change. Where a tax relief was used, the registration carries the warning from then on."""
    lock(change.filing)
    lock(change)
    now = clock.read()
    require(rules.may_decide_change, actor, change)
    lack = "" if approved else _("请写明不予办理的理由。")
    said = words(answer, field="answer", most=NOTE_MAX, lack=lack, rule="R-REG-07")
    change.move("apply" if approved else "decline", decided_by=actor.user, decided_at=now, answer=said)
    if approved:
        _apply(change, actor, clock)
    told = {"title": change.filing.name, "change": change.number, "reason": said, "relief_used": change.relief_used}
    if approved:
        audit.record("registry.change_applied", subject=change.filing, actor=actor, private=True, **told)
    else:
        audit.record("registry.change_declined", subject=change.filing, actor=actor, private=True, **told)


def _apply(change: Change, actor: Actor, clock: Clock) -> None:
    """The certificate follows: issued anew with the new amounts, or out of force."""
    filing = change.filing
    filing.relief_warning = filing.relief_warning or change.relief_used
    if change.kind == Change.Kind.CANCELLATION:
        filing.move("cancel", relief_warning=filing.relief_warning)
        revoke_certificate(filing, _why(change), actor, clock)
        return
    assert change.total_fen is not None
    assert change.technology_fen is not None
    filing.total_fen, filing.technology_fen = change.total_fen, change.technology_fen
    filing.deducted_fen = change.total_fen - change.technology_fen
    filing.save(update_fields=["total_fen", "technology_fen", "deducted_fen", "relief_warning"])
    reissue_certificate(filing, _why(change), actor, clock)


@official
def _why(change: Change) -> str:
    told = _("{kind}（{number}）：{reason}")
    return told.format(kind=change.get_kind_display(), number=change.number, reason=change.reason)[:REASON]
