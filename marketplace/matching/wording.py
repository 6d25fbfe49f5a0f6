"""Reasons of a match, in words of the reader's language."""

from typing import Any

from django.utils.translation import gettext as _


def in_words(reasons: list[dict[str, Any]]) -> list[str]:
    """One sentence a reason, in the order of their weight."""
    return [sentence for reason in reasons if (sentence := _sentence(reason))]


AGAINST = frozenset({"other_mode", "over_budget"})


def weighed(reasons: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """What speaks for a match and what against it, in words."""
    against = [reason for reason in reasons if reason.get("code") in AGAINST]
    return in_words([reason for reason in reasons if reason not in against]), in_words(against)


def _sentence(reason: dict[str, Any]) -> str:
    match reason:
        case {"code": "words", "words": [*words]}:
            return _("共同关键词：{words}。").format(words=_("、").join(words))
        case {"code": "covers_need", "percent": int(percent)}:
            return _("成果内容覆盖需求标题要点的 {percent}%。").format(percent=percent)
        case {"code": "ipc"}:
            return _("IPC 小类相同。")
        case {"code": "field"}:
            return _("技术领域相同。")
        case {"code": "industry"}:
            return _("行业相同。")
        case {"code": "mode"}:
            return _("合作方式一致。")
        case {"code": "budget"}:
            return _("报价在需求预算之内。")
        case {"code": "other_mode"}:
            return _("注意：合作方式不一致，需要协商。")
        case {"code": "over_budget"}:
            return _("注意：报价明显高于需求预算。")
    return ""
