"""Market time of a sandbox."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.rulebook import commands, queries
from marketplace.rulebook.api.shapes import ChangedClockOut, ClockIn, ClockOut


class Clock(MarketView):
    @extend_schema(responses=ClockOut)
    def get(self, request: Request) -> Response:
        """Market time beside real time; not found outside a sandbox."""
        state = queries.sandbox_state()
        if state is None:
            raise Http404(_("本系统不是沙盒：市场时间就是真实时间。"))
        return self.answer(ClockOut(state))

    @extend_schema(request=ClockIn, responses=ChangedClockOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Jump forward, stand still, run on, or go back to real time; for anybody who signed in to the sandbox."""
        warning = change(self.read(ClockIn, request), request.actor)
        state = queries.sandbox_state()
        assert state is not None
        shown = SimpleNamespace(now=state.now, real_now=state.real_now, frozen=state.frozen, warning=warning)
        return self.answer(ChangedClockOut(shown))


def change(asked: Any, actor: Actor) -> str:
    """Do what was asked; returns the warning, if one is due."""
    match asked.action:
        case "shift":
            by = None if asked.by_seconds is None else timedelta(seconds=asked.by_seconds)
            commands.shift_market_time(by=by, to=asked.to, actor=actor, clock=market_clock)
        case "freeze":
            commands.freeze_market_time(at=asked.to, actor=actor, clock=market_clock)
        case "resume":
            commands.resume_market_time(actor=actor, clock=market_clock)
        case "reset":
            _state, ahead = commands.reset_market_time(actor=actor, clock=market_clock)
            if ahead:
                return _("日志中有 {count} 条记录的时间晚于现在；建议重新建立演示数据。").format(count=ahead)
    return ""
