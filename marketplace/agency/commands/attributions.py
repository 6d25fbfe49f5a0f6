"""Attributing a deal to practitioners: a party proposes, the practitioner answers, the certificate freezes."""

from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.agency import rules
from marketplace.agency.models import Attribution, Practitioner
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.rulebook.periods import in_shanghai

State = Attribution.State


@atomic
def propose_attribution(
    *,
    subject: str,
    practitioner: Practitioner,
    role: str,
    share: Fraction,
    actor: Actor,
    clock: Clock,
) -> Attribution:
    """Propose that a practitioner brought `subject` (`sale:S-2027-000042`) about, to a share. A step of a command that
    has asked whether the actor is a party of it.

    Raises Refused unless the practitioner is verified and certified today, if the shares would exceed the whole, or if the
    deal is certified; Invalid for a share or a role that is none.
    """
    now = clock.read()
    assert actor.user is not None
    assert actor.organisation is not None
    if role not in Attribution.Role.values:
        raise Invalid(fields={"role": [_("请选择作用。")]})
    if not 0 < share <= 1 or share.denominator > 1_000_000:
        raise Invalid(fields={"share": [_("份额须大于 0 且不超过 1。")]})
    expired = practitioner.valid_to is not None and practitioner.valid_to < in_shanghai(now)
    if practitioner.state != Practitioner.State.VERIFIED or expired:
        raise Refused(_("该技术经理人尚未认证、已暂停或证书已过期。"), rule="R-CRD-04", code="not_certified")
    if Attribution.objects.filter(subject=subject, state=State.FROZEN).exists():
        raise Refused(_("该项目已出证，归属已锁定。"), code="frozen")
    try:
        # A savepoint: the trigger decides, and the command still has to say it.
        with transaction.atomic():
            attribution = Attribution.objects.create(
                subject=subject,
                practitioner=practitioner,
                role=role,
                share_numerator=share.numerator,
                share_denominator=share.denominator,
                proposed_by=actor.user,
                proposed_for=actor.organisation,
                proposed_at=now,
            )
    except IntegrityError:
        raise Refused(
            _("该项目各位技术经理人的份额合计不得超过 1，同一人只能登记一次。请调整份额。"), code="shares_exceed_one"
        ) from None
    told = {"about": subject, "practitioner": practitioner.number, "share": str(share), "role": role}
    audit.record("agency.attribution_proposed", subject=attribution, actor=actor, private=True, **told)
    return attribution


@atomic
def confirm_attribution(*, attribution: Attribution, actor: Actor, clock: Clock) -> None:
    """Confirm one's own share."""
    lock(attribution)
    now = clock.read()
    require(rules.may_answer_attribution, actor, attribution)
    attribution.move("confirm", decided_at=now)
    audit.record("agency.attribution_confirmed", subject=attribution, actor=actor, private=True)


@atomic
def decline_attribution(*, attribution: Attribution, actor: Actor, clock: Clock) -> None:
    """Say that one had no such part; the share is free again."""
    lock(attribution)
    now = clock.read()
    require(rules.may_answer_attribution, actor, attribution)
    attribution.move("decline", decided_at=now)
    audit.record("agency.attribution_declined", subject=attribution, actor=actor, private=True)


@atomic
def freeze_attributions(*, subject: str, amount_fen: int, actor: Actor, clock: Clock) -> int:
    """Freeze the confirmed shares of a deal at its price as it is certified; what nobody confirmed lapses. Returns how many.

    A step of the command that certifies.
    """
    rows = Attribution.objects.filter(subject=subject, state__in=[State.PROPOSED, State.CONFIRMED])
    found = list(rows.order_by("pk").select_for_update(no_key=True))
    if not found:
        return 0
    now = clock.read()
    frozen = [row for row in found if row.state == State.CONFIRMED]
    for row in found:
        if row.state == State.CONFIRMED:
            row.move("freeze", amount_fen=amount_fen, frozen_at=now)
        else:
            row.move("lapse", decided_at=now)
    numbers = [row.number for row in frozen]
    audit.record("agency.attributions_frozen", subject=subject, actor=actor, private=True, attributions=numbers)
    return len(frozen)
