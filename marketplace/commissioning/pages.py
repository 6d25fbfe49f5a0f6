"""What the pages of calls and solutions show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form

from accounts.actor import Actor
from marketplace.commissioning import forms, rules
from marketplace.commissioning.models import (
    CallMode,
    CallObjection,
    CallState,
    Engagement,
    OpenCall,
    Solution,
    SolutionState,
)
from marketplace.commissioning.models.call import JUDGED
from marketplace.commissioning.queries import reading
from marketplace.commissioning.queries.ranking import to_rank
from marketplace.commissioning.queries.showing import Standing, standing_for, standings
from marketplace.core.clock import market_clock
from marketplace.trading.screening_forms import ScreeningForm

TONES = {
    "submitted": "waiting",
    "checked": "waiting",
    "returned": "failed",
    "open": "active",
    "opened": "waiting",
    "scored": "waiting",
    "ranked": "waiting",
    "publicised": "active",
    "suspended": "waiting",
    "awarded": "done",
    "failed": "plain",
    "withdrawn": "plain",
    "sealed": "waiting",
    "chosen": "active",
    "won": "done",
    "lost": "plain",
    "excluded": "failed",
}
ENDS = frozenset({CallState.SUBMITTED, CallState.CHECKED, CallState.OPEN})


@dataclass(frozen=True, slots=True)
class CallRow:
    call: OpenCall
    tone: str


def call_rows(calls: Sequence[OpenCall]) -> list[CallRow]:
    return [CallRow(one, TONES[one.state]) for one in calls]


@dataclass(frozen=True, slots=True)
class SolutionRow:
    solution: Solution
    tone: str
    standing: Standing | None = None


def solution_rows(solutions: Sequence[Solution]) -> list[SolutionRow]:
    return [SolutionRow(one, TONES[one.state]) for one in solutions]


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call; `forms` are what its reader may do with it, `compared` the solutions side by side for those who judge."""

    call: OpenCall
    tone: str
    found: Sequence[Solution]
    own: Solution | None
    compared: Sequence[SolutionRow]
    objections: Sequence[CallObjection]
    forms: Mapping[str, Form]
    answers: Mapping[str, Form]
    decides: Mapping[str, Form]
    proposes: bool
    scores: bool


def call_page(actor: Actor, found: OpenCall, tried: Mapping[str, Form] | None = None) -> CallPage:
    """One call for its reader; `tried` are declined forms, by the act or by the number of what it is about."""
    declined = dict(tried or {})
    own = reading.own_solution(actor, found)
    takes = found.state == CallState.OPEN and market_clock.read() < found.due_at
    blank = _of_staff(actor, found) | _of_poster(actor, found) | _of_others(actor, found, takes)
    answers, decides = {}, {}
    if takes and rules.may_act_as_poster(actor, found):
        answers = {
            one.number: declined.pop(one.number, forms.AnswerForm()) for one in found.questions.all() if not one.answer
        }
    objections = list(reading.objections(actor, call=found.number))
    for one in objections:
        if one.state == CallObjection.State.WAITING and rules.may_decide_call_objection(actor, one):
            decides[one.number] = declined.pop(one.number, forms.DecisionForm())
    return CallPage(
        call=found,
        tone=TONES[found.state],
        found=reading.found_of(found),
        own=own,
        compared=_compared(found) if reading.judges(actor, found) else (),
        objections=objections,
        forms=blank | declined,
        answers=answers,
        decides=decides,
        proposes=takes and rules.may_propose(actor, found),
        scores=found.state in (CallState.OPENED, CallState.SCORED) and rules.may_score(actor, found),
    )


def _of_staff(actor: Actor, found: OpenCall) -> dict[str, Form]:
    if found.state not in (CallState.SUBMITTED, CallState.CHECKED) or not rules.may_check_call(actor, found):
        return {}
    shown: dict[str, Form] = {"return": forms.ReasonsForm()}
    if found.state == CallState.SUBMITTED:
        shown["check"] = Form()
    elif rules.may_publish_call(actor, found):
        shown["publish"] = Form()
    return shown


def _of_poster(actor: Actor, found: OpenCall) -> dict[str, Form]:
    shown: dict[str, Form] = {}
    if found.state == CallState.SCORED and rules.may_confirm_scores(actor, found):
        shown["confirm"] = Form()
    if not rules.may_act_as_poster(actor, found):
        return shown
    due = market_clock.read() >= found.due_at
    if found.state in ENDS and not (found.state == CallState.OPEN and due):
        shown["withdraw"] = forms.ReasonsForm()
    if found.state == CallState.OPEN and not due:
        shown["amend"] = forms.AmendmentForm()
    if found.state == CallState.RANKED:
        minority = found.mode == CallMode.MINORITY
        shown["result"] = forms.RecommendationForm(solutions=to_rank(found)) if minority else forms.TeamsForm()
    if found.state in JUDGED:
        shown["decline"] = forms.ReasonsForm()
    return shown


def _of_others(actor: Actor, found: OpenCall, takes: bool) -> dict[str, Form]:
    shown: dict[str, Form] = {}
    if takes and rules.may_ask(actor, found):
        shown["ask"] = forms.QuestionForm()
    if found.state in (CallState.PUBLICISED, CallState.SUSPENDED) and rules.may_object_to_result(actor, found):
        shown["object"] = forms.ObjectionForm()
    return shown


def _compared(found: OpenCall) -> list[SolutionRow]:
    """The best first once they are ranked; who was excluded last."""
    compared = to_rank(found)
    known = standings(found, compared)
    excluded = found.solutions.filter(state=SolutionState.EXCLUDED).select_related("proposer").order_by("pk")
    rows = [SolutionRow(one, TONES[one.state], known.get(one.number)) for one in compared]
    rows.sort(key=lambda row: row.standing.rank if row.standing else 0)
    return [*rows, *(SolutionRow(one, TONES[one.state]) for one in excluded)]


@dataclass(frozen=True, slots=True)
class SolutionPage:
    solution: Solution
    tone: str
    standing: Standing | None
    parts: Sequence[tuple[str, int, str]]  # criterion, weight, points
    own: bool
    engagement: Engagement | None  # what it came to, if it won
    forms: Mapping[str, Form]
    replaces: bool


def solution_page(actor: Actor, found: Solution, tried: Mapping[str, Form] | None = None) -> SolutionPage:
    own = rules.may_act_as_proposer(actor, found)
    judges = reading.judges(actor, found.call)
    standing = standing_for(found, judges=judges)
    criteria = {one.position: one for one in found.call.criteria.all()}
    in_time = found.state == SolutionState.SEALED and market_clock.read() < found.call.due_at
    shown: dict[str, Form] = {"withdraw": Form()} if own and in_time else {}
    if found.state == SolutionState.OPENED and found.waits_for_screening and rules.may_screen_solution(actor, found):
        shown["screen"] = ScreeningForm()
    return SolutionPage(
        solution=found,
        tone=TONES[found.state],
        standing=standing,
        parts=[(criteria[place].name, criteria[place].weight, told) for place, told in standing.points]
        if standing
        else (),
        own=own,
        engagement=Engagement.objects.filter(solution=found).first(),
        forms=shown | dict(tried or {}),
        replaces=own and in_time and rules.may_propose(actor, found.call),
    )
