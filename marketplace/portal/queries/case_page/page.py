"""The page of a case, put together for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.audit.commands import ref
from marketplace.catalogue.rules import may_edit
from marketplace.core.clock import market_clock
from marketplace.core.presentation import Tab, market_date
from marketplace.desk import queries, rules
from marketplace.desk.due import Due, due_of
from marketplace.desk.models import Case, Correction, Stage, Step
from marketplace.desk.models.stages import BEFORE_ACCEPTANCE, ORDER, TABLE
from marketplace.desk.queries.limits import rules_of
from marketplace.documents.models import Document
from marketplace.files.models import File
from marketplace.files.queries import files_of
from marketplace.portal.cards import address, language, sale_address
from marketplace.portal.case_forms import CorrectionForm
from marketplace.portal.correction_forms import certificates_of, correction_forms, deposits_of, told_data
from marketplace.portal.queries import desk as desk_queries
from marketplace.portal.queries.case_page import happened, lines, road, told
from marketplace.portal.queries.case_page.lines import Line, Paper
from marketplace.portal.queries.case_page.registrations import asked_about_bidders
from marketplace.portal.queries.limits import due_words as limit_words
from marketplace.rulebook.queries import deadline
from marketplace.trading.models import Sale
from marketplace.trading.rules import may_announce, side_of

Typed = Mapping[str, str]
EMPTY_ROWS = 3  # of free pieces beside the lines of the checklist


class Fact(NamedTuple):
    label: str
    value: str
    note: str = ""


class Link(NamedTuple):
    label: str
    url: str


class DocumentRow(NamedTuple):
    document: Document
    href: str


class CorrectionRow(NamedTuple):
    correction: Correction
    tone: str
    may_decide: bool
    changes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Acts:
    """What the reader may do here now."""

    take: bool = False
    assign: bool = False
    review: bool = False
    examine: bool = False
    refer: bool = False
    publish: bool = False
    archive: bool = False
    propose: bool = False
    apply: bool = False
    hand_in: bool = False
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    tone: str
    stages: Sequence[road.StageMark]
    words: str
    due: Due
    explained: Sequence[str]
    asks: Sequence[queries.Asked]
    sale_number: str
    waits: str
    acts: Acts
    lines: Sequence[Line]
    papers: Sequence[Paper]
    documents: Sequence[DocumentRow]
    corrections: Sequence[CorrectionRow]
    forms: Sequence[CorrectionForm]
    events: Sequence[happened.Event]
    tabs: Sequence[Tab]
    facts: Sequence[Fact]
    links: Sequence[Link]
    colleagues: Sequence[Any]
    inside: bool
    watching: bool
    back: Link
    rows: Sequence[str]
    typed: Typed
    typed_act: str
    errors: Sequence[str] = field(default_factory=list)


def case_page(
    actor: Actor,
    case: Case,
    *,
    show: str = "",
    document: str = "",
    act: str = "",
    typed: Typed | None = None,
    errors: Sequence[str] = (),
) -> CasePage:
    """Everything about a case that the actor may know; `typed` is what was sent with `act` and not taken, with its `errors`;
    `document` is one that is to be issued anew.
    """
    now = market_clock.read()
    inside = rules.may_see_inside(actor, case)
    applicant = actor.acts_for(case.applicant)
    steps = steps_for(actor, case, all_of_it=inside or applicant)
    files = list(files_of(ref(case))) if inside or applicant else []
    documents = queries.case_documents(actor, case)
    notices = list(queries.notices_of(*happened.subjects(case)))
    corrections = list(queries.corrections_of(actor, case))
    sent = told.messages(actor, case, corrections, inside=inside)
    events = happened.events(steps, files, documents, notices, sent)
    show = show if show in happened.SORTS else ""
    acts = acts_of(actor, case)
    sale = Sale.objects.filter(listing=case.listing).order_by("-id").first()
    said = typed or {}
    asks = [*queries.asked_of(case, actor), *asked_about_bidders(case, actor, sale, now)]
    return CasePage(
        case=case,
        tone=TONES[Case.State(case.state)],
        stages=road.road(case, steps),
        words=road.words(case),
        due=due_words(case, asks, now),
        explained=explained(case),
        asks=asks,
        sale_number=sale.number if sale else "",
        waits=waits(case),
        acts=acts,
        lines=lines_for(case, now, files, said, inside=inside) if inside or applicant else [],
        papers=[lines.paper_of(file) for file in files],
        documents=[DocumentRow(row, happened.document_address(row.number)) for row in documents],
        corrections=[row_of(row, actor) for row in corrections],
        forms=correction_forms(
            case,
            act,
            said,
            effects_for(actor, case, documents=any(row.can("supersede") for row in documents)),
            document=document,
        )
        if acts.propose
        else [],
        events=[event for event in events if not show or event.sort == show],
        tabs=tabs(case, events, show),
        facts=facts(case, inside=inside),
        links=links(actor, case, sale),
        colleagues=colleagues_of(actor, case) if acts.assign else [],
        inside=inside,
        watching=actor.has(Role.SUPERVISOR),
        back=Link(_("业务台"), reverse("portal:desk"))
        if actor.exchange
        else Link(_("工作台"), reverse("portal:workspace")),
        rows=free_rows(said),
        typed=said,
        typed_act=act,
        errors=errors,
    )


TONES = {
    Case.State.RUNNING: "active",
    Case.State.SUSPENDED: "waiting",
    Case.State.TERMINATED: "failed",
    Case.State.ARCHIVED: "done",
}


def steps_for(actor: Actor, case: Case, *, all_of_it: bool) -> list[Step]:
    """The steps; a buyer is told of those since the offer, not of what the applicant's papers lacked."""
    steps = list(queries.history(actor, case))
    return steps if all_of_it else [step for step in steps if ORDER[step.stage] >= ORDER[Stage.INTEREST]]


