"""The page of one version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.rulebook import rules
from marketplace.rulebook.changes import Change, changes, spoken
from marketplace.rulebook.models import (
    Adoption,
    RuleComment,
    RuleValue,
    RuleVersion,
)

State = RuleVersion.State
TONES = {
    State.DRAFT: "plain",
    State.CONSULTATION: "waiting",
    State.ACTIVE: "active",
    State.ENDED: "",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a road, as `components/steps.html` wants it."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a time line, as `components/timeline.html` wants it."""

    at: datetime
    title: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ValueLine:
    row: RuleValue
    shown: str
    before: str  # what it was, if it changed


@dataclass(frozen=True, slots=True)
class Taking:
    """Whether one exchange has taken a version."""

    label: str
    adoption: Adoption | None


@dataclass(frozen=True, slots=True)
class VersionPage:
    version: RuleVersion
    tone: str
    steps: Sequence[Step]
    changes: Sequence[Change]
    values: Sequence[tuple[str, Sequence[ValueLine]]]
    takings: Sequence[Taking]
    events: Sequence[Event]
    comments: Sequence[RuleComment]
    open: bool  # for comments
    may_edit: bool
    may_publish: bool
    may_approve: bool
    may_adopt: bool
    may_end: bool
    may_comment: bool
    may_answer: bool


def version_page(actor: Actor, version: RuleVersion, now: datetime) -> VersionPage:
    """A version with what changed, what it holds, who took it, what was said to it, and what the reader may do."""
    rows = list(version.values.order_by("rule", "key"))
    before = list(version.base.values.all()) if version.base else []
    changed = changes(before, rows) if version.base else []
    adoptions = {row.exchange: row for row in version.adoptions.order_by("adopted_at")}
    running = version.state == State.CONSULTATION and now < version.effective_from
    return VersionPage(
        version=version,
        tone=TONES[State(version.state)],
        steps=_steps(version, adoptions, now),
        changes=changed,
        values=_values(rows, changed),
        takings=[Taking(str(label), adoptions.get(code)) for code, label in ExchangeCode.choices],
        events=_events(version, adoptions.values(), now),
        comments=list(version.comments.select_related("organisation").order_by("pk")),
        open=running,
        may_edit=version.state == State.DRAFT and rules.may_edit_draft(actor, version),
        may_publish=version.state == State.DRAFT and rules.may_draft_rules(actor),
        may_approve=running and rules.may_approve_rules(actor, version),
        may_adopt=version.state == State.ACTIVE and rules.may_adopt_rules(actor) and actor.exchange not in adoptions,
        may_end=version.can("end") and rules.may_approve_rules(actor, version),
        may_comment=running and actor.user is not None,
        may_answer=rules.may_draft_rules(actor),
    )


def _steps(version: RuleVersion, adoptions: dict[str, Adoption], now: datetime) -> list[Step]:
    approved, ended = version.state == State.ACTIVE, version.state == State.ENDED
    dropped = ended and not adoptions and version.effective_to == version.effective_from
    took_effect = not dropped and (approved or ended) and version.effective_from <= now
    done = [
        True,
        version.published_at is not None and version.state != State.CONSULTATION,
        approved or (ended and not dropped),
        len(adoptions) == len(ExchangeCode),
        took_effect,
    ]
    names = [_("起草"), _("征求意见"), _("批准"), _("各机构采纳"), _("生效")]
    adopted = _("{count} / {all} 家").format(count=len(adoptions), all=len(ExchangeCode))
    notes = ["", "", "", adopted if adoptions else "", ""]
    first_open = done.index(False) if False in done else len(done)
    states = ["done" if is_done else ("now" if place == first_open else "todo") for place, is_done in enumerate(done)]
    return [Step(*one) for one in zip(names, states, notes, strict=True)]


def _values(rows: Iterable[RuleValue], changed: Iterable[Change]) -> list[tuple[str, list[ValueLine]]]:
    before = {(change.rule, change.key): change.before for change in changed}
    lines = [ValueLine(row, spoken(row.value, row.unit), before.get((row.rule, row.key), "")) for row in rows]
    return [(rule, list(group)) for rule, group in groupby(lines, key=lambda line: line.row.rule)]


def _events(version: RuleVersion, adoptions: Iterable[Adoption], now: datetime) -> list[Event]:
    events = [
        Event(row.adopted_at, _("{exchange}采纳").format(exchange=row.get_exchange_display()), row.instrument)
        for row in adoptions
    ]
    if version.published_at:
        events.append(Event(version.published_at, _("公布，开始征求意见")))
    events.append(
        Event(version.effective_from, _("生效") if version.effective_from <= now else _("定于此时生效"), tone="key")
    )
    if version.effective_to:
        events.append(Event(version.effective_to, _("废止")))
    return sorted(events, key=lambda event: event.at)
