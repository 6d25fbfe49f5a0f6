"""The pages of the agreements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.rulebook import rules
from marketplace.rulebook.models import (
    Agreement,
    Function,
)
from marketplace.rulebook.periods import in_shanghai
from marketplace.rulebook.queries.agreements import agreement_for, agreements


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    functions: Sequence[tuple[str, Agreement | None]]
    rows: Sequence[Agreement]
    may_enter: bool


def agreements_page(actor: Actor, now: datetime) -> AgreementsPage:
    """Each shared function with what it cites, and the whole registry; what is not compared yet only to rule makers."""
    rows = agreements(actor).order_by("pk")
    today = in_shanghai(now)
    cited = [(str(label), agreement_for(code, today)) for code, label in Function.choices]
    return AgreementsPage(cited, list(rows), rules.may_draft_rules(actor))


@dataclass(frozen=True, slots=True)
class AgreementPage:
    agreement: Agreement
    facts: Sequence[dict[str, str]]
    may_confirm: bool
    may_end: bool


def agreement_page(actor: Actor, agreement: Agreement) -> AgreementPage:
    unknown = _("未知")
    facts = [
        (_("编号"), agreement.number),
        (_("签订各方"), agreement.local_parties),
        (_("签订日期"), str(agreement.signed_date or unknown)),
        (_("有效期至"), str(agreement.ends_date or unknown)),
        (_("所支持的共享业务"), _("、").join(agreement.function_labels)),
        (_("来源"), agreement.source),
        (_("说明"), agreement.note),
        (_("终止原因"), agreement.end_reason),
    ]
    return AgreementPage(
        agreement,
        [{"label": label, "value": value} for label, value in facts if value],
        agreement.can("confirm") and rules.may_confirm_agreement(actor, agreement),
        agreement.can("end") and rules.may_end_agreement(actor),
    )
