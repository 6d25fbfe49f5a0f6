"""What the pages of the registry show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.money import yuan
from marketplace.desk.due import Due, counted
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.registry import rules
from marketplace.registry.acts import Act, acts_of
from marketplace.registry.models import EDITABLE, Filing
from marketplace.registry.queries.reading import filings_for
from marketplace.rulebook.periods import Calendar, in_shanghai
from marketplace.rulebook.queries.calendar import calendar_for

State = Filing.State
TONES = {
    State.DRAFT: "",
    State.SUBMITTED: "waiting",
    State.ACCEPTED: "active",
    State.RETURNED: "failed",
    State.REGISTERED: "done",
    State.REFUSED: "failed",
    State.WITHDRAWN: "",
    State.CANCELLED: "failed",
}
SHOWN = 200
DAY, REACH = timedelta(days=1), timedelta(days=400)


class Row(NamedTuple):
    filing: Filing
    tone: str
    due: Due | None


class Fact(NamedTuple):
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: Sequence[Row]
    is_staff: bool
    may_file: bool
    may_estimate: bool


def list_page(actor: Actor, now: datetime) -> ListPage:
    """The actor's registrations; for a registrar's staff the queue, what is due first on top."""
    found = list(filings_for(actor).order_by("due_at", "-pk")[:SHOWN])
    calendar = calendar_of(found, now)
    return ListPage(
        [Row(one, TONES[State(one.state)], due_of(one, now, calendar)) for one in found],
        is_exchange_staff(actor),
        rules.may_file(actor),
        rules.may_estimate(actor),
    )


def calendar_of(filings: Sequence[Filing], now: datetime) -> Calendar:
    """The calendar between the first and the last limit on the page."""
    days = [in_shanghai(one.due_at) for one in filings if one.due_at] + [in_shanghai(now)]
    return calendar_for(max(min(days), in_shanghai(now) - REACH) - DAY, max(days) + DAY)


def due_of(filing: Filing, now: datetime, calendar: Calendar) -> Due | None:
    """How the clock of a registration stands, in working days; None while it stands still."""
    if filing.state != State.ACCEPTED or filing.due_at is None:
        return None
    return counted(filing.due_at, now, calendar.is_working)


@dataclass(frozen=True, slots=True)
class FilingPage:
    filing: Filing
    tone: str
    due: Due | None
    facts: Sequence[Fact]
    parties: Sequence[Fact]
    acts: Sequence[Act]
    documents: Sequence[Document]
    may_edit: bool
    may_state_facts: bool


def filing_page(actor: Actor, filing: Filing, now: datetime) -> FilingPage:
    """One registration with everything that was written, and what the reader may do."""
    return FilingPage(
        filing=filing,
        tone=TONES[State(filing.state)],
        due=due_of(filing, now, calendar_of([filing], now)),
        facts=_facts(filing),
        parties=_parties(filing),
        acts=acts_of(actor, filing),
        documents=readable(actor, filing),
        may_edit=filing.state in EDITABLE and rules.may_keep(actor, filing),
        may_state_facts=rules.may_state_facts(actor, filing),
    )


def _facts(one: Filing) -> list[Fact]:
    facts = [
        (_("登记编号"), one.registration_number),
        (_("合同编号"), one.contract_number),
        (_("合同类型"), f"{one.get_kind_display()} · {one.get_subtype_display()}"),
        (_("登记机构"), one.get_exchange_display()),
        (_("签订日期"), str(one.signed_date)),
        (_("合同期限至"), str(one.ends_date)),
        (_("支付方式"), one.get_payment_mode_display()),
        (_("技术领域"), str(one.technology_field)),
        (_("知识产权类型"), one.get_right_type_display()),
        (_("知识产权编号"), one.right_numbers),
        (_("计划项目来源"), one.project_source),
        (_("社会经济目标"), one.goal),
        (_("预计新增投资"), "" if one.expected_investment_fen is None else yuan(one.expected_investment_fen)),
        (_("预计新增产值"), "" if one.expected_output_fen is None else yuan(one.expected_output_fen)),
        (_("理由"), one.reason),
    ]
    return [Fact(label, str(value)) for label, value in facts if value]


def _parties(one: Filing) -> list[Fact]:
    facts = [
        (_("申请方"), one.filer.local_name),
        (_("统一社会信用代码"), one.filer.uscc),
        (_("本方法人类型"), one.get_own_form_display()),
        (_("本方行政区划代码"), one.own_region),
        (_("对方名称"), one.other_name),
        (_("对方统一社会信用代码"), one.other_uscc),
        (_("对方法人类型"), one.get_other_form_display()),
        (_("对方行政区划代码"), one.other_region),
    ]
    return [Fact(label, str(value)) for label, value in facts if value]
