"""The queue of silent contacts, for technology managers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Paginator
from django.forms import Form
from django.urls import reverse

from accounts.actor import Actor
from marketplace.matching.models import Match, Silence, SilenceState
from marketplace.matching.queries import silences_for
from marketplace.portal.match_forms import ClosingForm, NudgeForm
from marketplace.portal.queries.contact import Stage, reached, stages_of

PAGE_SIZE = 10
TONES = {"waiting": "waiting", "taken": "active", "broken": "done", "closed": "plain"}


class SilenceRow(NamedTuple):
    """A silent contact without what the two wrote; `forms` for whoever took it."""

    silence: Silence
    match: Match
    tone: str
    stages: Sequence[Stage]
    reached: str
    own: bool
    running: bool
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class SilencesPage:
    rows: Sequence[SilenceRow]
    over: bool
    previous: str
    next: str


def silences_page(
    actor: Actor, *, over: bool = False, number: str = "1", tried: Mapping[str, Mapping[str, Form]] | None = None
) -> SilencesPage:
    """One page of the queue, the longest silent first; `tried` are forms with what is wrong in them, by the number of their silence."""
    rows = silences_for(actor).filter(over_at__isnull=not over)
    page = Paginator(rows.order_by("-over_at" if over else "raised_at", "id"), PAGE_SIZE).get_page(number)
    link = f"{reverse('portal:silences')}?over={int(over)}&page="
    return SilencesPage(
        rows=[row_of(one, actor, (tried or {}).get(one.number, {})) for one in page.object_list],
        over=over,
        previous=f"{link}{page.previous_page_number()}" if page.has_previous() else "",
        next=f"{link}{page.next_page_number()}" if page.has_next() else "",
    )


def row_of(silence: Silence, actor: Actor, tried: Mapping[str, Form]) -> SilenceRow:
    stages = stages_of(list(silence.contact.match.feedback.all()))
    own = actor.user is not None and silence.taken_by_id == actor.user.pk
    mine = own and silence.state == SilenceState.TAKEN
    forms: dict[str, Form] = {"nudge": NudgeForm(silence), "close": ClosingForm(silence)} if mine else {}
    return SilenceRow(
        silence=silence,
        match=silence.contact.match,
        tone=TONES[silence.state],
        stages=stages,
        reached=reached(stages),
        own=own,
        running=silence.state in Silence.RUNNING,
        forms={**forms, **tried},
    )
