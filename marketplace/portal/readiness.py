"""The nine levels of technology readiness, by name and in plain words (R-VAL-01, GB/T 22900-2022)."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from marketplace.core.errors import Text


class Level(NamedTuple):
    name: Text
    meaning: Text


LEVELS = (
    Level(_("报告级"), _("发现了基本原理")),
    Level(_("方案级"), _("形成了技术概念和应用设想")),
    Level(_("功能级"), _("关键功能经分析和实验证明可行")),
    Level(_("仿真级"), _("部件在实验室条件下验证")),
    Level(_("初样级"), _("部件在相关环境中验证")),
    Level(_("正样级"), _("原型在相关环境中演示")),
    Level(_("环境级"), _("原型在运行环境中演示")),
    Level(_("产品级"), _("产品定型并通过试验")),
    Level(_("系统级"), _("已在实际应用中运行")),
)


def readiness(level: int) -> Level:
    """The level with that number, 1 to 9."""
    return LEVELS[level - 1]
