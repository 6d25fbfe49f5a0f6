"""What the text of a technology contract consists of, and what a type of contract wants of it (R-CON-03..06, 10, 12, 13). Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.contracts import payments
from marketplace.contracts.payments import Payment
from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan

CLAUSE_MOST = 4_000  # characters
MOST_MILESTONES, MOST_PATENTS, MOST_ITEMS = 20, 60, 20
MOST_DAYS = 1_095  # from the effect to a milestone
LONGEST_NAME, LONGEST_WORDS = 120, 1_000

DEVELOPMENT = ("commissioned", "joint")
TRANSFER = ("patent", "application", "secret", "other_right", "equity")
LICENCE = ("patent_licence", "secret_licence", "other_licence")
ADVICE = ("consulting", "service")
EVERY = (*DEVELOPMENT, *TRANSFER, *LICENCE, *ADVICE)
OF_PATENTS = ("patent", "application", "patent_licence")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, by its key; the types that may have it, and those that must."""

    key: str
    label: Promise
    of: tuple[str, ...] = EVERY
    wanted: tuple[str, ...] = EVERY


CLAUSES = (
    Clause("project", gettext_lazy("项目名称")),
    Clause("subject", gettext_lazy("标的的内容、范围和要求")),
    Clause("plan", gettext_lazy("履行的计划、地点和方式")),
    Clause("price", gettext_lazy("价款或者报酬"), wanted=()),
    Clause("payment", gettext_lazy("支付方式")),
    Clause("licence", gettext_lazy("许可的种类、范围和期限"), LICENCE, LICENCE),
    Clause("acceptance", gettext_lazy("交付和验收的标准与方法")),
    Clause("ownership", gettext_lazy("技术成果的归属和收益分成")),
    Clause("improvements", gettext_lazy("后续改进"), wanted=()),
    Clause("confidentiality", gettext_lazy("保密")),
    Clause("warranty", gettext_lazy("权利瑕疵担保"), (*TRANSFER, *LICENCE), (*TRANSFER, *LICENCE)),
    Clause("priority", gettext_lazy("优先受让的权利"), TRANSFER, TRANSFER),
    Clause("owners", gettext_lazy("共有人的同意"), (*TRANSFER, *LICENCE), TRANSFER),
    Clause("risk", gettext_lazy("风险负担"), DEVELOPMENT, DEVELOPMENT),
    Clause("breach", gettext_lazy("违约责任")),
    Clause("disputes", gettext_lazy("争议解决")),
    Clause("definitions", gettext_lazy("名词和术语的解释")),
    Clause("other", gettext_lazy("其他约定"), wanted=()),
)
KEYS = {clause.key: clause for clause in CLAUSES}


def clauses_of(subtype: str) -> list[Clause]:
    """The clauses that a contract of this type may have, in their order."""
    return [clause for clause in CLAUSES if subtype in clause.of]


@dataclass(frozen=True, slots=True)
class Patent:
    """The seven data of a patent that a contract involves (R-CON-03); a date that is not known is empty."""

    title: str
    applicant: str
    patentee: str
    filing_date: str
    application_number: str
    patent_number: str
    term_ends_date: str


