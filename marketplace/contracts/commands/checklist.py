"""The checklist of clauses that monopolise technology: each side declares, words are pointed at, people answer (R-CON-11)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules
from marketplace.contracts.matters import take_turn
from marketplace.contracts.models import Declaration, DeedFlag, DeedState, DeedVersion, FlagState, Point, Side
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.contracts.monopoly import hints
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

RULE = "R-CON-11"
EXCERPT_MAX = 300


@atomic
def declare_points(*, version: DeedVersion, points: Collection[str], actor: Actor, clock: Clock) -> Declaration:
    """Say for one's side which of the six kinds a version contains; none is an answer too. Each one that is ticked waits for an answer.

    Raises Invalid for a kind that is none, Refused once the side has signed or the version is no longer on the table, Forbidden for others.
    """
    take_turn(version.deed)
    lock(version.deed)
    lock(version)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_declare, actor, version)
    side = rules.side_of(actor, version.deed)
    _require_on_the_table(version, side)
    declaration = declare(version, side, points, actor, now)
    audit.record(
        "contracts.points_declared",
        subject=version.deed,
        actor=actor,
        private=True,
        version=version.number,
        side=side,
        points=sorted(points),
    )
    return declaration


def _require_on_the_table(version: DeedVersion, side: str) -> None:
    open_states = (DeedVersion.State.PROPOSED, DeedVersion.State.ACCEPTED)
    if version.state not in open_states or version.deed.state in (DeedState.ENDED, DeedState.LAPSED):
        raise Refused(_("该版本已不在协商中。"), rule=RULE, code="state_declare")
    if version.signatures.filter(side=side).exists():
        raise Refused(_("贵方已签署该版本，不能再更改勾选。"), rule=RULE, code="signed_already")


def declare(version: DeedVersion, side: str, points: Collection[str], actor: Actor, now: datetime) -> Declaration:
    """A side's declaration in place of its earlier one. A step of the commands. Raises Invalid for a kind that is none."""
    unknown = sorted(set(points) - set(Point.values))
    if unknown:
        raise Invalid(fields={"points": [_("没有这一类条款：{point}。").format(point=unknown[0][:40])]}, rule=RULE)
    told = {"points": sorted(points), "declared_by": actor.user, "declared_at": now}
    declaration, _made = Declaration.objects.update_or_create(version=version, side=side, defaults=told)
    raised = set(version.flags.values_list("point", flat=True))
    for point in sorted(set(points) - raised):
        DeedFlag.objects.create(version=version, point=point, source=DeedFlag.Source.SIDE, side=side, raised_at=now)
    return declaration


def raise_flags(version: DeedVersion, now: datetime) -> None:
    """Point at words of a version; what was cleared in the version before, in the same words of the clause, stays cleared."""
    before = version.basis
    cleared = (
        {(flag.clause, flag.point): flag for flag in before.flags.filter(state=FlagState.CLEARED)} if before else {}
    )
    for hint in hints(version.text["clauses"]):
        known = cleared.get((hint.clause, hint.point))
        flag = DeedFlag(
            version=version,
            point=hint.point,
            clause=hint.clause,
            excerpt=hint.excerpt[:EXCERPT_MAX],
            source=DeedFlag.Source.WORDS,
            side=version.proposed_side or Side.PROVIDER,
            raised_at=now,
        )
        if known and before and before.text["clauses"].get(hint.clause) == version.text["clauses"][hint.clause]:
            for name in ("side", "state", "answered_by", "answered_for", "answered_at", "answer"):
                setattr(flag, name, getattr(known, name))
        flag.save()


@atomic
def answer_flag(*, flag: DeedFlag, lawful: bool, answer: str, actor: Actor, clock: Clock) -> DeedFlag:
    """Say, with reasons, that a clause is lawful, or that it must be changed. One that must be changed only the venue may clear.

    Raises Invalid without reasons, Refused once it is answered, Forbidden for the side whose words they are and for strangers.
    """
    version = flag.version
    take_turn(version.deed)
    lock(version.deed)
    lock(flag)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_answer_flag, actor, flag)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明理由。"), rule=RULE)
    venue = not rules.side_of(actor, version.deed)
    if flag.state == FlagState.UPHELD and not venue:
        raise Refused(_("该条款已被认为须修改，请提出新的版本，或由交易机构复核。"), rule=RULE, code="state_clear")
    answered = {"answer": said, "answered_by": actor.user, "answered_at": now}
    answered["answered_for"] = "venue" if venue else rules.side_of(actor, version.deed)
    flag.move("clear" if lawful else "uphold", **answered)
    audit.record(
        "contracts.flag_answered",
        subject=version.deed,
        actor=actor,
        private=True,
        version=version.number,
        flag=flag.number,
        point=flag.point,
        lawful=lawful,
        reason=said,
    )
    return flag


def require_clear(version: DeedVersion) -> None:
    """Raise Refused while a clause of a version waits for an answer or must be changed."""
    open_flag = version.flags.exclude(state=FlagState.CLEARED).order_by("pk").first()
    if open_flag:
        told = _("条款提示尚未处理：{point}（{excerpt}）。须由对方或交易机构答复为合法，或修改条款后再签署。")
        raise Refused(
            told.format(point=open_flag.get_point_display(), excerpt=open_flag.excerpt or "—"),
            rule=RULE,
            code="flag_waits",
        )
