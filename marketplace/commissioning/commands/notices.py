"""What is made public about a call, in the name of its exchange and in the market's language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import system_actor
from marketplace.commissioning.drafts import Recommendation
from marketplace.commissioning.models import OpenCall, Solution
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.money import yuan
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.desk.official import official

SYSTEM = "commissioning.notice"


def _post(
    call: OpenCall, kind: str, title: str, rows: Sequence[str], now: datetime, clock: Clock, **more: Any
) -> PublicNotice:
    return post_notice(
        kind=kind,
        exchange=call.exchange,
        title=title,
        body="\n".join(rows),
        subject=call,
        starts_at=now,
        actor=system_actor(SYSTEM),
        clock=clock,
        **more,
    )


@official
def post_call(call: OpenCall, now: datetime, clock: Clock) -> PublicNotice:
    budget = _("{amount} 元以内").format(amount=yuan(call.budget_fen)) if call.budget_fen else _("由方案报价")
    rows = [
        _("榜题：{title}").format(title=call.title),
        _("发起单位：{name}").format(name=call.poster.name),
        _("征集方式：{mode}").format(mode=call.get_mode_display()),
        _("要解决的问题：{text}").format(text=call.problem),
        _("结果指标：{text}").format(text=call.indicators),
        *([_("申报条件：{text}").format(text=call.conditions)] if call.conditions else []),
        _("预算：{budget}").format(budget=budget),
        *([_("承担方数量：不超过 {teams} 个").format(teams=call.teams)] if call.teams > 1 else []),
        _("评价标准和权重：{criteria}").format(
            criteria="；".join(f"{one.name} {one.weight}" for one in call.criteria.order_by("position"))
        ),
        _("提交截止：{due}，截止前方案不向任何人公开，截止后一并开启（规则 R-CALL-01）。").format(
            due=_minute(call.due_at)
        ),
        _("问题和答复向所有人公开；评价标准和权重不再变更（规则 R-BID-16）。"),
    ]
    title = _("揭榜公告：{title}").format(title=call.title)
    return _post(call, NoticeKind.CALL, title, rows, now, clock, ends_at=call.due_at)


@official
def post_amendment(call: OpenCall, text: str, due_at: datetime, now: datetime, clock: Clock) -> PublicNotice:
    rows = [_("变更内容：{text}").format(text=text)]
    if due_at != call.due_at:
        rows.append(_("提交截止延至：{due}").format(due=_minute(due_at)))
    title = _("揭榜变更公告：{title}").format(title=call.title)
    return _post(call, NoticeKind.CHANGE, title, rows, now, clock, corrects=call.call_notice)


@official
def post_end(call: OpenCall, reasons: str, now: datetime, clock: Clock) -> PublicNotice:
    rows = [_("本次揭榜终止，不确定承担方。"), _("理由：{reasons}").format(reasons=reasons)]
    return _post(call, NoticeKind.TERMINATION, _("揭榜终止公告：{title}").format(title=call.title), rows, now, clock)


@official
def post_rescoring(call: OpenCall, reasons: str, now: datetime, clock: Clock) -> PublicNotice:
    rows = [_("异议成立，原公示结果撤销，方案重新评分后另行公示。"), _("理由：{reasons}").format(reasons=reasons)]
    title = _("揭榜结果重新评审：{title}").format(title=call.title)
    return _post(call, NoticeKind.CHANGE, title, rows, now, clock)


@official
def post_result(
    call: OpenCall,
    chosen: Sequence[Solution],
    said: Recommendation | None,
    days: int,
    ends_at: datetime,
    now: datetime,
    clock: Clock,
) -> PublicNotice:
    rows = [
        *_of(chosen, _("拟定承担方：{name}，报价 {price} 元")),
        *(_sponsored(said) if said else []),
        _("公示期：{days} 日，公示当日不计；期内有异议的，自提出之日起至处理完毕之日止不计入公示期。").format(
            days=days
        ),
        _("异议可登录平台在本项目页面提出，也可与发布机构联系（规则 R-PRI-03）。"),
    ]
    title = _("揭榜结果公示：{title}").format(title=call.title)
    return _post(call, NoticeKind.PUBLICITY, title, rows, now, clock, ends_at=ends_at)


def _sponsored(said: Recommendation) -> list[str]:
    """Who answers for a choice that the mean of the points did not make (R-CALL-06)."""
    return [
        _("推荐人：{name}（{unit}），不按评分名次确定（规则 R-CALL-06）。").format(name=said.sponsor, unit=said.unit),
        _("推荐理由：{reasons}").format(reasons=said.reasons),
    ]


@official
def post_award(call: OpenCall, won: Sequence[Solution], now: datetime, clock: Clock) -> PublicNotice:
    rows = _of(won, _("承担方：{name}，金额 {price} 元"))
    return _post(call, NoticeKind.RESULT, _("揭榜结果：{title}").format(title=call.title), rows, now, clock)


def _of(solutions: Sequence[Solution], line: str) -> list[str]:
    return [line.format(name=one.proposer.name, price=yuan(one.price_fen)) for one in solutions]


def _minute(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