@dataclass(frozen=True, slots=True)
class Item:
    """Money of the contract that is not for technology (R-CON-13)."""

    name: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone as it is agreed: `days` after the effect of the contract something is handed in."""

    name: str
    deliverables: str
    acceptance: str
    days: int
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a version. `price_fen` is None where the contract has royalties only."""

    subtype: str
    clauses: Mapping[str, str]
    payment: Payment
    price_fen: int | None = None
    patents: Sequence[Patent] = ()
    items: Sequence[Item] = ()
    milestones: Sequence[Planned] = ()
    answer_days: int = 15  # to accept or return what was handed in
    silence: str = "accepted"
    licence_ends_date: str = ""
    licence_kind: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it; the same text is the same JSON."""
        told: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return told | {"clauses": {key: said for key, said in self.clauses.items() if said.strip()}}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """A text again from what `plain` gave."""
        parts = dict(told)
        parts["payment"] = Payment(**{**told["payment"], "rates_bp": tuple(told["payment"]["rates_bp"])})
        parts["patents"] = tuple(Patent(**one) for one in told["patents"])
        parts["items"] = tuple(Item(**one) for one in told["items"])
        parts["milestones"] = tuple(Planned(**one) for one in told["milestones"])
        return cls(**parts)

    def stripped(self) -> "Text":
        """Without the space around clauses; empty ones are left out."""
        return replace(self, clauses={key: said.strip() for key, said in self.clauses.items() if said.strip()})

    def with_clauses(self, **clauses: str) -> "Text":
        return replace(self, clauses={**self.clauses, **clauses})

    @property
    def technology_fen(self) -> int | None:
        """The price less what is not for technology."""
        if self.price_fen is None:
            return None
        return self.price_fen - sum(item.amount_fen for item in self.items)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rules say of a text: the longest limit to answer a handover."""

    most_answer_days: int
    kinds: frozenset[str] = field(default_factory=lambda: frozenset({"exclusive", "sole", "ordinary", ""}))


def check(text: Text, bounds: Bounds) -> list[Finding]:
    """Every fault of a text at its field, with its rule; a lawful text has none."""
    if text.subtype not in EVERY:
        return [Finding("subtype", "R-CON-01", _("请选择技术合同的类型（规则 R-CON-01）。"))]
    return [
        *_of_clauses(text),
        *payments.check(text.payment, text.price_fen),
        *_of_items(text),
        *_of_patents(text),
        *_of_milestones(text, bounds),
        *_of_licence(text),
    ]


def _of_clauses(text: Text) -> Iterator[Finding]:
    for key, said in text.clauses.items():
        clause = KEYS.get(key)
        if clause is None or text.subtype not in clause.of:
            yield Finding(f"clauses.{key}", "R-CON-03", _("这类合同没有这一条款（规则 R-CON-03）。"))
        elif len(said) > CLAUSE_MOST:
            words = _("不超过 {most} 字，现为 {length} 字。").format(most=CLAUSE_MOST, length=len(said))
            yield Finding(f"clauses.{key}", "R-CON-03", words)
        elif "\x00" in said:
            yield Finding(f"clauses.{key}", "R-CON-03", _("不能含有空字符（NUL）。"))
    for clause in clauses_of(text.subtype):
        if text.subtype in clause.wanted and not text.clauses.get(clause.key, "").strip():
            words = _("请写明“{clause}”（规则 R-CON-03）。").format(clause=clause.label)
            yield Finding(f"clauses.{clause.key}", "R-CON-03", words)


def _of_items(text: Text) -> Iterator[Finding]:
    """What is not for technology is named item by item and is less than the price (R-CON-13)."""
    if len(text.items) > MOST_ITEMS:
        yield Finding("items", "R-CON-13", _("最多 {most} 项。").format(most=MOST_ITEMS))
        return
    for place, item in enumerate(text.items):
        if not item.name.strip() or len(item.name) > LONGEST_NAME:
            yield Finding(f"items.{place}.name", "R-CON-13", _("请写明非技术性款项的名称（规则 R-CON-13）。"))
        if not 0 < item.amount_fen <= MAX_FEN:
            yield Finding(f"items.{place}.amount", "R-CON-13", _("金额须大于零且不超出上限。"))
    total = sum(item.amount_fen for item in text.items)
    if text.items and (text.price_fen is None or total >= text.price_fen):
        words = _("非技术性款项合计 {total} 元，须低于合同价款（规则 R-CON-13）。").format(total=yuan(total))
        yield Finding("items", "R-CON-13", words)


