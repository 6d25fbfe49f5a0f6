"""On which grounds a deposit is forfeited: those that the notice of the sale named, and no other (R-BID-04)."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.errors import Refused
from marketplace.trading.rule_rows import RuleRows

RULE = "R-BID-04"


class Ground(models.TextChoices):
    """Why a deposit may be lost; the codes of the rule's value."""

    WITHDRAWAL = "withdrawal", gettext_lazy("报名截止或竞价开始之后撤回报名")
    NO_BID = "no_bid", gettext_lazy("全体竞买人均不报价")
    REFUSAL = "refusal", gettext_lazy("成交后不签约、不付款")
    FALSE_PAPERS = "false_papers", gettext_lazy("提供虚假材料")
    COLLUSION = "collusion", gettext_lazy("恶意串通")


def named_by(rules: RuleRows) -> list[str]:
    """What a sale announced under a version of the rules names; one that is older than the list knows the winner's default alone.

    A code that is none of ours cannot be acted on and is left out.
    """
    try:
        return [code for code in rules.value(RULE, "forfeit_grounds") if code in Ground.values]
    except LookupError:
        return [Ground.REFUSAL.value]


def told(grounds: Iterable[str]) -> str:
    """The grounds as a notice names them."""
    return _("；").join(str(Ground(code).label) for code in grounds)


def require_named(ground: Ground, grounds: Iterable[str]) -> None:
    """Raises Refused for a ground that the notice did not name."""
    if ground not in grounds:
        text = _("竞价公告没有把“{ground}”列为保证金不予退还的情形，不能据此扣划。")
        raise Refused(text.format(ground=ground.label), rule=RULE, code="ground_not_named")
