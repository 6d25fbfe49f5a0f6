"""Two claims to one organisation: the second is filed with papers, and settled by an exchange with reasons."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.members import end_all
from accounts.commands.papers import personally
from accounts.identifiers import normalise_uscc
from accounts.limits import Matter, due_at
from accounts.models import Claim, Invitation, Kind, Membership, Organisation, Piece, Role, User
from accounts.models.paper import PAPERS
from accounts.rules import is_signed_in, may_settle_claim, may_withdraw_claim
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files.commands import attach
from marketplace.files.models import File

WORDS = 2_000
RULE = "R-DSK-10"
OUTCOMES = {  # the role that each gives to the claimant
    "reject": "",
    "admit_agent": Role.AGENT,
    "admit_admin": Role.ADMIN,
    "replace_admin": Role.ADMIN,
}


@atomic
def file_claim(*, uscc: str, statement: str, papers: Mapping[str, File], actor: Actor, clock: Clock) -> Claim:
    """Claim to act for the organisation that is registered under a code, with licence, mandate and identity document.

    Raises Invalid field by field, also where no organisation has the code; Refused for an administrator of it.
    """
    require(is_signed_in, actor)
    assert actor.user
    organisation = Organisation.objects.filter(uscc=normalise_uscc(uscc)).exclude(uscc="").first()
    if organisation is None or organisation.kind == Kind.EXCHANGE:
        raise Invalid(fields={"uscc": [_("没有用该代码登记的单位：请直接登记。")]}, rule=RULE)
    if missing := [piece for piece in PAPERS if piece not in papers]:
        lack = _("缺少{piece}。")
        raise Invalid(fields={piece: [lack.format(piece=Piece(piece).label)] for piece in missing}, rule=RULE)
    lock(organisation)
    now = clock.read()
    if organisation.state == Organisation.State.ABSORBED:
        raise Refused(_("该单位已并入其他单位，不能再提出主张。"), rule=RULE, code="absorbed")
    if _roles(organisation, actor.user).filter(role=Role.ADMIN).exists():
        raise Refused(_("您已是该单位的管理员，无需提出主张。"), rule=RULE, code="admin_already")
    claim = Claim(
        organisation=organisation,
        claimant=actor.user,
        statement=words(statement, field="statement", most=WORDS, lack=_("请写明您与该单位的关系和事由。"), rule=RULE),
        filed_at=now,
        due_at=due_at(Matter.CLAIM, now),
        **{str(piece): papers[piece] for piece in PAPERS},
    )
    validate(claim, exclude=["number"])
    claim.save(force_insert=True)
    for piece in PAPERS:
        attach(file=papers[piece], subject=f"claim:{claim.number}", actor=actor, personal=True)
    audit.record(
        "accounts.claim_filed",
        subject=claim,
        actor=personally(actor),
        private=True,
        organisation=organisation.number,
        claimant=actor.user.number,
    )
    return claim


@atomic
def withdraw_claim(*, claim: Claim, actor: Actor) -> None:
    """Take a claim back before it is settled."""
    lock(claim)
    require(may_withdraw_claim, actor, claim)
    claim.move("withdraw")
    audit.record(
        "accounts.claim_withdrawn", subject=claim, actor=actor, private=True, organisation=claim.organisation.number
    )


@atomic
def settle_claim(*, claim: Claim, outcome: str, reasons: str, actor: Actor, clock: Clock) -> None:
    """Settle a claim: `reject`, `admit_agent`, `admit_admin`, or `replace_admin`, which ends the memberships of those who
    administered and withdraws their invitations; rows and history stay. The one line in the log tells both sides.

    Raises Forbidden for who belongs or belonged to the organisation or is the claimant, Invalid without reasons, Refused
    once it is settled.
    """
    if outcome not in OUTCOMES:
        raise Invalid(fields={"outcome": [_("请选择裁定结果。")]}, rule=RULE)
    lock(claim.organisation)
    lock(claim)
    now = clock.read()
    require(may_settle_claim, actor, claim)
    said = words(reasons, field="reasons", most=WORDS, lack=_("请写明裁定理由，双方都会看到。"), rule=RULE)
    settled = {"settled_by": actor.user, "settled_by_exchange": actor.exchange, "settled_at": now, "reasons": said}
    ended: list[str] = []
    if outcome == "reject":
        claim.move("reject", **settled)
    elif outcome == "replace_admin":
        claim.move("replace", **settled)
        ended = _replace_admins(claim, actor, now)
    else:
        claim.move("admit", **settled)
    if role := OUTCOMES[outcome]:
        _admit(claim, role, now)
    audit.record(
        "accounts.claim_settled",
        subject=claim,
        actor=actor,
        private=True,
        organisation=claim.organisation.number,
        claimant=claim.claimant.number,
        outcome=outcome,
        ended=ended,
        reasons=said,
    )


def _replace_admins(claim: Claim, actor: Actor, now: datetime) -> list[str]:
    """End whatever the administrators are there, but for the claimant's own roles; returns their numbers."""
    party = claim.organisation
    present = Membership.objects.filter(organisation=party, ended_at__isnull=True).select_related(
        "user", "organisation"
    )
    admins = set(present.filter(role=Role.ADMIN).exclude(user=claim.claimant).values_list("user", flat=True))
    end_all(present.filter(user__in=admins).order_by("id"), actor, now)
    party.invitations.filter(state=Invitation.State.OPEN).update(state=Invitation.State.WITHDRAWN)
    return sorted(User.objects.filter(pk__in=admins).values_list("number", flat=True))


def _admit(claim: Claim, role: str, now: datetime) -> None:
    if not _roles(claim.organisation, claim.claimant).filter(role=role).exists():
        Membership.objects.create(user=claim.claimant, organisation=claim.organisation, role=role, started_at=now)


def _roles(organisation: Organisation, user: User):  # type: ignore[no-untyped-def]  # a queryset of memberships
    return Membership.objects.filter(organisation=organisation, user=user, ended_at__isnull=True)
