"""A bidder's page: where it stands in the case, for it and for the venue; nothing of other bidders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit.commands import ref
from marketplace.core.clock import market_clock
from marketplace.core.presentation import market_date
from marketplace.desk.due import INSTANT, Due
from marketplace.files.models import File
from marketplace.files.queries import files_of
from marketplace.portal.cards import address, language, sale_address
from marketplace.portal.context import Link
from marketplace.portal.forfeiture_parts import DepositDesk
from marketplace.portal.qualification_forms import DecisionForm, SupplementForm
from marketplace.portal.queries.limits import due_words
from marketplace.trading.models import Registration, Sale, Supplement
from marketplace.trading.queries.sales import knows_code, knows_opinion
from marketplace.trading.queries.standing import Mark, Standing, registration_of, standing_of
from marketplace.trading.rules import is_officer_of, may_screen_bidder, may_supplement
from marketplace.trading.screening_forms import ScreeningForm

State = Registration.State


class Step(NamedTuple):
    """For the component `steps`."""

    name: str
    state: str
    note: str = ""


class Fact(NamedTuple):
    label: str
    value: str
    note: str = ""


class Added(NamedTuple):
    supplement: Supplement
    paper: File | None
    href: str


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """`supplement` and `decision` are the forms of who may; `waits` says what happens next, `due` by when."""

    registration: Registration
    sale: Sale
    is_own: bool
    code: str
    standing: Standing
    steps: Sequence[Step]
    waits: str
    due: Due | None
    facts: Sequence[Fact]
    opinion: str
    opinion_reason: str
    added: Sequence[Added]
    supplement: SupplementForm | None
    decision: DecisionForm | None
    screening: ScreeningForm | None
    objected: bool
    deposit: DepositDesk
    links: Sequence[Link]
    back: Link


def registration_page(
    actor: Actor,
    number: str,
    *,
    supplement: SupplementForm | None = None,
    decision: DecisionForm | None = None,
    deposit: Any = None,
    screening: ScreeningForm | None = None,
) -> RegistrationPage:
    """Everything about one registration; `supplement`, `decision`, `deposit` and `screening` are forms that were sent and not taken.

    Raises Http404.
    """
    found = registration_of(actor, number)
    now = market_clock.read()
    standing = standing_of(actor, found)
    own, applying = actor.acts_for(found.organisation), found.state == State.APPLYING
    decides = is_officer_of(actor, found.sale.exchange) and applying and is_ripe(found, now)
    screens = may_screen_bidder(actor, found.sale) and found.waits_for_screening and not found.sale.is_over
    told = knows_opinion(actor, found)
    return RegistrationPage(
        registration=found,
        sale=found.sale,
        is_own=own,
        code=found.code if knows_code(actor, found) else "",
        standing=standing,
        steps=[step_of(mark, found, won=standing.won) for mark in standing.marks if mark.state != "skipped"],
        waits=waits(found, now, won=standing.won, own=own),
        due=due_of(found, now),
        facts=facts(found, standing, now),
        opinion=str(found.get_opinion_display()) if told and found.opinion else "",
        opinion_reason=found.opinion_reason if told else "",
        added=added_to(found),
        supplement=supplement or (SupplementForm() if applying and may_supplement(actor, found) else None),
        decision=decision or (DecisionForm() if decides else None),
        screening=screening or (ScreeningForm() if screens else None),
        objected=found.opinion == "objection",
        deposit=DepositDesk(actor, found, now, deposit),
        links=links(found, standing, own=own),
        back=Link(_("工作台"), address("portal:workspace"))
        if own
        else Link(_("款项与其他"), address("portal:desk_others")),
    )


def is_ripe(registration: Registration, now: datetime) -> bool:
    """The seller has spoken, or its time is over: the venue may decide."""
    due = registration.opinion_due_at
    return registration.opinion != "" or due is None or now >= due


def step_of(mark: Mark, registration: Registration, *, won: bool) -> Step:
    names = {
        "interest": _("意向受让登记"),
        "screening": _("涉外审查"),
        "qualification": _("资格确认"),
        "deposit": _("保证金到账"),
        "trading": _("竞价"),
        "result": _("成交结果"),
        "withdrawal": _("撤回报名"),
        "money": _money_word(registration, won=won),
    }
    limits = mark.state == "now"  # a limit that ends at 24:00 is its day's, not the next one's
    day = market_date(mark.at - INSTANT if limits else mark.at, language()) if mark.at else ""
    note = _("最迟 {day}").format(day=day) if day and limits and mark.step != "trading" else day
    if mark.step == "result" and mark.state == "done":
        note = _("成交") if won else _("未成交")
    return Step(names[mark.step], mark.state, note)


def _money_word(registration: Registration, *, won: bool) -> str:
    if registration.state == State.FORFEITED:
        return _("保证金扣划")
    return _("保证金抵作价款") if won else _("保证金退还")


def waits(registration: Registration, now: datetime, *, won: bool, own: bool) -> str:
    """What happens next, and who does it."""
    sale = registration.sale
    if registration.state == State.WITHDRAWN:
        return _("已撤回报名，无须交纳保证金")
    if sale.is_over or registration.state in (State.LEFT, State.RETURNED):
        return _after(registration, won=won)
    if registration.waits_for_screening:
        return _("等待交易机构涉外审查，之前请勿付款") if own else _("请作涉外审查")
    if registration.is_barred:
        return _("涉外审查未通过，不能参加本场竞价（规则 R-SEC-08）")
    if registration.state == State.APPLYING:
        return _("等待交易机构确认资格") if is_ripe(registration, now) else _("等待转让方出具意见")
    if registration.state == State.REFUSED:
        return _("资格未确认，不能参加本场竞价")
    if registration.state == State.REGISTERED:
        return _("请交纳保证金，到账后即可报价") if own else _("等待保证金到账")
    return _("保证金已到账，可以参加竞价")


def _after(registration: Registration, *, won: bool) -> str:
    if registration.state == State.FORFEITED:
        return _("成交后违约，保证金已扣划") if won else _("依公告列明的情形，保证金已扣划")
    if registration.forfeitures.filter(state="proposed").exists():
        return _("拟不予退还保证金：听取意见后由另一人决定")
    if registration.state == State.LEFT:
        late = registration.return_due_at is None and not registration.sale.is_over
        return _("已撤回报名，保证金待竞价结束后处理") if late else _("已撤回报名，保证金待退还")
    if won:
        return _("已成交，请办理签约与结算") if registration.ended_at is None else _("已成交，保证金已抵作价款")
    if registration.ended_at is not None:
        return _("未成交，保证金已原路退还")
    return _("未成交，保证金待退还") if registration.held_id else _("本场竞价已结束")


def due_of(registration: Registration, now: datetime) -> Due | None:
    """The limit that runs: the seller's, then the venue's."""
    if registration.state != State.APPLYING or registration.sale.is_over:
        return None
    limit = registration.decision_due_at if is_ripe(registration, now) else registration.opinion_due_at
    return due_words(limit, now) if limit else None


def facts(registration: Registration, standing: Standing, now: datetime) -> list[Fact]:
    sale = registration.sale
    rows = [
        Fact(_("登记编号"), registration.number),
        Fact(_("项目编号"), standing.project_number),
        Fact(_("竞价编号"), sale.number),
        Fact(_("意向受让方"), registration.organisation.local_name),
        Fact(_("交易机构"), str(sale.get_exchange_display())),
        Fact(_("推荐交易机构"), str(registration.get_via_exchange_display())),
        Fact(_("登记日期"), market_date(registration.registered_at, language())),
        Fact(_("登记状态"), str(registration.get_state_display())),
    ]
    return [row for row in rows if row.value]


def added_to(registration: Registration) -> list[Added]:
    papers = {file.number: file for file in files_of(ref(registration))}
    rows = registration.supplements.order_by("id")
    return [Added(row, papers.get(row.file), address("files:file", row.file) if row.file else "") for row in rows]


def links(registration: Registration, standing: Standing, *, own: bool) -> list[Link]:
    """The pages on which the work goes on."""
    sale = registration.sale
    found = [
        Link(_("竞价页面"), sale_address(sale.number)),
        Link(_("成果页面"), address("portal:listing", sale.listing.number)),
    ]
    if standing.won:
        found.append(Link(_("签约与结算"), address("portal:settlement", sale.number)))
    return [link for link in found if link.url]