def lines_for(case: Case, now: datetime, files: Sequence[File], said: Typed, *, inside: bool) -> Sequence[lines.Line]:
    found = lines.lines(case, now, files, said)
    return found if inside else lines.papers_wanted(found)


def acts_of(actor: Actor, case: Case) -> Acts:
    """By rights and by where the case stands; the commands ask again."""
    running = case.state == Case.State.RUNNING
    live = running or case.state == Case.State.SUSPENDED
    works = live and rules.may_work_on(actor, case)
    handles = running and works and rules.may_handle(actor, case)
    second = works and rules.is_another_than_who_accepted(actor, case)
    own = running and may_edit(actor, case.listing)
    return Acts(
        take=works and case.assignee_id is None,
        assign=live and rules.may_assign(actor, case),
        review=handles and case.stage == Stage.REVIEW,
        examine=running and second and case.stage == Stage.EXAMINATION,
        refer=running and second and case.stage in (Stage.EXAMINATION, Stage.ANNOUNCEMENT),
        publish=running and works and case.stage == Stage.ANNOUNCEMENT,
        archive=running and works and case.stage == Stage.ARCHIVE,
        propose=live and case.stage not in BEFORE_ACCEPTANCE,
        apply=own and case.stage in (Stage.APPLICATION, Stage.SUPPLEMENT),
        hand_in=(own and case.stage in BEFORE_ACCEPTANCE) or works,
        withdraw=own and rules.may_withdraw(actor, case),
    )


def effects_for(actor: Actor, case: Case, *, documents: bool) -> Sequence[str]:
    """The kinds of correction that fit where the case stands, and that the actor may ask for."""
    offered = case.listing.state == case.listing.State.PUBLISHED and case.state == Case.State.RUNNING
    kinds = [
        (Correction.Kind.ERRATUM, offered),
        (Correction.Kind.CHANGE, offered and not case.deal),
        (Correction.Kind.SUSPENSION, offered),
        (Correction.Kind.RESUMPTION, case.state == Case.State.SUSPENDED),
        (Correction.Kind.TERMINATION, ORDER[case.stage] < ORDER[Stage.CONTRACT]),
        (Correction.Kind.DEPOSIT_REVERSAL, bool(deposits_of(case))),
        (Correction.Kind.DOCUMENT_REISSUE, documents),
        (Correction.Kind.CERTIFICATE_REISSUE, bool(certificates_of(case))),
    ]
    return [str(kind.value) for kind, fits in kinds if fits and rules.may_propose(actor, case, kind)]


def due_words(case: Case, asks: Sequence[queries.Asked], now: datetime) -> Due:
    """The limit of the stage; where it has none, that of what is asked of the reader."""
    if case.due_at is None and asks and asks[0].due_at is not None:
        return limit_words(asks[0].due_at, now)
    if case.due_at is None:
        return due_of(case, now, lambda day: True)
    return limit_words(case.due_at, now) if case.state == Case.State.RUNNING else due_of(case, now, lambda day: True)


def explained(case: Case) -> list[str]:
    """How the limit of the stage was counted, in sentences."""
    row = TABLE[case.stage]
    if case.due_at is None or not row.rule or case.state != Case.State.RUNNING:
        return []
    try:
        days = int(rules_of(case, case.stage_since).value(row.rule, row.key))
    except LookupError:
        return []
    told = deadline(case.stage_since, working_days=days)
    name = _("“{stage}”限 {days} 个工作日（规则 {rule}）。")
    said = [name.format(stage=case.get_stage_display(), days=days, rule=row.rule), *told.explanation]
    return said if told.at == case.due_at else []


