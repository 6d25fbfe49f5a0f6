"""A part of a price: who confirms, passes on and demands it, and what comes of it to the fen."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.portal.amounts import Amount
from marketplace.portal.settlement_acts import Act, receiving_acts, told
from marketplace.portal.settlement_shares import payee_name
from marketplace.trading import rules
from marketplace.trading.models import Instalment, Sale, Settlement
from marketplace.trading.queries.expected import INSTALMENT
from marketplace.trading.queries.instalments import demand_period, is_overdue
from marketplace.trading.queries.pools import parts_of_instalment

State = Instalment.State


def part_acts(
    actor: Actor, sale: Sale, settlement: Settlement, parts: Sequence[Instalment], part: Instalment, now: datetime
) -> list[Act]:
    """What the venue's staff may do about a part now; nothing for the sides, and nothing out of turn."""
    ended = sale.state == Sale.State.WON or sale.state in Sale.FALLEN
    if part.due_at is None or ended or not rules.is_staff_of(actor, sale):
        return []
    before = {one.state for one in parts if one.position < part.position}
    found = []
    if part.state == State.AGREED and State.AGREED not in before:
        found += receiving_acts(actor, sale, INSTALMENT, part.number, _("登记本期到账"))
    if part.state == State.PAID and before <= {State.SETTLED}:
        refused = "" if rules.may_settle_instalment(actor, part) else told(rules.may_settle_instalment)
        found.append(settle_part_act(settlement, part, refused))
    if is_overdue(part, sale, now) and not part.demanded_at and rules.may_demand(actor, sale):
        found.append(demand_act(sale, part, now))
    return found


def settle_part_act(settlement: Settlement, part: Instalment, refused: str) -> Act:
    text = _(
        "本期价款划付转让方，双方服务费收取并在机构间分配。不能撤回；须由未经手确认到账的人办理（规则 R-SET-08）。"
    )
    deposit = [Amount(_("保证金转作价款"), part.deposit_fen)] if part.deposit_fen else []
    shares = [Amount(payee_name(payee, of), fen) for payee, of, fen in parts_of_instalment(settlement, part)]
    lines = [
        *deposit,
        Amount(_("划付转让方"), part.net_fen, _("价款与利息减转让方服务费"), total=True),
        Amount(_("双方服务费"), part.pool_fen, _("按累计收款计收的增加额（规则 R-FEE-05）")),
        *(share for share in shares if share.value),
    ]
    return Act(
        "settle",
        _("划付本期"),
        _("划付第 {n} 期价款？").format(n=part.position),
        text,
        refused,
        noun="instalment",
        subject=part.number,
        lines=tuple(lines),
    )


def demand_act(sale: Sale, part: Instalment, now: datetime) -> Act:
    ends = demand_period(sale, now)
    text = _(
        "向受让方发出催款函，限其在 {day} 前（含当日）付清；逾期转让方可依合同主张担保（规则 R-SET-04）。每期只催告一次，款项何时到账都照收。"
    ).format(day=ends.date)
    rows = [
        Amount(_("本期价款"), part.amount_fen - part.deposit_fen),
        Amount(_("利息"), part.interest_fen),
        Amount(_("受让方服务费"), part.buyer_fee_fen),
    ]
    lines = [*(row for row in rows if row.value), Amount(_("受让方本期应付"), part.due_fen, total=True)]
    return Act(
        "demand",
        _("催告"),
        _("催告第 {n} 期价款？").format(n=part.position),
        text,
        noun="instalment",
        subject=part.number,
        lines=tuple(lines),
    )
