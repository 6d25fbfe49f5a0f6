"""What is wrong with the terms of an offer, and what is unusual about them (R-CON-04, R-CON-10, R-LIC-01, R-LIC-04, R-LIC-06). Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.rates import percent
from marketplace.licensing.drafts import OfferDraft
from marketplace.trading.rule_rows import RuleRows, share

TERM_MOST = 240
CYCLES = (1, 3, 6, 12)
NEEDS_EVALUATION = ("utility_model", "design")


def faults(draft: OfferDraft) -> list[Finding]:
    """What keeps terms from being declared: the way of paying, the trigger of a trial, amounts out of bounds."""
    return [*_of_paying(draft), *_of_trial(draft), *_of_amounts(draft), *_of_term(draft)]


def _of_paying(draft: OfferDraft) -> Iterator[Finding]:
    if draft.kind not in ("open", "trial"):
        yield Finding("kind", "R-LIC-01", _("请选择许可方式：开放许可或先使用后付费。"))
    fixed, by_rate = draft.fixed_fen is not None, draft.rate_bp is not None
    if fixed == by_rate or (fixed and draft.kind == "trial"):
        text = _("请填写固定费用或提成比例之一；先使用后付费按提成比例付费（规则 R-CON-04）。")
        yield Finding("rate_bp" if draft.kind == "trial" else "fixed", "R-CON-04", text)
        return
    if fixed:
        for name in ("base", "report_months", "cap_fen"):
            if getattr(draft, name):
                text = _("固定费用不填写提成基数、报告周期和封顶金额（规则 R-CON-04）。")
                yield Finding(name.removesuffix("_fen"), "R-CON-04", text)
        return
    if draft.base not in ("net_sales", "profit"):
        yield Finding("base", "R-CON-04", _("请选择提成基数：净销售额或新增利润（规则 R-CON-04）。"))
    if draft.report_months not in CYCLES:
        yield Finding("report_months", "R-LIC-07", _("报告周期为 1、3、6 或 12 个月（规则 R-LIC-07）。"))
    if not 0 < (draft.rate_bp or 0) <= 10_000:
        yield Finding("rate_bp", "R-CON-04", _("提成比例须大于零、不超过 100%（规则 R-CON-04）。"))


def _of_trial(draft: OfferDraft) -> Iterator[Finding]:
    if draft.kind == "trial":
        if not draft.trigger_fen:
            yield Finding("trigger", "R-LIC-06", _("请填写触发付费的累计金额（规则 R-LIC-06）。"))
        if not draft.trigger_months:
            yield Finding("trigger_months", "R-LIC-06", _("请填写试用期（规则 R-LIC-06）。"))
        elif not 0 < draft.trigger_months <= draft.term_months:
            yield Finding("trigger_months", "R-LIC-06", _("试用期不得超过许可期限（规则 R-LIC-06）。"))
        return
    for name in ("trigger_fen", "trigger_months"):
        if getattr(draft, name):
            text = _("开放许可没有试用期和触发金额（规则 R-LIC-03）。")
            yield Finding(name.removesuffix("_fen"), "R-LIC-03", text)


def _of_amounts(draft: OfferDraft) -> Iterator[Finding]:
    for name in ("fixed_fen", "trigger_fen", "cap_fen"):
        amount = getattr(draft, name)
        if amount is not None and not 0 < amount <= MAX_FEN:
            text = _("金额须大于零、不超过 {most} 元。").format(most=yuan(MAX_FEN))
            yield Finding(name.removesuffix("_fen"), "R-LIC-01", text)


def _of_term(draft: OfferDraft) -> Iterator[Finding]:
    if not 0 < draft.term_months <= TERM_MOST:
        text = _("许可期限须在 1 至 {most} 个月之间（规则 R-LIC-01）。").format(most=TERM_MOST)
        yield Finding("term_months", "R-LIC-01", text)


def of_right(
    draft: OfferDraft, *, kind: str, patent_kind: str, status: str, protected_to: date | None, today: date
) -> list[Finding]:
    """What the right itself does not carry: an open licence is of a granted patent in force, a utility model or design with its report."""
    found: list[Finding] = []
    is_open = draft.kind == "open"
    if is_open and kind != "patent":
        found.append(Finding("right", "R-LIC-01", _("开放许可只适用于专利（规则 R-LIC-01）。")))
    if (is_open and status != "granted") or status in ("lapsed", "invalidated"):
        text = _("该权利尚未授权、已终止或被宣告无效，不能许可（规则 R-LIC-01、R-CON-10）。")
        found.append(Finding("right", "R-CON-10", text))
    elif protected_to is not None and protected_to < today:
        found.append(Finding("right", "R-CON-10", _("该权利的保护期已届满（规则 R-CON-10）。")))
    if is_open and patent_kind in NEEDS_EVALUATION and not draft.evaluation.strip():
        text = _("实用新型、外观设计专利声明开放许可，须提交专利权评价报告（规则 R-LIC-01）。")
        found.append(Finding("evaluation", "R-LIC-01", text))
    return found


def warnings(*, fixed_fen: int | None, base: str, rate_bp: int | None, rows: RuleRows) -> Sequence[Finding]:
    """What the guidance calls unusual: warned of, never refused (R-LIC-04)."""
    if fixed_fen is not None:
        most = int(rows.value("R-LIC-04", "fixed_fee_fen"))
        text = _("固定费用一般不超过 {most} 元，请确认（规则 R-LIC-04）。").format(most=yuan(most))
        return [Finding("fixed", "R-LIC-04", text)] if fixed_fen > most else []
    key, texts = (
        ("profit_bp", _("按利润提成一般不超过 {most}，请确认（规则 R-LIC-04）。"))
        if base == "profit"
        else (
            "net_sales_bp",
            _("按净销售额提成一般不超过 {most}，请确认（规则 R-LIC-04）。"),
        )
    )
    limit = share(rows, "R-LIC-04", key)
    if Fraction(rate_bp or 0, 10_000) <= limit:
        return []
    return [Finding("rate_bp", "R-LIC-04", texts.format(most=percent(limit)))]
