"""The seller's page of those who would buy: code and statement, never a name (R-BID-05)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import market_clock
from marketplace.desk.due import Due
from marketplace.portal.qualification_forms import OpinionForm
from marketplace.portal.queries.limits import due_words
from marketplace.trading.models import Registration, Sale
from marketplace.trading.queries import sales as trading
from marketplace.trading.rules import may_give_opinion, side_of

State = Registration.State


class Applicant(NamedTuple):
    """`form` where an opinion is wanted of the reader."""

    registration: Registration
    due: Due | None
    said: str
    tone: str
    form: OpinionForm | None


@dataclass(frozen=True, slots=True)
class OpinionPage:
    sale: Sale
    waiting: int
    applicants: Sequence[Applicant]


def opinion_page(actor: Actor, number: str, forms: Mapping[str, OpinionForm] | None = None) -> OpinionPage:
    """Everybody who applies at a sale, those who wait first; `forms` are those that were sent and not taken, by code.

    Raises Http404 for anybody but the seller.
    """
    sale = trading.sale(number)
    if side_of(actor, sale) != "seller":
        raise Http404(_("没有找到编号为 {number} 的竞价。").format(number=number[:20]))
    now, may = market_clock.read(), may_give_opinion(actor, sale)
    rows = [applicant(row, now, forms or {}, may=may) for row in trading.applications(actor, sale)]
    waiting = [row for row in rows if row.due]
    return OpinionPage(sale, len(waiting), [*waiting, *(row for row in rows if not row.due)])


def waits_for_opinion(registration: Registration, now: datetime) -> bool:
    """Whether the seller may still speak."""
    due = registration.opinion_due_at
    return registration.state == State.APPLYING and not registration.opinion and due is not None and now < due


def applicant(registration: Registration, now: datetime, sent: Mapping[str, OpinionForm], *, may: bool) -> Applicant:
    code = registration.code
    if waits_for_opinion(registration, now) or code in sent:
        form = sent.get(code) or OpinionForm(code=code)
        assert registration.opinion_due_at
        return Applicant(registration, due_words(registration.opinion_due_at, now), "", "", form if may else None)
    return Applicant(registration, None, said_of(registration), TONES.get(State(registration.state), "done"), None)


TONES = {State.APPLYING: "waiting", State.REFUSED: "failed"}


def said_of(registration: Registration) -> str:
    """How it stands, as the seller may know it: what the venue decided, not whether money came."""
    if registration.state == State.APPLYING:
        return _("待交易机构确认")
    return _("资格未确认") if registration.state == State.REFUSED else _("资格已确认")
