"""A payout told in words, step by step, for the payee's own eyes."""

from django.utils.translation import gettext as _

from marketplace.core.money import yuan
from marketplace.core.rates import percent
from marketplace.proceeds.waterfall import Payout, Step, StepKind
from marketplace.rulebook.terms import term


def sentences(payout: Payout) -> list[str]:
    """How an amount came about, one sentence a step, in the reader's language."""
    return [_sentence(step) for step in payout.steps]


def _sentence(step: Step) -> str:
    match step.kind:
        case StepKind.PRICE:
            text = _("已收价款 {amount} 元。")
        case StepKind.COST:
            text = _("减：{of} {amount} 元（规则 {rule}）。")
        case StepKind.NET:
            text = _("净收入 {amount} 元（规则 {rule}）。")
        case StepKind.OWNER:
            text = _("按权利份额 {share} 分得 {amount} 元（规则 {rule}）。")
        case StepKind.REWARD:
            text = _("其中按 {share} 奖励完成人，共 {amount} 元（规则 {rule}）。")
        case StepKind.KEPT:
            text = _("本单位留存 {amount} 元。")
        case StepKind.CONTRIBUTOR:
            text = _("您占奖励的 {share}：{amount} 元（规则 {rule}）。")
    part = "" if step.share is None else percent(step.share)
    return text.format(amount=yuan(step.amount_fen), share=part, rule=step.rule, of=term(step.of))
