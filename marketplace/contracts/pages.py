"""What the pages of contracts show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.contracts import forms, rules, signing
from marketplace.contracts.comparing import Difference
from marketplace.contracts.content import clauses_of
from marketplace.contracts.labels import label_of
from marketplace.contracts.models import (
    Deed,
    DeedFlag,
    DeedMilestone,
    DeedSignature,
    DeedState,
    DeedVersion,
    FlagState,
    Handover,
    HandoverState,
    MilestoneState,
    RightStep,
    Side,
    StepState,
    Termination,
    TerminationState,
    VersionState,
)
from marketplace.contracts.queries import reading
from marketplace.contracts.queries.versions import difference_lines
from marketplace.contracts.signing import Checked
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.files.models import File
from marketplace.files.queries import files_of

TONES = {
    "draft": "waiting",
    "in_force": "done",
    "ended": "failed",
    "lapsed": "plain",
    "proposed": "waiting",
    "accepted": "done",
    "declined": "failed",
    "withdrawn": "plain",
    "open": "waiting",
    "cleared": "done",
    "upheld": "failed",
    "pending": "waiting",
    "handed_in": "active",
    "returned": "failed",
    "dropped": "plain",
    "waiting": "waiting",
    "filed": "active",
    "registered": "done",
    "noticed": "waiting",
    "objected": "failed",
    "effective": "failed",
}
CHAIN = ("contract", "paid", "filed", "registered")


@dataclass(frozen=True, slots=True)
class ClauseRow:
    label: str | Promise
    words: str
    fixed: str  # announced, managed or empty


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    label: str | Promise
    difference: Difference


@dataclass(frozen=True, slots=True)
class FlagRow:
    flag: DeedFlag
    tone: str
    clause: str | Promise
    form: Form | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that waits for an answer or for signatures, or the one in place."""

    version: DeedVersion
    tone: str
    differences: Sequence[DifferenceRow]
    flags: Sequence[FlagRow]
    declared: Sequence[str]  # sides that have filled in the checklist
    signatures: Sequence[DeedSignature]
    signs: bool  # whether it waits for the reader's signature
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class HandoverRow:
    handover: Handover
    tone: str
    files: Sequence[File]
    form: Form | None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    milestone: DeedMilestone
    tone: str
    handovers: Sequence[HandoverRow]
    form: Form | None


@dataclass(frozen=True, slots=True)
class StepRow:
    step: RightStep
    tone: str
    filing: Form | None
    entry: Form | None
    files: Sequence[File]


