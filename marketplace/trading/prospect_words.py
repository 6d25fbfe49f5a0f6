"""How likely a lot is to find two bidders, told in words of the reader's language, with what it rests on."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.trading.queries.prospects import Level, Prospects

LEVELS: dict[Level, Promise] = {
    Level.LIKELY: gettext_lazy("很有可能"),
    Level.RATHER: gettext_lazy("较有可能"),
    Level.OPEN: gettext_lazy("难以判断"),
    Level.UNLIKELY: gettext_lazy("可能性不大"),
}
TIERS = (gettext_lazy("低价位"), gettext_lazy("中价位"), gettext_lazy("高价位"))
FEW = 12  # sales, below which the past says little


def level_words(level: Level) -> str:
    return str(LEVELS[level])


def sentences(prospects: Prospects) -> Iterator[str]:
    """What the estimate rests on, for the venue: the past, this sale's own numbers, and what comes of both."""
    habit, so_far = prospects.habit, prospects.so_far
    method = prospects.sale.get_method_display()
    yield _(
        "以往同类项目（{method}，{tier}）已结束 {sales} 场；连同全网 {all} 场一并估计，一场平均有 {mean} 家自行登记。"
    ).format(method=method, tier=_tier(prospects), sales=habit.sales, all=habit.sales_in_all, mean=f"{habit.mean:.1f}")
    yield _("报名期已过 {share}%；按以往的登记进度，此时应已有 {arrived}% 的登记。").format(
        share=round(so_far.share * 100), arrived=round(habit.arrived(so_far.share) * 100)
    )
    yield _("本场已登记 {registered} 家，其中 {qualified} 家已取得资格；以往登记的单位有 {share}% 取得资格。").format(
        registered=prospects.registered, qualified=so_far.qualified, share=round(habit.qualifies * 100)
    )
    yield _("已接受匹配、尚未登记的单位一并计入，数目不显示。")
    if so_far.qualified >= 2:
        yield _("已有两家以上合格意向受让方。")
    elif habit.sales_in_all < FEW:
        yield _("已结束的场次少于 {few} 场，估计主要依据一般假设，仅供参考。").format(few=FEW)
    yield _("估计只用数目，不涉及任何单位名称，也不影响本场程序。")


def _tier(prospects: Prospects) -> str:
    return str(TIERS[prospects.tier])
