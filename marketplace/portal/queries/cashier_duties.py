"""What waits at the cashier's desk for one of its staff: each sees what he may do."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.cashier import rules
from marketplace.cashier.models import BankLine, Proposal
from marketplace.cashier.queries import reading
from marketplace.ledger.rules import is_finance_of
from marketplace.portal.duties import Duty
from marketplace.trading.queries.returns import deposits_to_return


def cashier_duties(actor: Actor, now: datetime) -> Iterator[Duty]:
    """Nothing for who has no business at the desk."""
    if not rules.may_look(actor):
        return
    yield from _to_confirm(actor)
    if rules.may_propose(actor, actor.exchange):
        yield from _to_claim(actor)
    if not rules.may_propose(actor, actor.exchange) or is_finance_of(actor, actor.exchange):
        yield from _to_return(actor, now)


def _to_confirm(actor: Actor) -> Iterator[Duty]:
    waiting = reading.proposals(actor).filter(state=Proposal.State.PROPOSED)
    mine = sum(rules.may_confirm(actor, one) for one in waiting)
    if mine:
        yield Duty(
            _("收款台有 {count} 笔到账或退款待您复核").format(count=mine),
            _("由他人登记，您复核后才入账或退出（规则 R-SET-08）。"),
            reverse("cashier:desk"),
            _("去复核"),
            urgent=True,
        )


def _to_claim(actor: Actor) -> Iterator[Duty]:
    lines = reading.lines(actor)
    open_ones = lines.unclaimed().count()
    if open_ones:
        yield Duty(
            _("收款台有 {count} 笔流水待认领或关联").format(count=open_ones),
            _("与待收款项相符的来款，和尚未关联的支出。"),
            reverse("cashier:desk"),
            _("打开收款台"),
        )
    unknown = lines.filter(state=BankLine.State.SUSPENSE).count()
    if unknown:
        yield Duty(
            _("{count} 笔不明款待查").format(count=unknown),
            _("查明付款人后认领，或原路退回。"),
            reverse("cashier:suspense"),
            _("查看不明款"),
        )


def _to_return(actor: Actor, now: datetime) -> Iterator[Duty]:
    rows = deposits_to_return(actor.exchange)
    count, first = rows.count(), rows.first()
    if first is None:
        return
    passed = Q(return_due_at__lte=now) | Q(return_due_at=None, sale__deposits_due_at__lte=now)
    late = rows.filter(passed).count()
    told = (
        _("其中 {count} 笔已超期。须在期限内退回原付款账号（规则 R-BID-03）。")
        if late
        else _("须在期限内退回原付款账号（规则 R-BID-03）。")
    )
    yield Duty(
        _("退还 {count} 笔保证金").format(count=count),
        told.format(count=late),
        reverse("cashier:returns"),
        _("查看待退保证金"),
        due=first.deposit_due_at,
        urgent=True,
    )
