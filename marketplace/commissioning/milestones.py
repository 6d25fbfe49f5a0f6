"""What is paid for what: the milestones of a proposal or an offer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan

MOST = 12
DAYS_MOST = 1_095
TITLE_MAX = 100
DELIVERABLE_MAX = 300
RULE = "R-CON-03"


@dataclass(frozen=True, slots=True)
class Milestone:
    """`days` is counted from the contract's signing; `amount_fen` is paid for the deliverable."""

    title: str
    deliverable: str
    amount_fen: int
    days: int

    def row(self) -> dict[str, Any]:
        return {"title": self.title, "deliverable": self.deliverable, "amount_fen": self.amount_fen, "days": self.days}


def read(rows: Iterable[Mapping[str, Any]]) -> list[Milestone]:
    """Milestones as they were kept."""
    return [Milestone(**row) for row in rows]


def cleaned(milestones: Iterable[Milestone]) -> list[Milestone]:
    return [Milestone(one.title.strip(), one.deliverable.strip(), one.amount_fen, one.days) for one in milestones]


def faults(milestones: Sequence[Milestone], price_fen: int) -> list[Finding]:
    """What is wrong: none or too many, empty or long texts, amounts out of bounds, days that go back, a sum that is not the price."""
    if not 1 <= len(milestones) <= MOST:
        return [Finding("milestones", RULE, _("请填写 1 至 {most} 个里程碑（规则 R-CON-03）。").format(most=MOST))]
    found = []
    before = 0
    for place, one in enumerate(milestones):
        at = f"milestones.{place}"
        if not 1 <= len(one.title) <= TITLE_MAX or not 1 <= len(one.deliverable) <= DELIVERABLE_MAX:
            told = _("里程碑须有名称（不超过 {title} 字）和交付物（不超过 {deliverable} 字）（规则 R-CON-03）。")
            found.append(Finding(at, RULE, told.format(title=TITLE_MAX, deliverable=DELIVERABLE_MAX)))
        if "\x00" in one.title + one.deliverable:
            found.append(Finding(at, RULE, _("不能含有空字符（NUL）。")))
        if not 0 < one.amount_fen <= MAX_FEN:
            found.append(Finding(f"{at}.amount", RULE, _("里程碑付款须大于零（规则 R-CON-04）。")))
        if not before <= one.days <= DAYS_MOST or one.days < 1:
            told = _("完成时间按合同签订后的天数填写，不得早于前一里程碑（规则 R-CON-03）。")
            found.append(Finding(f"{at}.days", RULE, told))
        before = one.days
    total = sum(one.amount_fen for one in milestones)
    if total != price_fen:
        told = _("里程碑付款合计 {total} 元，须等于报价 {price} 元（规则 R-CON-04）。")
        found.append(Finding("milestones", "R-CON-04", told.format(total=yuan(total), price=yuan(price_fen))))
    return found
