"""A contact as one side sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.forms import Form
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.matching.models import Contact, ContactMessage, ContactState, Feedback, FeedbackKind
from marketplace.matching.queries import messages_of
from marketplace.matching.rules import may_take_part, side_of
from marketplace.portal.contact_forms import EndForm, MessageForm, OutcomeForm, StepForm

TONES = {ContactState.OPEN: "active", ContactState.CONTRACTED: "done", ContactState.ENDED: "plain"}
ROAD = (
    FeedbackKind.ACCEPTED,
    FeedbackKind.CONTACTED,
    FeedbackKind.MET,
    FeedbackKind.SAMPLE,
    FeedbackKind.NEGOTIATION,
    FeedbackKind.CONTRACTED,
)


class MessageRow(NamedTuple):
    message: ContactMessage
    own: bool


class OutcomeRow(NamedTuple):
    """A sign, and who gave it as the reader calls him."""

    sign: Feedback
    who: str


class Stage(NamedTuple):
    """One of the marks on the road from the first yes to the contract."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactPart:
    """All that the page shows of a contact; `forms` are those that the reader may send."""

    contact: Contact
    tone: str
    messages: Sequence[MessageRow]
    outcomes: Sequence[OutcomeRow]
    stages: Sequence[Stage]
    reached: str
    next_is_ours: bool
    late: bool
    forms: Mapping[str, Form]


def contact_part(actor: Actor, found: Contact, tried: Mapping[str, Form] | None = None) -> ContactPart:
    side = side_of(actor, found.match)
    today = market_clock.read().astimezone(SHANGHAI).date()
    signs = list(found.match.feedback.all())
    stages = stages_of(signs)
    return ContactPart(
        contact=found,
        tone=TONES[ContactState(found.state)],
        messages=[MessageRow(one, one.side == side) for one in messages_of(found)],
        outcomes=[OutcomeRow(sign, who(sign, side)) for sign in signs],
        stages=stages,
        reached=reached(stages),
        next_is_ours=found.next_side == side,
        late=late(found, today),
        forms={**forms_of(actor, found, side), **(tried or {})},
    )


def late(found: Contact, today: date) -> bool:
    return found.next_due_date is not None and found.next_due_date < today


def who(sign: Feedback, side: str) -> str:
    if not sign.side:
        return _("平台记录")
    return _("我方") if sign.side == side else _("对方")


def stages_of(signs: Sequence[Feedback]) -> list[Stage]:
    """The road with what was reached and on which day first; what was passed by is skipped."""
    days: dict[str, date] = {}
    for sign in signs:
        days[sign.kind] = min(days.get(sign.kind, sign.happened_date), sign.happened_date)
    last = max(n for n, kind in enumerate(ROAD) if kind in days)
    return [
        Stage(
            str(kind.label),
            "todo" if n > last else "now" if n == last else "done" if kind in days else "skipped",
            f"{days[kind]:%m-%d}" if kind in days else "",
        )
        for n, kind in enumerate(ROAD)
    ]


def reached(stages: Sequence[Stage]) -> str:
    """The furthest mark."""
    return next(stage.name for stage in reversed(stages) if stage.state != "todo")


def forms_of(actor: Actor, found: Contact, side: str) -> dict[str, Form]:
    if found.state != ContactState.OPEN or not may_take_part(actor, found):
        return {}
    return {"message": MessageForm(), "step": StepForm(side=side), "outcome": OutcomeForm(), "end": EndForm()}
