"""Market time in a sandbox: forward by a jump, still, on again, or back to real time.

It lies in the rulebook because that keeps the time of the rules, and is the lowest floor that knows actors and the log. Time
does not go backwards: what was done would lie in its own future. `reset_market_time` alone does, and says how much does then.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core import sandbox_clock
from marketplace.core.clock import SHANGHAI, Clock, shanghai
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.sandbox_clock import SandboxState
from marketplace.core.states import atomic
from marketplace.rulebook.queries import lines_after, sandbox_state
from marketplace.rulebook.rules import may_shift_market_time

LAST = shanghai("2099-12-31T23:59:59")
SUBJECT = "market:time"


@atomic
def shift_market_time(
    *, by: timedelta | None = None, to: datetime | None = None, actor: Actor, clock: Clock
) -> SandboxState:
    """Jump forward by a span or to an instant; frozen time stays frozen there. Sweeps follow within a second.

    Raises Refused outside a sandbox and for a jump backwards, Invalid unless exactly one of `by` and `to` is given.
    """
    before = _open(actor)
    now = clock.read()
    if (by is None) == (to is None):
        raise Invalid(_("请填写目标时间，或要前进的时长，二者选一。"))
    target = _forward(now, to) if to is not None else _forward(now, _sum(now, by or timedelta(0)))
    if before.frozen:
        sandbox_clock.freeze(target)
    else:
        sandbox_clock.run_from(target)
    return _told("shifted", actor, now, target)


@atomic
def freeze_market_time(*, at: datetime | None = None, actor: Actor, clock: Clock) -> SandboxState:
    """Let market time stand still, now or at a later instant. Raises Refused outside a sandbox and for an earlier instant."""
    _open(actor)
    now = clock.read()
    target = now if at is None else _forward(now, at)
    sandbox_clock.freeze(target)
    return _told("frozen", actor, now, target)


@atomic
def resume_market_time(*, actor: Actor, clock: Clock) -> SandboxState:
    """Let market time run on from where it stands. Raises Refused outside a sandbox."""
    _open(actor)
    now = clock.read()
    sandbox_clock.run_from(now)
    return _told("resumed", actor, now, now)


@atomic
def reset_market_time(*, actor: Actor, clock: Clock) -> tuple[SandboxState, int]:
    """Go back to real time. Returns the state, and how many lines of the log now lie in the future: a caller warns of them."""
    before = _open(actor)
    now = clock.read()
    sandbox_clock.reset()
    ahead = lines_after(before.real_now)
    return _told("reset", actor, now, before.real_now), ahead


def _open(actor: Actor) -> SandboxState:
    """Refuse outside a sandbox, lock the row, and say how time stands."""
    if sandbox_state() is None:
        raise Refused(_("本系统不是沙盒：市场时间就是数据库时间，不能调整。"), rule="R-GEN-05", code="not_a_sandbox")
    sandbox_clock.lock()
    require(may_shift_market_time, actor)
    state = sandbox_state()
    assert state is not None
    return state


def _forward(now: datetime, target: datetime) -> datetime:
    if target < now:
        raise Refused(
            _("市场时间不能倒退：现在是 {now}。可以前进，或恢复为真实时间。").format(now=_said(now)),
            code="time_goes_forward",
        )
    if target > LAST:
        raise Invalid(_("市场时间最晚可到 {last}。").format(last=_said(LAST)))
    return target


def _sum(now: datetime, by: timedelta) -> datetime:
    try:
        return now + by
    except OverflowError:
        raise Invalid(_("市场时间最晚可到 {last}。").format(last=_said(LAST))) from None


def _told(verb: str, actor: Actor, before: datetime, after: datetime) -> SandboxState:
    audit.record(f"rulebook.market_time_{verb}", subject=SUBJECT, actor=actor, before=before, after=after)
    state = sandbox_state()
    assert state is not None
    return state


def _said(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