@dataclass(frozen=True, slots=True)
class TerminationRow:
    termination: Termination
    tone: str
    form: Form | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain, for the component `steps`."""

    name: str
    state: str  # done, now, todo


@dataclass(frozen=True, slots=True)
class DeedRow:
    deed: Deed
    tone: str


def deed_rows(deeds: Sequence[Deed]) -> list[DeedRow]:
    return [DeedRow(one, TONES[one.state]) for one in deeds]


@dataclass(frozen=True, slots=True)
class DeedPage:
    deed: Deed
    tone: str
    side: str
    sale: str  # its number, if the contract is of one
    clauses: Sequence[ClauseRow]
    current: VersionRow
    waiting: Sequence[VersionRow]
    past: Sequence[DeedVersion]
    milestones: Sequence[MilestoneRow]
    steps: Sequence[StepRow]
    chain: Sequence[Link]
    terminations: Sequence[TerminationRow]
    proposes: bool
    terminate: Form | None
    documents: Sequence[Document]
    tried: Mapping[str, Form] = field(default_factory=dict)


def deed_page(actor: Actor, found: Deed, tried: Mapping[str, Form] | None = None) -> DeedPage:
    """One contract; `tried` are declined forms, by the number of what they are about, or `terminate`."""
    assert found.current
    declined = dict(tried or {})
    versions = list(found.versions.select_related("basis").order_by("position"))
    waiting = [one for one in versions if _waits(found, one)]
    in_force, own = found.state == DeedState.IN_FORCE, rules.acts(actor, found)
    unsigned = not found.current.signatures.exists()
    ends = in_force and own and not found.terminations.filter(state__in=_LIVE).exists()
    subject, _colon, number = found.subject.partition(":")
    return DeedPage(
        deed=found,
        tone=TONES[found.state],
        side=rules.side_of(actor, found),
        sale=number if subject == "sale" else "",
        clauses=_clauses(found, found.current),
        current=_version_row(actor, found, found.current, declined),
        waiting=[_version_row(actor, found, one, declined) for one in waiting],
        past=[one for one in versions if one not in waiting and one != found.current],
        milestones=[_milestone_row(actor, found, one, declined) for one in reading.milestones_of(found)],
        steps=[_step_row(actor, found, one, declined) for one in found.steps.order_by("position")],
        chain=chain_links(found),
        terminations=[_termination_row(actor, found, one, declined) for one in found.terminations.order_by("-pk")],
        proposes=own and not waiting and (in_force or (found.state == DeedState.DRAFT and unsigned)),
        terminate=(declined.get("terminate") or forms.TerminationForm()) if ends else None,
        documents=readable(actor, found),
    )


_LIVE = (TerminationState.PROPOSED, TerminationState.NOTICED, TerminationState.OBJECTED)


def _waits(deed: Deed, version: DeedVersion) -> bool:
    """For an answer, or, as a supplement, for both signatures."""
    assert deed.current
    agreed = version.supplement and version.state == VersionState.ACCEPTED and version.position > deed.current.position
    return version.state == VersionState.PROPOSED or agreed


def _to_sign(deed: Deed, version: DeedVersion) -> bool:
    if deed.state == DeedState.DRAFT:
        return version == deed.current and not deed.versions.filter(state=VersionState.PROPOSED).exists()
    return deed.state == DeedState.IN_FORCE and version.state == VersionState.ACCEPTED and _waits(deed, version)


def _clauses(deed: Deed, version: DeedVersion) -> list[ClauseRow]:
    said = version.text["clauses"]
    announced, managed = deed.announced.get("clauses", {}), deed.managed.get("clauses", {})
    return [
        ClauseRow(
            clause.label,
            said[clause.key],
            "announced" if clause.key in announced else "managed" if clause.key in managed else "",
        )
        for clause in clauses_of(version.subtype)
        if clause.key in said
    ]


def _version_row(actor: Actor, deed: Deed, version: DeedVersion, declined: Mapping[str, Form]) -> VersionRow:
    flags = list(version.flags.order_by("pk"))
    signatures = list(version.signatures.select_related("organisation", "signed_by").order_by("signed_at"))
    own = rules.side_of(actor, deed) if rules.acts(actor, deed) else ""
    shown: dict[str, Form] = {}
    if version.state == VersionState.PROPOSED and own:
        mine = own == version.proposed_side
        shown["withdraw" if mine else "answer"] = forms.WithdrawalForm() if mine else forms.VersionAnswerForm()
    signed = own in {one.side for one in signatures}
    on_table = version.state in (VersionState.PROPOSED, VersionState.ACCEPTED)
    if (
        own
        and on_table
        and not signed
        and "answer" not in shown
        and deed.state in (DeedState.DRAFT, DeedState.IN_FORCE)
    ):
        declaration = version.declarations.filter(side=own).first()
        points = declaration.points if declaration else []
        shown["declare"] = forms.DeclarationForm(initial={"points": points})
    if version.number in declined:
        form = declined[version.number]
        shown |= {name: form for name, blank in shown.items() if type(blank) is type(form)}
    return VersionRow(
        version=version,
        tone=TONES[version.state],
        differences=[DifferenceRow(label_of(one.key), one) for one in difference_lines(version)],
        flags=[_flag_row(actor, one, declined) for one in flags],
        declared=[str(Side(one.side).label) for one in version.declarations.order_by("side")],
        signatures=signatures,
        signs=bool(own) and not signed and _to_sign(deed, version),
        forms=shown,
    )


def _flag_row(actor: Actor, flag: DeedFlag, declined: Mapping[str, Form]) -> FlagRow:
    asks = flag.state != FlagState.CLEARED and rules.may_answer_flag(actor, flag)
    form = (declined.get(flag.number) or forms.FlagForm()) if asks else None
    return FlagRow(flag, TONES[flag.state], label_of(flag.clause) if flag.clause else "", form)


def _milestone_row(actor: Actor, deed: Deed, one: DeedMilestone, declined: Mapping[str, Form]) -> MilestoneRow:
    in_force = deed.state == DeedState.IN_FORCE
    open_states = (MilestoneState.PENDING, MilestoneState.RETURNED)
    hands_in = in_force and one.state in open_states and rules.may_hand_in(actor, deed)
    rows = []
    for handover in one.handovers.all():
        asks = in_force and handover.state == HandoverState.HANDED_IN and rules.acts(actor, deed, Side.CLIENT)
        form = (declined.get(handover.number) or forms.HandoverAnswerForm()) if asks else None
        files = list(files_of(f"handover:{handover.number}"))
        rows.append(HandoverRow(handover, TONES[handover.state], files, form))
    form = (declined.get(one.number) or forms.HandoverForm()) if hands_in else None
    return MilestoneRow(one, TONES[one.state], rows, form)


def _step_row(actor: Actor, deed: Deed, one: RightStep, declined: Mapping[str, Form]) -> StepRow:
    may = deed.state == DeedState.IN_FORCE and rules.may_record_step(actor, one)
    paid = deed.paid_at is not None or one.act == RightStep.Act.RECORD
    files_it = may and paid and one.state == StepState.WAITING
    enters = may and one.state == StepState.FILED
    tried = declined.get(one.number)
    return StepRow(
        one,
        TONES[one.state],
        filing=(tried or forms.FilingForm()) if files_it else None,
        entry=(tried or forms.EntryForm()) if enters else None,
        files=list(files_of(f"rightstep:{one.number}")),
    )


def _termination_row(actor: Actor, deed: Deed, one: Termination, declined: Mapping[str, Form]) -> TerminationRow:
    answers = termination_answers(actor, one)
    form = (declined.get(one.number) or forms.TerminationAnswerForm(answers=answers)) if answers else None
    return TerminationRow(one, TONES[one.state], form)


def termination_answers(actor: Actor, one: Termination) -> list[str]:
    """What the reader may answer now."""
    if one.state not in _LIVE or one.deed.state != DeedState.IN_FORCE:
        return []
    if rules.may_answer_termination(actor, one):
        return {"proposed": ["agree", "object"], "noticed": ["object"]}.get(one.state, [])
    if rules.may_withdraw_termination(actor, one):
        return ["withdraw"]
    if one.state == TerminationState.OBJECTED and rules.may_confirm_termination(actor, one):
        return ["confirm"]
    return []


def chain_links(deed: Deed | None) -> list[Link]:
    """Contract, price, filing, entry: how far each has come; nothing where no right is entered (R-CON-07)."""
    if deed is None:
        return []
    reached = reading.chain_of(deed)
    if not reached or deed.effective_at is None:
        return []
    words = {"contract": _("合同生效"), "paid": _("价款到账"), "filed": _("已申报"), "registered": _("已登记")}
    here = CHAIN.index(reached)
    return [
        Link(words[name], "done" if place <= here else "now" if place == here + 1 else "todo")
        for place, name in enumerate(CHAIN)
    ]


@dataclass(frozen=True, slots=True)
class SignatureRow:
    signature: DeedSignature
    checked: Checked


def signature_rows(version: DeedVersion) -> list[SignatureRow]:
    """Each signature of a version, checked anew."""
    rows = version.signatures.select_related("organisation", "signed_by", "version__deed").order_by("signed_at")
    return [
        SignatureRow(one, signing.adapter(one.method).check(reading.statement_of(one), one.evidence)) for one in rows
    ]
