"""Mandates of members (授权委托书): submitted by an administrator, confirmed by an exchange, ended at once by either."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.authority import RULE
from accounts.limits import Matter, due_at
from accounts.models import Authorisation, Membership, Organisation, Scope, User
from accounts.models.authorisation import ACTS_WITHOUT, NEEDS_AUTHORISATION
from accounts.rules import may_decide_authorisation, may_manage_members, may_revoke_authorisation
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files.commands import attach
from marketplace.files.models import File

REASON_LENGTH = 500
LONGEST_YEARS = 10
State = Authorisation.State


@atomic
def submit_authorisation(
    *,
    organisation: Organisation,
    user: User,
    scopes: Sequence[str],
    valid_from: date,
    valid_to: date,
    paper: File,
    limit_fen: int | None = None,
    actor: Actor,
    clock: Clock,
) -> Authorisation:
    """Hand in the mandate of a member: which acts, up to `limit_fen` fen each, from the first to the last day of its term.

    It counts once an exchange has confirmed it. Raises Forbidden for who is no administrator, Invalid field by field.
    """
    lock(organisation)
    now = clock.read()
    require(may_manage_members, actor, organisation)
    _check_member(organisation, user)
    _check_term(valid_from, valid_to, now)
    mandate = Authorisation(
        user=user,
        organisation=organisation,
        scopes=_tidy(scopes),
        limit_fen=limit_fen,
        valid_from=valid_from,
        valid_to=valid_to,
        paper=paper,
        submitted_by=actor.user,
        submitted_at=now,
        due_at=due_at(Matter.APPLICATION, now),
    )
    validate(mandate, exclude=["number"])
    mandate.save(force_insert=True)
    attach(file=paper, subject=f"authorisation:{mandate.number}", actor=actor)
    audit.record(
        "accounts.authorisation_submitted",
        subject=mandate,
        actor=actor,
        private=True,
        organisation=organisation.number,
        member=user.number,
        scopes=mandate.scopes,
        limit_fen=limit_fen,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return mandate


def _check_member(organisation: Organisation, user: User) -> None:
    if organisation.kind in ACTS_WITHOUT:
        raise Refused(_("该类单位的人员按内部任命办理，无需授权委托书。"), rule=RULE, code="no_authorisation_needed")
    roles = Membership.objects.filter(user=user, organisation=organisation, ended_at__isnull=True)
    if not roles.filter(role__in=NEEDS_AUTHORISATION).exists():
        raise Invalid(fields={"user": [_("受托人须是本单位的经办人或财务。请先邀请其加入。")]}, rule=RULE)


def _check_term(valid_from: date, valid_to: date, now: datetime) -> None:
    today = now.astimezone(SHANGHAI).date()
    if valid_to < today:
        words = _("授权期限已于 {day} 届满，请提交仍在有效期内的授权委托书。").format(day=valid_to)
        raise Invalid(fields={"valid_to": [words]}, rule=RULE)
    if valid_to.year - valid_from.year > LONGEST_YEARS:
        message = _("授权期限不得超过 {years} 年。").format(years=LONGEST_YEARS)
        raise Invalid(fields={"valid_to": [message]}, rule=RULE)


def _tidy(scopes: Sequence[str]) -> list[str]:
    """In the order of the list, each once; everything is everything."""
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown or not scopes:
        raise Invalid(fields={"scopes": [_("请选择至少一项授权事项。")]}, rule=RULE)
    return [Scope.ALL] if Scope.ALL in scopes else [scope for scope in Scope.values if scope in scopes]


@atomic
def confirm_authorisation(*, authorisation: Authorisation, actor: Actor, clock: Clock) -> None:
    """Confirm that the paper says what was typed, and is sealed; from now on the member acts by it, on all four exchanges.

    Raises Forbidden for a person who belongs or belonged to the organisation, Refused for one that was decided or has run out.
    """
    lock(authorisation)
    now = clock.read()
    require(may_decide_authorisation, actor, authorisation)
    if authorisation.state == State.PENDING and authorisation.valid_to < now.astimezone(SHANGHAI).date():
        raise Refused(_("授权期限已届满，不能确认。请填写原因，不予确认。"), rule=RULE, code="authority_expired")
    authorisation.move("confirm", decided_by=actor.user, decided_at=now, confirmed_by=actor.exchange)
    audit.record(
        "accounts.authorisation_confirmed", subject=authorisation, actor=actor, private=True, **_whose(authorisation)
    )


@atomic
def refuse_authorisation(*, authorisation: Authorisation, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a mandate, with the reason: a wrong seal page, another name."""
    lock(authorisation)
    now = clock.read()
    require(may_decide_authorisation, actor, authorisation)
    said = _said(reason)
    authorisation.move("refuse", decided_by=actor.user, decided_at=now, confirmed_by=actor.exchange, reason=said)
    audit.record(
        "accounts.authorisation_refused",
        subject=authorisation,
        actor=actor,
        private=True,
        reason=said,
        **_whose(authorisation),
    )


@atomic
def revoke_authorisation(*, authorisation: Authorisation, reason: str, actor: Actor, clock: Clock) -> None:
    """End a mandate at once: what the member posts from now on is refused."""
    lock(authorisation)
    now = clock.read()
    require(may_revoke_authorisation, actor, authorisation)
    revoke(authorisation, _said(reason), actor, now)


def revoke(authorisation: Authorisation, reason: str, actor: Actor, now: datetime) -> None:
    """The move and its line, for commands that have asked."""
    authorisation.move("revoke", revoked_at=now, reason=reason)
    audit.record(
        "accounts.authorisation_revoked",
        subject=authorisation,
        actor=actor,
        private=True,
        reason=reason,
        **_whose(authorisation),
    )


def revoke_all(organisation: Organisation, user: User | None, reason: str, actor: Actor, now: datetime) -> None:
    """End every open mandate of a person, or of everybody, in an organisation: it ends with the membership."""
    rows = Authorisation.objects.filter(organisation=organisation, state__in=[State.PENDING, State.CONFIRMED])
    for one in (rows.filter(user=user) if user else rows).order_by("id"):
        lock(one)
        revoke(one, reason, actor, now)


def _whose(authorisation: Authorisation) -> dict[str, str]:
    return {"organisation": authorisation.organisation.number, "member": authorisation.user.number}


def _said(reason: str) -> str:
    return words(reason, field="reason", most=REASON_LENGTH, lack=_("请写明原因。"))