def waits(case: Case) -> str:
    if case.state != Case.State.RUNNING:
        return str(case.get_state_display())
    return _("等待{who}").format(who=case.get_waiting_for_display())


def tabs(case: Case, told: Sequence[happened.Event], show: str) -> list[Tab]:
    here = reverse("portal:case", args=[case.number])
    return [
        Tab(
            name,
            f"{here}?show={sort}#history" if sort else f"{here}#history",
            sort == show,
            sum(1 for event in told if not sort or event.sort == sort),
        )
        for sort, name in happened.names().items()
    ]


def facts(case: Case, *, inside: bool) -> list[Fact]:
    version = case.listing.rule_version
    rows = [
        Fact(_("案件编号"), case.number),
        Fact(_("项目编号"), case.project_number),
        Fact(_("交易机构"), str(case.get_exchange_display())),
        Fact(_("委托方"), case.applicant.local_name),
        Fact(_("受让方"), case.transferee.local_name if case.transferee else ""),
        Fact(_("承办人"), str(case.assignee or _("尚无人承办"))),
        Fact(_("受理人"), str(case.accepted_by or "") if inside else ""),
        Fact(_("审核人"), str(case.examined_by or "") if inside else ""),
        Fact(_("适用规则"), version.number if version else "", _("受理之日的规则，此后不变（规则 R-GEN-08）")),
        Fact(_("申请日期"), market_date(case.opened_at, language())),
        Fact(_("保存至"), case.retain_until.isoformat() if case.retain_until else ""),
    ]
    return [row for row in rows if row.value]


def links(actor: Actor, case: Case, sale: Sale | None) -> list[Link]:
    """The pages on which the work goes on."""
    found = [Link(_("成果页面"), reverse("portal:listing", args=[case.listing.number]))]
    if may_edit(actor, case.listing) and case.stage in (Stage.APPLICATION, Stage.SUPPLEMENT):
        found.append(Link(_("修改成果信息"), address("catalogue:edit_listing", case.listing.number)))
    free = sale is None or sale.state in Sale.FALLEN
    offered = case.stage == Stage.INTEREST and case.state == Case.State.RUNNING
    if free and offered and may_announce(actor, case.listing):
        found.append(Link(_("发布竞价公告"), reverse("portal:sale_new", args=[case.listing.number])))
    if sale is not None:
        found.append(Link(_("竞价页面"), sale_address(sale.number)))
        if side_of(actor, sale) == "seller" and case.listing.buyer_conditions.strip():
            found.append(Link(_("意向受让方与意见"), reverse("portal:opinions", args=[sale.number])))
        if sale.state in Sale.HAD_WINNER:
            found.append(Link(_("签约与结算"), reverse("portal:settlement", args=[sale.number])))
    return [link for link in found if link.url]


def row_of(row: Correction, actor: Actor) -> CorrectionRow:
    waits_for_us = row.state == Correction.State.PROPOSED and rules.may_decide_correction(actor, row)
    tone = {"proposed": "waiting", "approved": "done", "rejected": "failed"}[row.state]
    return CorrectionRow(row, tone, waits_for_us, told_changes(row))


def told_changes(row: Correction) -> list[str]:
    """What is asked for, as it was written."""
    changes = row.payload.get("changes", {}) if isinstance(row.payload, dict) else {}
    rest = {name: value for name, value in row.payload.items() if name not in ("changes", "data") and value}
    labels = {
        "asked_by": _("提出人"),
        "until": _("中止至"),
        "registration": _("竞买登记"),
        "document": _("文书"),
        "certificate": _("鉴证书"),
    }
    fields = {
        field.name: str(getattr(field, "verbose_name", field.name)) for field in row.case.listing._meta.get_fields()
    }
    said = [(labels.get(name, name), value) for name, value in rest.items()]
    said += [(fields.get(name, name), value) for name, value in changes.items()]
    told = [_("{label}：{value}").format(label=label, value=value) for label, value in said]
    return told + told_data(row.payload.get("document", ""), row.payload.get("data") or {})


def colleagues_of(actor: Actor, case: Case) -> list[Any]:
    """Who may be given the case, with the load of each."""
    from_desk = desk_queries.colleagues(actor, market_clock.read())
    return [row for row in from_desk if case.assignee is None or row.number != case.assignee.number]


def free_rows(said: Typed) -> list[str]:
    """What was typed into the free rows of a notice of missing pieces, and empty ones."""
    return [said.get(f"piece-other-{place}", "") for place in range(EMPTY_ROWS)]
