"""Asking matched firms to look at a lot that may stay thin; not interested; not to be asked."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.matching.models import Match
from marketplace.trading.invitation_rules import may_answer_invitation, may_choose_invitations, may_invite
from marketplace.trading.models import InvitationStop, Sale, SaleInvitation
from marketplace.trading.models.invitation import InvitationRefusal
from marketplace.trading.queries.candidates import RULE, candidates, left_today


@atomic
def invite_firms(*, sale: Sale, organisations: Sequence[str], actor: Actor, clock: Clock) -> list[SaleInvitation]:
    """Invite firms (by number) whose needs fit a running sale, each once; returns the invitation of each, in their order.

    Who was invited already is not invited again: a second click, or a second officer at the same moment, finds what is
    there. Everybody is told the same, which is what the public notice says (R-LST-05). Raises Forbidden for others than
    the venue's officers, Invalid for `organisations` that may not be asked, Refused once nobody may join and beyond the
    day's number.
    """
    lock(sale)
    named = list(dict.fromkeys(organisations))
    _hold(named)
    now = clock.read()
    require(may_invite, actor, sale)
    if not named:
        raise Invalid(fields={"organisations": [_("请选择要邀请的单位。")]}, rule=RULE)
    if sale.is_negotiated or not sale.admits(now) or sale.listing.state == sale.listing.State.SUSPENDED:
        raise Refused(_("报名已截止或挂牌已中止，不能再邀请。"), rule=RULE, code="invites_nobody")
    there = {one.organisation.number: one for one in _invited(sale, named)}
    new = _fitting(sale, [number for number in named if number not in there], now)
    if len(new) > (left := left_today(sale, now)):
        message = _("本场今日还可邀请 {left} 家，所选 {count} 家。请减少选择，或明日再邀请。")
        raise Refused(message.format(left=left, count=len(new)), rule=RULE, code="invited_enough")
    there |= {match.need.organisation.number: _invite(sale, match, now, actor) for match in new}
    return [there[number] for number in named]


def _hold(numbers: Sequence[str]) -> None:
    """Lock the firms in their order: two venues that ask one firm at the same moment count one after the other."""
    list(Organisation.objects.select_for_update(no_key=True).filter(number__in=numbers).order_by("pk"))


def _invited(sale: Sale, numbers: Sequence[str]) -> list[SaleInvitation]:
    return list(sale.invitations.filter(organisation__number__in=numbers).select_related("organisation"))


def _fitting(sale: Sale, numbers: Sequence[str], now: datetime) -> list[Match]:
    fit = {match.need.organisation.number: match for match in candidates(sale, now)} if numbers else {}
    if strange := [number for number in numbers if number not in fit]:
        message = _("以下单位不能邀请：{numbers}。只能邀请需求匹配、未谢绝、未停止接收邀请且与转让方无关联的单位。")
        raise Invalid(fields={"organisations": [message.format(numbers="、".join(strange)[:200])]}, rule=RULE)
    return [fit[number] for number in numbers]


def _invite(sale: Sale, match: Match, now: datetime, actor: Actor) -> SaleInvitation:
    assert actor.user
    invitation = SaleInvitation.objects.create(
        sale=sale, organisation=match.need.organisation, match=match, invited_by=actor.user, invited_at=now
    )
    audit.record(
        "trading.firm_invited",
        subject=invitation,
        actor=actor,
        private=True,
        sale=sale.number,
        organisation=match.need.organisation.number,
        match=match.number,
    )
    return invitation


@atomic
def decline_invitation(*, invitation: SaleInvitation, reason: str, actor: Actor, clock: Clock) -> None:
    """Say that the firm is not interested, with a coded reason; it may register all the same.

    Raises Invalid for an unknown reason, Forbidden for others than the firm's own people, Refused the second time.
    """
    if reason not in InvitationRefusal.values:
        raise Invalid(fields={"reason": [_("请选择一个原因。")]})
    lock(invitation)
    now = clock.read()
    require(may_answer_invitation, actor, invitation)
    invitation.move("decline", reason=reason, declined_at=now)
    audit.record("trading.invitation_declined", subject=invitation, actor=actor, private=True, reason=reason)


@atomic
def stop_invitations(*, actor: Actor, clock: Clock) -> InvitationStop:
    """Let the organisation acted for be invited no more; a second time nothing changes. Raises Forbidden for others than its people."""
    organisation = _own(actor)
    now = clock.read()
    assert actor.user
    stop, made = InvitationStop.objects.get_or_create(
        organisation=organisation, defaults={"stopped_at": now, "stopped_by": actor.user}
    )
    if made:
        audit.record("trading.invitations_stopped", subject=organisation, actor=actor, private=True)
    return stop


@atomic
def allow_invitations(*, actor: Actor, clock: Clock) -> None:
    """Let the organisation acted for be invited again; a second time nothing changes."""
    organisation = _own(actor)
    clock.read()
    gone, _rows = InvitationStop.objects.filter(organisation=organisation).delete()
    if gone:
        audit.record("trading.invitations_allowed", subject=organisation, actor=actor, private=True)


def _own(actor: Actor) -> Organisation:
    require(may_choose_invitations, actor)
    assert actor.organisation
    lock(actor.organisation)
    return actor.organisation
