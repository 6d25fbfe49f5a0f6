"""资格确认: the seller's opinion on a code, the venue's decision."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.commands.filing import issue_for_sale
from marketplace.trading.commands.wording import opinion_of
from marketplace.trading.models import Registration
from marketplace.trading.models.registration import Opinion, Pseudonym
from marketplace.trading.rules import may_give_opinion, may_qualify


@atomic
def give_opinion(*, registration: Registration, objects: bool, reason: str = "", actor: Actor, clock: Clock) -> None:
    """The seller's opinion on a bidder of whom it knows code and statement only (R-BID-05); once, in time (R-DSK-04).

    Raises Forbidden for anybody but the seller, Invalid for an objection without a reason or one that says the code, Refused
    too late or twice.
    """
    _hold(registration)
    now = clock.read()
    require(may_give_opinion, actor, registration.sale)
    _require_applying(registration)
    if registration.opinion:
        raise Refused(_("已对该意向受让方出具意见。"), rule="R-DSK-04", code="opinion_given")
    if registration.opinion_due_at and now >= registration.opinion_due_at:
        raise Refused(_("出具意见的期限已过，视为无异议。"), rule="R-DSK-04", code="opinion_late")
    lack = _("有异议的，请写明理由和依据。") if objects else ""
    registration.opinion_reason = opinion_of(reason, registration.code, lack=lack)
    registration.opinion = Opinion.OBJECTION if objects else Opinion.NONE
    registration.save(update_fields=["opinion", "opinion_reason"])
    audit.record(
        "trading.opinion_given",
        subject=registration,
        actor=actor,
        private=True,
        opinion=registration.opinion,
        reason=registration.opinion_reason,
    )


@atomic
def confirm_qualification(*, registration: Registration, note: str = "", actor: Actor, clock: Clock) -> None:
    """Confirm that a bidder meets the conditions, once the seller has spoken or its time is over (silence: no objection).

    An objection does not bind the venue, which says in `note` why it decides otherwise. Raises Invalid without that, Refused
    too early.
    """
    now = _decide(registration, actor, clock)
    lack = _("转让方有异议，请写明不采纳的理由。") if registration.opinion == Opinion.OBJECTION else ""
    note = words(note, field="note", most=2_000, lack=lack, rule="R-DSK-05")
    registration.move("confirm", decided_by=actor.user, decided_at=now, decision_reason=note)
    _tell(registration, True, actor, clock)


@atomic
def refuse_qualification(*, registration: Registration, reason: str, actor: Actor, clock: Clock) -> None:
    """Refuse a bidder who does not meet the conditions, with reasons. Raises Invalid without them, Refused too early."""
    now = _decide(registration, actor, clock)
    reason = words(reason, field="note", most=2_000, lack=_("请写明不予确认的理由。"), rule="R-DSK-05")
    registration.move("refuse", decided_by=actor.user, decided_at=now, decision_reason=reason)
    _tell(registration, False, actor, clock)


def _hold(registration: Registration) -> None:
    sale = registration.sale
    lock(sale)
    lock(registration)
    registration.sale = sale


def _decide(registration: Registration, actor: Actor, clock: Clock) -> datetime:
    _hold(registration)
    now = clock.read()
    require(may_qualify, actor, registration.sale)
    _require_applying(registration)
    if not registration.opinion and registration.opinion_due_at and now < registration.opinion_due_at:
        message = _("转让方的意见期限未到，也尚未出具意见，暂不能决定。")
        raise Refused(message, rule="R-DSK-04", code="opinion_waits")
    return now


def _require_applying(registration: Registration) -> None:
    if registration.state != Registration.State.APPLYING:
        raise Refused(_("该登记不在资格确认环节。"), rule="R-DSK-05", code="not_applying")


def _tell(registration: Registration, qualified: bool, actor: Actor, clock: Clock) -> None:
    sale = registration.sale

    def said() -> dict[str, Any]:
        told = {
            "addressee": registration.organisation.name,
            "qualified": qualified,
            "opinion_of_transferor": registration.get_opinion_display(),
            "grounds": registration.decision_reason,
            "officer": str(actor.user),
        }
        money = {"deposit": sale.deposit_fen, "deposit_due_at": sale.joins_until, "opens_at": sale.opens_at}
        return {name: value for name, value in (told | (money if qualified else {})).items() if value not in ("", None)}

    issue_for_sale(sale, "qualification_notice", said, actor, clock, registration.organisation)
    audit.record(
        "trading.qualification_confirmed" if qualified else "trading.qualification_refused",
        subject=registration,
        actor=Pseudonym(actor.ref),
        private=True,
        reason=registration.decision_reason,
    )