def _of_patents(text: Text) -> Iterator[Finding]:
    """A contract about patents names each with its seven data (R-CON-03); what does not exist yet is said so."""
    if text.subtype in OF_PATENTS and not text.patents:
        yield Finding("patents", "R-CON-03", _("请写明涉及的专利或者专利申请（规则 R-CON-03）。"))
    if len(text.patents) > MOST_PATENTS:
        yield Finding("patents", "R-CON-03", _("最多 {most} 项。").format(most=MOST_PATENTS))
    for place, patent in enumerate(text.patents):
        for name in ("title", "applicant", "application_number"):
            if not getattr(patent, name).strip():
                yield Finding(f"patents.{place}.{name}", "R-CON-03", _("请填写专利的这一项（规则 R-CON-03）。"))
        for name in ("filing_date", "term_ends_date"):
            if getattr(patent, name) and _day(getattr(patent, name)) is None:
                yield Finding(f"patents.{place}.{name}", "R-CON-03", _("请填写日期，如 2027-04-12。"))


def _of_milestones(text: Text, bounds: Bounds) -> Iterator[Finding]:
    if not 1 <= text.answer_days <= bounds.most_answer_days:
        words = _("验收期限须在 1 至 {most} 日之间（规则 R-CON-03）。").format(most=bounds.most_answer_days)
        yield Finding("answer_days", "R-CON-03", words)
    if text.silence not in ("accepted", "venue"):
        yield Finding("silence", "R-CON-03", _("请选择逾期不答复的后果。"))
    if len(text.milestones) > MOST_MILESTONES:
        yield Finding("milestones", "R-CON-03", _("最多 {most} 个里程碑。").format(most=MOST_MILESTONES))
    last = 0
    for place, one in enumerate(text.milestones):
        for name, most in (("name", LONGEST_NAME), ("deliverables", LONGEST_WORDS), ("acceptance", LONGEST_WORDS)):
            said = getattr(one, name)
            if not said.strip() or len(said) > most or "\x00" in said:
                words = _("须写明，且不超过 {most} 字（规则 R-CON-03）。").format(most=most)
                yield Finding(f"milestones.{place}.{name}", "R-CON-03", words)
        if not 1 <= one.days <= MOST_DAYS:
            words = _("须在合同生效后 1 至 {most} 日内（规则 R-CON-03）。").format(most=MOST_DAYS)
            yield Finding(f"milestones.{place}.days", "R-CON-03", words)
        elif one.days < last:
            yield Finding(f"milestones.{place}.days", "R-CON-03", _("里程碑须按时间先后排列（规则 R-CON-03）。"))
        last = max(last, one.days)
        if one.amount_fen is not None and not 0 < one.amount_fen <= MAX_FEN:
            yield Finding(f"milestones.{place}.amount", "R-CON-03", _("金额须大于零且不超出上限。"))
    parts = [one.amount_fen for one in text.milestones if one.amount_fen is not None]
    if parts and text.price_fen is not None and sum(parts) > text.price_fen:
        yield Finding("milestones", "R-CON-04", _("各里程碑的付款合计超过合同价款（规则 R-CON-04）。"))


def _of_licence(text: Text) -> Iterator[Finding]:
    """A licence ends no later than the patents it is of (R-CON-10); of several, with the first of them."""
    if text.subtype not in LICENCE:
        if text.licence_ends_date or text.licence_kind:
            yield Finding("licence_ends_date", "R-CON-10", _("只有许可合同有许可期限（规则 R-CON-10）。"))
        return
    ends = _day(text.licence_ends_date)
    if text.licence_ends_date and ends is None:
        yield Finding("licence_ends_date", "R-CON-10", _("请填写日期，如 2027-04-12。"))
    terms = [day for patent in text.patents if (day := _day(patent.term_ends_date))]
    if ends and terms and ends > min(terms):
        words = _("许可期限不得超过专利权的存续期限 {day}（规则 R-CON-10）。").format(day=min(terms))
        yield Finding("licence_ends_date", "R-CON-10", words)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
