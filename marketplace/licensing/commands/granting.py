"""Taking a licence: by notice and payment where it is open, by application and consent where it is used first (R-LIC-03, R-LIC-06)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.models import Criterion
from marketplace.fees.queries import criteria_of
from marketplace.licensing import rules
from marketplace.licensing.commands.charging import draw_up_charge, withdraw_charges
from marketplace.licensing.commands.entering import enter
from marketplace.licensing.commands.standing import refuse_blocked
from marketplace.licensing.models import Licence, LicenceState, Offer, OfferState
from marketplace.licensing.models.offer import NOTE_MAX
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.registrations import referrer_of
from marketplace.trading.commands.screening import declared
from marketplace.trading.models.screened import ForeignLink


@atomic
def take_licence(
    *,
    offer: Offer,
    use: str,
    foreign_link: str,
    declaration: str = "",
    via_exchange: str = "",
    actor: Actor,
    clock: Clock,
) -> Licence:
    """Notify the licensor of an open licence, or apply for a trial; the actor's organisation is the licensee.

    A fixed price is asked for at once; a royalty-bearing open licence is in force with the notice. `use` says what it will be used for.
    Anything but no `foreign_link` is explained in `declaration` and screened by the venue before all that (R-SEC-08). Raises Invalid for
    a missing plan or declaration, a term beyond the right's (R-CON-10); Forbidden for the licensor and exchanges; Refused if the terms
    are not on offer, for a firm that is not small (R-LIC-06), a second licence, or while something that was recorded since stands in
    the way (R-LIC-02).
    """
    lock(offer)
    now = clock.read()
    require_authority(actor, Acts.BID, offer.fixed_fen, at=now)
    require(rules.may_take, actor, offer)
    assert actor.organisation
    assert actor.user
    _refuse_untakable(offer, actor)
    link = declared(foreign_link, declaration)
    refuse_blocked(offer.right, now, opens=not offer.is_trial)
    said = words(use, field="use", most=NOTE_MAX, lack=_("请写明拟生产的产品和使用范围。"), rule="R-LIC-03")
    waits = link["foreign_link"] != ForeignLink.NONE
    begins = LicenceState.APPLIED if offer.is_trial else LicenceState.NOTIFIED
    licence = Licence.objects.create(
        state=LicenceState.SCREENING if waits else begins,
        offer=offer,
        licensee=actor.organisation,
        via_exchange=referrer_of(via_exchange, actor),
        use=said,
        **link,
        taken_by=actor.user,
        taken_at=now,
    )
    audit.record(
        "licensing.licence_taken",
        subject=licence,
        actor=actor,
        private=True,
        offer=offer.number,
        kind=offer.kind,
        foreign_link=licence.foreign_link,
    )
    if not waits:
        go_on(licence, now, actor, clock)
    return licence


def go_on(licence: Licence, now: datetime, actor: Actor, clock: Clock) -> None:
    """What a notice leads to: a fixed price is asked for, without one the licence is in force. An application waits for its answer."""
    offer = licence.offer
    if offer.fixed_fen is not None:
        days = offer.rule_version.value("R-LIC-03", "payment_working_days")
        draw_up_charge(
            licence, None, offer.fixed_fen, before_fen=0, due_at=deadline(now, working_days=days).at, clock=clock
        )
    elif not offer.is_trial:
        enter(licence, now, actor)


def require_on_offer(offer: Offer) -> None:
    """Raises Refused for terms that nobody may take now."""
    if offer.state != OfferState.OPEN or offer.listing.state != offer.listing.State.PUBLISHED:
        raise Refused(_("该许可条件未生效、已撤回，或成果已不在挂牌中。"), rule="R-LIC-03", code="not_on_offer")


def _refuse_untakable(offer: Offer, actor: Actor) -> None:
    assert actor.organisation
    require_on_offer(offer)
    if offer.is_trial and Criterion.SMALL_FIRM not in criteria_of(actor.organisation):
        told = _("先使用后付费只面向经认证的中小微企业。")
        raise Refused(told, rule="R-LIC-06", code="not_small")
    if Licence.objects.filter(offer=offer, licensee=actor.organisation, state__in=Licence.OPEN).exists():
        raise Refused(_("贵单位已取得或正在办理这项许可。"), rule="R-LIC-03", code="licence_known")


@atomic
def accept_licence(*, licence: Licence, actor: Actor, clock: Clock) -> Licence:
    """Agree to an application: the trial begins the next day. Raises Forbidden for anybody but the licensor, Refused once answered."""
    lock(licence)
    now = clock.read()
    require_authority(actor, Acts.SIGN, at=now)
    require(rules.may_act_as_licensor, actor, licence)
    if licence.waits_for_screening:
        raise Refused(_("该申请的涉外审查尚未办结，请等待交易机构审查。"), rule="R-SEC-08", code="not_screened")
    if licence.state != LicenceState.APPLIED:
        raise Refused(_("该许可没有待答复的申请。"), rule="R-LIC-06", code="not_applied")
    licence.answered_by, licence.answered_at = actor.user, now
    licence.save(update_fields=["answered_by", "answered_at"])
    enter(licence, now, actor)
    return licence


@atomic
def refuse_licence(*, licence: Licence, answer: str, actor: Actor, clock: Clock) -> Licence:
    """Decline an application with its reason. Raises Invalid without one, Forbidden for anybody but the licensor, Refused once answered."""
    lock(licence)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensor, actor, licence)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明不同意的理由。"), rule="R-SEC-11")
    licence.move("refuse", answer=said, answered_by=actor.user, answered_at=now)
    audit.record("licensing.licence_refused", subject=licence, actor=actor, private=True, reason=said)
    return licence


@atomic
def withdraw_licence(*, licence: Licence, actor: Actor, clock: Clock) -> Licence:
    """Take a notice or an application back before it is in force; nothing is owed. Raises Forbidden, Refused afterwards or once the price came."""
    lock(licence)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensee, actor, licence)
    licence.move("withdraw", ended_at=now)
    withdraw_charges(licence, clock)
    audit.record("licensing.licence_withdrawn", subject=licence, actor=actor, private=True)
    return licence


@atomic
def note_record(*, licence: Licence, note: str, actor: Actor, clock: Clock) -> Licence:
    """Note number and day of the recording with CNIPA (R-CON-08). Raises Invalid without them, Forbidden for others, Refused before it is in force."""
    lock(licence)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_note_record, actor, licence)
    if licence.record_due_at is None:
        raise Refused(_("许可生效之后才需要备案。"), rule="R-CON-08", code="not_in_force")
    licence.record_note = words(note, field="note", most=NOTE_MAX, lack=_("请填写备案号和日期。"), rule="R-CON-08")
    licence.save(update_fields=["record_note"])
    audit.record("licensing.record_noted", subject=licence, actor=actor, private=True)
    return licence
