"""Entering an agreement between the sides: one person enters it, another compares it with the paper."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.rulebook.models import Agreement, Function
from marketplace.rulebook.rules import may_confirm_agreement, may_draft_rules, may_end_agreement

REASON_MOST = 300


@atomic
def enter_agreement(
    *,
    title_zh: str,
    title_en: str,
    parties_zh: str,
    parties_en: str,
    functions: Sequence[str],
    source: str,
    signed_date: date | None = None,
    ends_date: date | None = None,
    note: str = "",
    actor: Actor,
    clock: Clock,
) -> Agreement:
    """Enter an agreement; nothing cites it until another person confirmed it. Raises Invalid field by field."""
    clock.read()
    require(may_draft_rules, actor)
    if not functions or set(functions) - set(Function.values):
        raise Invalid(fields={"functions": [_("请选择所支持的共享业务。")]})
    if signed_date and ends_date and ends_date < signed_date:
        raise Invalid(fields={"ends_date": [_("有效期不得早于签订日期。")]})
    agreement = Agreement(
        title_zh=title_zh.strip(),
        title_en=title_en.strip(),
        parties_zh=parties_zh.strip(),
        parties_en=parties_en.strip(),
        functions=sorted(set(functions)),
        source=source.strip(),
        signed_date=signed_date,
        ends_date=ends_date,
        note=note.strip(),
        entered_by=actor.user,
    )
    validate(agreement)
    agreement.save()
    audit.record(
        "rulebook.agreement_entered", subject=agreement, actor=actor, title=agreement.title_zh, functions=functions
    )
    return agreement


@atomic
def confirm_agreement(*, agreement: Agreement, actor: Actor, clock: Clock) -> None:
    """Confirm that what was entered is what the paper says. Raises Forbidden for who entered it (four eyes)."""
    lock(agreement)
    clock.read()
    require(may_confirm_agreement, actor, agreement)
    agreement.move("confirm", confirmed_by=actor.user)
    audit.record("rulebook.agreement_confirmed", subject=agreement, actor=actor)


@atomic
def end_agreement(*, agreement: Agreement, reason: str, actor: Actor, clock: Clock) -> None:
    """Note that an agreement ended, or was entered wrongly: nothing cites it any more. Raises Invalid without a reason."""
    lock(agreement)
    now = clock.read()
    require(may_end_agreement, actor)
    reason = words(reason, field="reason", most=REASON_MOST, lack=_("请写明终止的原因和依据。"))
    agreement.move("end", ended_at=now, end_reason=reason)
    audit.record("rulebook.agreement_ended", subject=agreement, actor=actor, reason=reason)
