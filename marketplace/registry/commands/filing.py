"""What the seller does: draft a registration, hand in its papers, submit it, withdraw it (R-REG-02, R-REG-05)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Kind
from marketplace.audit import commands as audit
from marketplace.catalogue.models import TechnologyField
from marketplace.contracts.models import Deed, DeedState
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.registry import rules
from marketplace.registry.checking import check_draft, missing_papers
from marketplace.registry.drafts import FilingDraft, ItemDraft
from marketplace.registry.models import EDITABLE, Filing, Item, Paper, Purpose
from marketplace.registry.models.filing import NOTE_MAX
from marketplace.registry.recognising import Part, Recognised, recognise
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import Contract, Sale

MOST_ITEMS = 50
OF_SALE = "sale:"
State = Filing.State


@atomic
def draft_filing(
    *,
    draft: FilingDraft,
    sale: Sale | None = None,
    deed: Deed | None = None,
    exchange: str = "",
    actor: Actor,
    clock: Clock,
) -> Filing:
    """Begin the registration of a contract: of a sale of this market, of commissioned work (its text is a `deed`), or of one closed elsewhere (then at `exchange`).

    Raises Invalid field by field, also for a second registration of the same contract (R-REG-02); Refused before it is in force.
    """
    require(rules.may_file, actor)
    assert actor.user
    filing = Filing(filer=actor.organisation, drafted_by=actor.user, exchange=exchange)
    if sale is not None:
        filing.contract, filing.exchange = _contract_of(sale, actor), sale.exchange
    elif deed is not None:
        filing.deed, filing.exchange = _in_force(deed, actor), deed.exchange
    elif exchange not in ExchangeCode.values:
        raise Invalid(fields={"exchange": [_("请选择登记机构：SW、CQ、CD 或 NT。")]}, rule="R-REG-02")
    _fill(filing, draft, version_in_force(clock.read(), filing.exchange, Family.REGISTRY))
    audit.record("registry.filing_drafted", subject=filing, actor=actor, private=True)
    return filing


def _contract_of(sale: Sale, actor: Actor) -> Contract:
    lock(sale)
    require(rules.sold, actor, sale)
    contract = getattr(sale, "contract", None)
    if contract is None or contract.effective_at is None:
        raise _no_contract()
    assert isinstance(contract, Contract)
    return contract


def _in_force(deed: Deed, actor: Actor) -> Deed:
    """A text that is in force and belongs to no sale: a sale's is registered as that sale's contract, so once."""
    lock(deed)
    require(rules.provided, actor, deed)
    if deed.subject.startswith(OF_SALE):
        told = _("该合同属于竞价或协议交易，请以交易编号 {number} 申请登记（规则 R-REG-02）。")
        text = told.format(number=deed.subject.removeprefix(OF_SALE))
        raise Invalid(fields={"deed": [text]}, rule="R-REG-02")
    if deed.state != DeedState.IN_FORCE:
        raise _no_contract()
    return deed


def _no_contract() -> Refused:
    return Refused(_("合同生效后才能申请认定登记（规则 R-REG-02）。"), rule="R-REG-02", code="no_contract")


@atomic
def edit_filing(*, filing: Filing, draft: FilingDraft, actor: Actor, clock: Clock) -> None:
    """Write a draft, or what was returned, anew. Raises Refused once it is submitted."""
    lock(filing)
    now = clock.read()
    require(rules.may_keep, actor, filing)
    _refuse_unless_editable(filing)
    _fill(filing, draft, version_in_force(now, filing.exchange, Family.REGISTRY))
    audit.record("registry.filing_edited", subject=filing, actor=actor, private=True)


def _refuse_unless_editable(filing: Filing) -> None:
    if filing.state not in EDITABLE:
        raise Refused(_("已提交的登记申请不能修改；需要修改时请登记机构退回补正。"), rule="R-REG-03", code="state_edit")


def _fill(filing: Filing, draft: FilingDraft, version: RuleVersion) -> None:
    """Put what was written into the row, with the two amounts as the rules reckon them."""
    _refuse_other_price(filing, draft)
    refuse(list(check_draft(draft)))
    found = _recognised(draft.total_fen, draft.items, version)
    given: dict[str, Any] = asdict(draft)
    given.pop("items")
    filing.technology_field = _technology_field(given.pop("technology_field"))
    for name, value in given.items():
        setattr(filing, name, value.strip() if isinstance(value, str) else value)
    filing.technology_fen, filing.deducted_fen = found.technology_fen, found.total_fen - found.technology_fen
    if filing.filer.kind != Kind.PERSON and filing.filer.uscc == filing.other_uscc:
        raise Invalid(fields={"other_uscc": [_("合同双方不能是同一单位（规则 R-REG-05）。")]}, rule="R-REG-05")
    validate(filing)
    filing.save()
    filing.items.all().delete()
    rows = [
        Item(filing=filing, position=place, kind=one.kind, name=one.name.strip(), amount_fen=one.amount_fen)
        for place, one in enumerate(draft.items)
    ]
    for row in rows:
        validate(row, exclude=["filing"])
    Item.objects.bulk_create(rows)


def _refuse_other_price(filing: Filing, draft: FilingDraft) -> None:
    """A contract of this market says its own number, type and price; a registration may not say another."""
    if filing.contract is not None:
        number, price = filing.contract.number, filing.contract.sale.leading_fen
    elif filing.deed is not None and (text := filing.deed.current) is not None:
        number, price = filing.deed.number, text.content.price_fen
        if draft.subtype != text.subtype:
            raise Invalid(fields={"subtype": [_("合同子类须与本平台合同一致（规则 R-REG-05）。")]}, rule="R-REG-05")
    else:
        return
    if price is not None and draft.total_fen != price:
        raise Invalid(fields={"total_fen": [_("合同成交额须与合同价款一致（规则 R-REG-04）。")]}, rule="R-REG-04")
    if draft.contract_number != number:
        raise Invalid(fields={"contract_number": [_("合同编号须与本平台合同一致（规则 R-REG-05）。")]}, rule="R-REG-05")


def _recognised(total_fen: int, items: Sequence[ItemDraft], version: RuleVersion, **more: Any) -> Recognised:
    if len(items) > MOST_ITEMS:
        raise Invalid(fields={"items": [_("不超过 {most} 项。").format(most=MOST_ITEMS)]}, rule="R-REG-04")
    return recognise(total_fen, [Part(one.kind, one.amount_fen) for one in items], version, **more)


def _technology_field(code: str) -> TechnologyField:
    found = TechnologyField.objects.filter(code=code[:30].replace("\x00", "")).first()
    if found is None:
        raise Invalid(fields={"technology_field": [_("请从技术领域表中选择（规则 R-REG-06）。")]}, rule="R-REG-06")
    return found


@atomic
def hand_in_paper(*, filing: Filing, purpose: str, upload: Any, actor: Actor, clock: Clock) -> Paper:
    """Hand in a paper of R-REG-05 under its purpose. Raises Invalid for `purpose` and `file`."""
    _take_papers(filing, purpose, actor, clock)
    file = files.store(upload=upload, purpose=purpose, subject=audit.ref(filing), actor=actor, clock=clock)
    return _keep(filing, purpose, file, actor)


@atomic
def attach_paper(*, filing: Filing, purpose: str, file: File, actor: Actor, clock: Clock) -> Paper:
    """The same with a file that was handed in before. Raises Invalid for `purpose` and `file`."""
    _take_papers(filing, purpose, actor, clock)
    files.attach(file=file, subject=audit.ref(filing), actor=actor)
    if Paper.objects.filter(file=file).exists():
        raise Invalid(fields={"file": [_("该文件已在本申请的材料中。")]}, rule="R-REG-05")
    return _keep(filing, purpose, file, actor)


def _take_papers(filing: Filing, purpose: str, actor: Actor, clock: Clock) -> None:
    lock(filing)
    clock.read()
    require(rules.may_keep, actor, filing)
    _refuse_unless_editable(filing)
    if purpose not in Purpose.values:
        raise Invalid(fields={"purpose": [_("请选择材料类别（规则 R-REG-05）。")]}, rule="R-REG-05")


def _keep(filing: Filing, purpose: str, file: File, actor: Actor) -> Paper:
    paper = Paper.objects.create(filing=filing, purpose=purpose, file=file)
    audit.record("registry.paper_handed_in", subject=filing, actor=actor, private=True, purpose=purpose)
    return paper


@atomic
def submit_filing(*, filing: Filing, actor: Actor, clock: Clock) -> None:
    """Hand the registration in. Raises Invalid with every paper that is missing."""
    lock(filing)
    now = clock.read()
    require(rules.may_keep, actor, filing)
    there = set(filing.papers.values_list("purpose", flat=True))
    refuse(missing_papers(filing.right_type, filing.deducted_fen > 0, there))
    filing.move("submit", submitted_at=now, accepted_by=None, accepted_at=None, due_at=None, overdue_at=None)
    audit.record("registry.filing_submitted", subject=filing, actor=actor, private=True, title=filing.name)


@atomic
def withdraw_filing(*, filing: Filing, reason: str, actor: Actor, clock: Clock) -> None:
    """Take the registration back before it is decided; the contract may be handed in again. Raises Invalid without a reason."""
    lock(filing)
    clock.read()
    require(rules.may_keep, actor, filing)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明撤回原因。"))
    filing.move("withdraw", reason=said)
    audit.record("registry.filing_withdrawn", subject=filing, actor=actor, private=True, title=filing.name)
