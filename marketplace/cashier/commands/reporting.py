"""Money that nobody claims is not left to lie: it is reported once."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier.models import BankLine
from marketplace.cashier.queries.suspense import days_lain, is_long
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic, lock


@atomic
def report_suspense(*, line: BankLine, actor: Actor, clock: Clock) -> None:
    """Report money that has lain in suspense for more days than the rule allows, once; finance and supervisors are told (R-SET-08).

    Moves no money, so it takes no turn at the desk. Raises Refused for a line that lies elsewhere, not long enough, or was reported.
    """
    lock(line)
    now = clock.read()
    if line.reported_at is not None or not is_long(line, now):
        raise Refused(_("这笔款项未超过不明款挂账期限，或已经报告。"), rule="R-SET-08", code="not_long_in_suspense")
    line.reported_at = now
    line.save(update_fields=["reported_at"])
    audit.record(
        "cashier.suspense_overdue",
        subject=line,
        actor=actor,
        private=True,
        exchange=line.exchange,
        amount_fen=line.amount_fen,
        days=days_lain(line, now),
    )
