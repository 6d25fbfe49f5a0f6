"""From the contract of a contribution to the paid-in capital: the register of the right first, the company's after it (R-CON-07)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.models import Contribution, ContributionState, Sale
from marketplace.trading.models.contribution import ENTRY_MOST
from marketplace.trading.rules import may_record_contribution

RULE = "R-CON-07"


@atomic
def record_transfer(*, contribution: Contribution, entry: str, actor: Actor, clock: Clock) -> Contribution:
    """Record that the right went over to the company in its register, by number and day (R-CON-07).

    Raises Invalid without them, Forbidden for anybody but staff of the venue, Refused before the fees are settled or a second time.
    """
    lock(contribution.sale)
    lock(contribution)
    now = clock.read()
    require(may_record_contribution, actor, contribution)
    if contribution.sale.state not in (Sale.State.SETTLED, Sale.State.CERTIFIED):
        raise Refused(_("双方服务费结清之后才能登记权利变更。"), rule="R-SET-06", code="not_settled")
    said = words(entry, field="entry", most=ENTRY_MOST, lack=_("请填写变更登记的编号和日期。"), rule=RULE)
    contribution.move("transfer", register_entry=said, transferred_at=now, transferred_by=actor.user)
    audit.record("trading.contribution_transferred", subject=contribution.sale, actor=actor, private=True, entry=said)
    return contribution


@atomic
def record_paid_in(*, contribution: Contribution, entry: str, actor: Actor, clock: Clock) -> Contribution:
    """Record that the company's registration shows the contribution as paid in, by number and day.

    Raises Invalid without them, Forbidden for anybody but staff of the venue, Refused before the register of the right has followed.
    """
    lock(contribution.sale)
    lock(contribution)
    now = clock.read()
    require(may_record_contribution, actor, contribution)
    if contribution.state == ContributionState.AGREED:
        told = _("权利变更登记完成之前，不能登记为实缴（专利权自登记之日起转移）。")
        raise Refused(told, rule=RULE, code="register_first")
    said = words(entry, field="entry", most=ENTRY_MOST, lack=_("请填写实缴登记的编号和日期。"), rule=RULE)
    contribution.move("pay_in", capital_entry=said, paid_in_at=now, paid_in_by=actor.user)
    audit.record("trading.contribution_paid_in", subject=contribution.sale, actor=actor, private=True, entry=said)
    return contribution
