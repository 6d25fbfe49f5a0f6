"""The buttons of the strip: market time for everybody."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock, shanghai
from marketplace.core.errors import Invalid, MarketError
from marketplace.core.presentation import market_time
from marketplace.sandbox import commands
from marketplace.sandbox.sweeping import sweep
from marketplace.sandbox.views import only_in_sandbox, onward


@require_POST
@only_in_sandbox
def clock(request: ActorRequest) -> HttpResponse:
    """Jump to the next deadline, set an instant, or go back to real time; then what is due happens at once."""
    act = ACTS.get(request.POST.get("action", ""), _nothing)
    try:
        messages.info(request, act(request))
    except MarketError as error:
        messages.error(request, str(error))
    sweep()
    return redirect(onward(request))


def _next(request: ActorRequest) -> str:
    due = commands.jump_to_next_deadline(actor=request.actor, clock=market_clock)
    return _("市场时间前进到 {at}：{what}。").format(at=market_time(due.at, get_language() or "zh-hans"), what=due.what)


def _set(request: ActorRequest) -> str:
    at = _instant(request.POST.get("instant", ""))
    commands.set_clock(at=at, actor=request.actor, clock=market_clock)
    return _("市场时间已设为 {at}，并从此继续走。").format(at=market_time(at, get_language() or "zh-hans"))


def _reset(request: ActorRequest) -> str:
    ahead = commands.reset_clock(actor=request.actor, clock=market_clock)
    said = _("已恢复为真实时间。")
    if ahead:
        said += _("此前在未来办理的 {count} 件事留在日志里，时间在后；要从头再来，请重新载入演示数据。").format(
            count=ahead
        )
    return said


def _nothing(request: ActorRequest) -> str:
    raise Invalid(_("请选择：跳到下一期限、设定时刻或恢复。"))


def _instant(text: str) -> datetime:
    try:
        return shanghai(text)
    except ValueError:
        raise Invalid(_("时刻“{text}”无法识别，请按 2027-04-12T09:00 的格式填写。").format(text=text[:40])) from None


ACTS = {"next": _next, "set": _set, "reset": _reset}
