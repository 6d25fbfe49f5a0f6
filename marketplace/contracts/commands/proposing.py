"""Changing a text together: a side proposes a version, the other accepts or declines it (R-SET-03)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules
from marketplace.contracts.commands.checklist import declare
from marketplace.contracts.commands.drafting import add_version, bounds_of, digest, require_unsigned
from marketplace.contracts.content import Text, check
from marketplace.contracts.fixed import changed_parts
from marketplace.contracts.matters import matter_of, take_turn
from marketplace.contracts.models import Deed, DeedState, DeedVersion, MilestoneState, VersionState
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.contracts.performing import kept_milestones
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.findings import Finding, refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

RULE = "R-SET-03"


@atomic
def propose_version(
    *, deed: Deed, text: Text, note: str, points: Collection[str], actor: Actor, clock: Clock
) -> DeedVersion:
    """Propose another text to the other side; of a contract in force it becomes a supplement, which both sign.

    `points` are the kinds of R-CON-11 that the proposing side finds in it, none if empty. Raises Invalid with every fault at its field,
    also for announced terms and price, which nobody changes; Refused once a side has signed, while another proposal waits, or if nothing
    would change; Forbidden for anybody but the two sides.
    """
    take_turn(deed)
    lock(deed)
    now = clock.read()
    require_authority(actor, Acts.SIGN, text.price_fen, at=now)
    require(rules.may_propose, actor, deed)
    said = words(note, field="note", most=NOTE_MAX, lack=_("请写明修改了什么、为什么。"), rule=RULE)
    supplement = deed.state == DeedState.IN_FORCE
    if not supplement:
        require_unsigned(deed)
    _require_nothing_waits(deed)
    assert deed.current
    text = text.stripped()
    refuse(_faults(deed, text))
    if digest(deed, text.plain()) == deed.current.sha256:
        raise Refused(_("与现行版本相同，没有修改。"), rule=RULE, code="nothing_changed")
    side = rules.side_of(actor, deed)
    version = add_version(
        deed,
        text,
        now,
        state=VersionState.PROPOSED,
        supplement=supplement,
        note=said,
        proposed_side=side,
        proposed_by=actor.user,
    )
    declare(version, side, points, actor, now)
    audit.record(
        "contracts.version_proposed",
        subject=deed,
        actor=actor,
        private=True,
        version=version.number,
        sha256=version.sha256,
        side=side,
        supplement=supplement,
        reason=said,
    )
    return version


def _require_nothing_waits(deed: Deed) -> None:
    waits = deed.versions.filter(state=VersionState.PROPOSED).exists()
    unsigned = deed.versions.filter(supplement=True, state=VersionState.ACCEPTED, position__gt=deed.current.position)  # type: ignore[union-attr]  # a deed has one
    if waits or unsigned.exists():
        raise Refused(_("已有一个版本待答复或待签署，请先办结。"), rule=RULE, code="version_waits")


def _faults(deed: Deed, text: Text) -> list[Finding]:
    found = check(text, bounds_of(deed.rule_version))
    told = text.plain()
    for part in changed_parts(told, deed.announced):
        found.append(Finding(part, RULE, _("公告的交易条件和价款不得更改（规则 R-SET-03）。")))
    for part in changed_parts(told, deed.managed):
        words_of = _("这一条由成交和付款约定确定，请在交易的结算页面变更（规则 R-SET-03）。")
        found.append(Finding(part, RULE, words_of))
    done = deed.milestones.exclude(state__in=[MilestoneState.PENDING, MilestoneState.DROPPED])
    for place in kept_milestones(deed.current.content if deed.current else text, text, done):
        message = _("已提交或已验收的里程碑不得更改（规则 R-CON-03）。")
        found.append(Finding(f"milestones.{place}", "R-CON-03", message))
    return found


@atomic
def agree_version(*, version: DeedVersion, points: Collection[str], actor: Actor, clock: Clock) -> DeedVersion:
    """Accept a proposed version: of a draft it is the text to sign from now on, of a contract in force it waits for both signatures.

    Raises Invalid for a kind of R-CON-11 that is none, Refused if the version does not wait, Forbidden for anybody but the other side.
    """
    deed, now = _locked(version, clock)
    require_authority(actor, Acts.SIGN, version.content.price_fen, at=now)
    require(rules.may_answer, actor, version)
    if not version.supplement:
        require_unsigned(deed)
    version.move("accept", answered_by=actor.user, answered_at=now)
    declare(version, rules.side_of(actor, deed), points, actor, now)
    if not version.supplement:
        deed.current = version
        deed.save(update_fields=["current"])
        matter = matter_of(deed)
        if matter:
            matter.changed(deed, actor, clock)
    audit.record(
        "contracts.version_agreed",
        subject=deed,
        actor=actor,
        private=True,
        version=version.number,
        sha256=version.sha256,
        supplement=version.supplement,
    )
    return version


@atomic
def decline_version(*, version: DeedVersion, answer: str, actor: Actor, clock: Clock) -> DeedVersion:
    """Decline a proposed version with reasons; the text stays as it is. Raises Refused if it does not wait, Forbidden for others."""
    deed, now = _locked(version, clock)
    require_authority(actor, at=now)
    require(rules.may_answer, actor, version)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明不接受的理由。"), rule=RULE)
    version.move("decline", answered_by=actor.user, answered_at=now, answer=said)
    audit.record(
        "contracts.version_declined", subject=deed, actor=actor, private=True, version=version.number, reason=said
    )
    return version


@atomic
def withdraw_version(*, version: DeedVersion, actor: Actor, clock: Clock) -> DeedVersion:
    """Take back a version that one's side has proposed. Raises Refused once it is answered, Forbidden for others."""
    deed, now = _locked(version, clock)
    require_authority(actor, at=now)
    require(rules.may_withdraw, actor, version)
    version.move("withdraw", answered_by=actor.user, answered_at=now)
    audit.record("contracts.version_withdrawn", subject=deed, actor=actor, private=True, version=version.number)
    return version


def _locked(version: DeedVersion, clock: Clock) -> tuple[Deed, datetime]:
    take_turn(version.deed)
    lock(version.deed)
    lock(version)
    return version.deed, clock.read()
