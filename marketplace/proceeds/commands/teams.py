"""The contributors of an achievement agree on their shares (R-RWD-02, R-RWD-07)."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, User
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing
from marketplace.commissioning.models import Engagement
from marketplace.core.clock import Clock
from marketplace.core.errors import Forbidden, Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.proceeds import rules
from marketplace.proceeds.drafts import MemberDraft
from marketplace.proceeds.models import Member, Team
from marketplace.proceeds.rewarding import check_shares

MOST_MEMBERS = 50
MOST_PARTS = 1_000_000


@atomic
def propose_team(*, of: Listing | Engagement, members: Sequence[MemberDraft], actor: Actor, clock: Clock) -> Team:
    """Name the contributors of one's own achievement, or who does commissioned work, with shares that must sum to one; each has to consent.

    Raises Invalid with the member's field, Forbidden unless the unit owns a share of the achievement or does the work.
    """
    require(rules.may_manage, actor)
    lock(of)
    now = clock.read()
    if not rules.earns(actor, of):
        text = _("只有成果的权利人或承担方可以登记本单位完成人的份额。")
        raise Forbidden(text, rule="R-RWD-08", code="no_owner")
    if not 0 < len(members) <= MOST_MEMBERS:
        raise Invalid(
            fields={"members": [_("请列出 1 至 {most} 名完成人。").format(most=MOST_MEMBERS)]}, rule="R-RWD-01"
        )
    refuse(check_shares([(one.user or f"name:{one.name.strip()}", one.share) for one in members], "members"))
    assert actor.user
    assert actor.organisation
    for old in teams_of(actor.organisation, of).filter(state=Team.State.PROPOSED):
        old.move("supersede")
    team = Team.objects.create(organisation=actor.organisation, **_of(of), proposed_by=actor.user, proposed_at=now)
    for place, one in enumerate(members):
        _member(team, place, one)
    people = [member.user.number for member in team.members.select_related("user") if member.user]
    audit.record("proceeds.team_proposed", subject=team, actor=actor, private=True, people=people)
    return team


def _of(of: Listing | Engagement) -> dict[str, Any]:
    return {"engagement": of} if isinstance(of, Engagement) else {"listing": of}


def teams_of(unit: Organisation, of: Listing | Engagement) -> QuerySet[Team]:
    """All that a unit named for an achievement or for commissioned work."""
    return Team.objects.filter(organisation=unit, **_of(of))


def agreed_team(unit: Organisation, of: Listing | Engagement) -> Team | None:
    """The one whose members have all consented."""
    return teams_of(unit, of).filter(state=Team.State.AGREED).first()


def _member(team: Team, place: int, draft: MemberDraft) -> None:
    share = Fraction(draft.share)
    if share.denominator > MOST_PARTS:
        raise Invalid(fields={f"members.{place}.share": [_("份额的分母过大。")]}, rule="R-GEN-07")
    person = None
    if draft.user.strip():
        person = User.objects.filter(number=draft.user.strip()[:20], is_active=True).first()
        if person is None:
            raise Invalid(fields={f"members.{place}.user": [_("没有这个账户编号（U-…）。")]}, rule="R-RWD-02")
    member = Member(
        team=team,
        position=place,
        name=draft.name.strip(),
        user=person,
        share_numerator=share.numerator,
        share_denominator=share.denominator,
        main=draft.main,
    )
    validate(member, exclude=["team"])
    member.save()


@atomic
def consent_to_team(*, team: Team, actor: Actor, clock: Clock) -> None:
    """Consent to one's own share; with the last consent the shares are agreed."""
    lock(team)
    now = clock.read()
    require(rules.is_member, actor, team)
    _consent(team, team.members.get(user=actor.user), now, "")
    audit.record("proceeds.team_consented", subject=team, actor=actor, private=True, agreed=team.state)


@atomic
def record_team_consent(*, team: Team, position: int, note: str, actor: Actor, clock: Clock) -> None:
    """Record the written consent of somebody without an account; whoever has one consents himself.

    Raises Invalid without a note of the paper or for an unknown member, Refused for a member with an account.
    """
    lock(team)
    now = clock.read()
    require(rules.may_record_consent, actor, team)
    member = team.members.filter(position=position).first()
    if member is None:
        raise Invalid(fields={"position": [_("没有这名完成人。")]}, rule="R-RWD-02")
    if member.user_id is not None:
        raise Refused(_("该完成人有账户，请由本人登录同意。"), rule="R-RWD-02", code="consents_himself")
    said = words(note, field="note", most=300, lack=_("请写明书面同意的文件及日期。"), rule="R-RWD-02")
    _consent(team, member, now, said)
    audit.record("proceeds.team_consented", subject=team, actor=actor, private=True, agreed=team.state)


def _consent(team: Team, member: Member, now: datetime, note: str) -> None:
    if team.state != Team.State.PROPOSED or member.consented_at is not None:
        raise Refused(_("已经同意，或该份额约定已不再等待同意。"), rule="R-RWD-02", code="consented_already")
    member.consented_at, member.consent_note = now, note
    member.save(update_fields=["consented_at", "consent_note"])
    if team.members.filter(consented_at__isnull=True).exists():
        return
    for old in teams_of(team.organisation, team.of).filter(state=Team.State.AGREED):
        old.move("supersede")
    team.move("agree", agreed_at=now)
