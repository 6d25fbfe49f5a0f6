"""The fifteen stages of a case, as `components/stages.html` shows them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from marketplace.core.presentation import market_date
from marketplace.desk.models import Case, Stage, Step, StepKind
from marketplace.desk.models.stages import MOMENTS, ORDER
from marketplace.portal.cards import language


class StageMark(NamedTuple):
    name: str
    state: str
    note: str = ""


def road(case: Case, steps: Sequence[Step]) -> list[StageMark]:
    """Each stage with the day on which it was last done; those that were passed over are said to be."""
    done = {step.stage: step for step in steps if step.kind == StepKind.DONE}
    entered = {step.to_stage for step in steps} | {step.stage for step in steps} | MOMENTS
    return [mark(case, stage, done.get(stage), entered=stage in entered) for stage in Stage]


def mark(case: Case, stage: Stage, done: Step | None, *, entered: bool) -> StageMark:
    here = ORDER[case.stage]
    place = ORDER[stage]
    if place == here:
        state = {Case.State.TERMINATED: "failed", Case.State.ARCHIVED: "done"}.get(Case.State(case.state), "now")
        return StageMark(str(stage.label), state, str(case.get_state_display()) if state != "now" else "")
    if place > here:
        return StageMark(str(stage.label), "todo")
    if not entered and not case.taken_over:
        return StageMark(str(stage.label), "skipped")
    return StageMark(str(stage.label), "done", market_date(done.at, language()) if done else "")


def words(case: Case) -> str:
    """`第 5 步，共 15 步：审核`, with the state where the case does not run."""
    said = {"place": ORDER[case.stage] + 1, "most": len(ORDER), "name": case.get_stage_display()}
    told = _("第 {place} 步，共 {most} 步：{name}").format(**said)
    return told if case.state == Case.State.RUNNING else f"{told} · {case.get_state_display()}"
