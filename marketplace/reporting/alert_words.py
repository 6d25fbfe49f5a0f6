"""What an alert rests on, in words: amounts in yuan, signs of collusion in a sentence each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from marketplace.core.money import yuan
from marketplace.reporting.showing import Figure, percent
from marketplace.rulebook.terms import term


def alert_facts(facts: Mapping[str, Any]) -> list[Figure]:
    """What a rule found, in words; amounts in yuan."""
    return [
        Figure(_FACTS[name]() if name in _FACTS else name, fact_words(name, value)) for name, value in facts.items()
    ]


def fact_words(name: str, value: Any) -> str:
    if name.endswith("_fen"):
        return yuan(value)
    if name.endswith("_bp"):
        return percent(value)
    if name == "pairs":
        told = [f"{' / '.join(pair['bidders'])}（{fact_words('shared', pair['shared'])}）" for pair in value]
        return "；".join(told)
    if name == "signals":
        return "\n".join(map(signal_words, value))
    if name == "reference":
        return _REFERENCES[value]()
    if name == "shared":
        return "、".join(_SHARED[one]() for one in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def signal_words(row: Mapping[str, Any]) -> str:
    """One sign of collusion in a sentence: what coincides, between whom, which facts."""
    who = "、".join(f"{code}（{number}）" for code, number in row["bidders"].items())
    return _("{sign}：{who}").format(sign=term(row["signal"]), who=who) + _signal_facts(row)


def _signal_facts(row: Mapping[str, Any]) -> str:
    told = []
    if row.get("shared"):
        told.append(_("登记信息重合：{shared}").format(shared=fact_words("shared", row["shared"])))
    if "bids" in row:
        text = _("由两家轮流按最小幅度连续加价 {bids} 次，自 {low} 元至 {high} 元")
        told.append(text.format(bids=row["bids"], low=yuan(row["from_fen"]), high=yuan(row["to_fen"])))
    if "only_bidder" in row:
        text = _("{of} 家交纳保证金，只有 {code} 报价，其余均未报价")
        told.append(text.format(of=row["of"], code=row["only_bidder"]))
    if "silent" in row:
        told.append(_("{code} 交纳保证金后未报价").format(code=row["silent"]))
    if "next_fen" in row:
        text = _("成交者违约（成交价 {price} 元），次高报价 {low} 元")
        told.append(text.format(price=yuan(row["price_fen"]), low=yuan(row["next_fen"])))
    if row.get("connected_by"):
        told.append(_("双方关联：{signs}").format(signs="、".join(term(sign) for sign in row["connected_by"])))
    if "withdrew" in row:
        told.append(_("报名截止或竞价开始之后撤回"))
    return _("；").join(["", *told]) if told else ""


_FACTS = {
    "price_fen": lambda: _("成交价（元）"),
    "reference": lambda: _("比较对象"),
    "reference_fen": lambda: _("比较金额（元）"),
    "limit_bp": lambda: _("预警线"),
    "low": lambda: _("低于比较金额"),
    "sales": lambda: _("涉及的竞价"),
    "near": lambda: _("贴近分档线的竞价"),
    "sum_fen": lambda: _("合计金额（元）"),
    "threshold_fen": lambda: _("分档线（元）"),
    "window_days": lambda: _("统计天数"),
    "seller": lambda: _("转让方"),
    "buyer": lambda: _("受让方"),
    "shared": lambda: _("重合的信息"),
    "pairs": lambda: _("信息重合的竞买人"),
    "signals": lambda: _("迹象"),
    "hours": lambda: _("挂牌至成交小时数"),
    "least_days": lambda: _("预警天数"),
    "times": lambda: _("次数"),
    "last": lambda: _("最近一次"),
}
_REFERENCES = {
    "decision": lambda: _("单位决策价格"),
    "asking": lambda: _("挂牌意向价格"),
    "start": lambda: _("起拍价"),
}
_SHARED = {
    "phone": lambda: _("电话"),
    "email": lambda: _("邮箱"),
    "address": lambda: _("地址"),
    "person": lambda: _("人员"),
}
