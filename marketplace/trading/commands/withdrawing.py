"""A seller takes its lot out of a sale before anybody has bid."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.models import Sale
from marketplace.trading.models.sale import WITHDRAWN
from marketplace.trading.rules import may_withdraw_sale

REASON_MAX = 500


@atomic
def withdraw_sale(*, sale: Sale, reason: str, actor: Actor, clock: Clock) -> None:
    """End a sale before its end, by the seller or the venue, with a reason that everybody reads; deposits go back (R-BID-03).

    A valid bid binds both sides: once there is one, only the end of the listing by two persons of the venue ends the sale. Where prices are
    sealed nobody may learn whether there is one: such a sale binds from its opening. Raises Invalid without a reason, Refused after the end or
    once somebody has, or may have, validly bid.
    """
    lock(sale)
    now = clock.read()
    require(may_withdraw_sale, actor, sale)
    require_authority(actor, Acts.LIST, sale.start_fen, at=now)
    said = words(reason, field="reason", most=REASON_MAX, lack=_("请写明撤回理由。"), rule="R-BID-10")
    if sale.is_over or now >= sale.ends_at:
        raise Refused(_("竞价已经结束，不能撤回。"), rule="R-BID-10", code="sale_over")
    if sale.leading_fen is not None:
        message = _("已有有效报价，转让方不能撤回。确需终止的，由交易机构办理终结，由另一人复核。")
        raise Refused(message, rule="R-BID-10", code="bid_stands")
    if sale.is_by_envelope and now >= sale.opens_at:
        message = _(
            "密封报价已经开始，不能撤回：是否已有报价，开标前任何人不得知道。确需终止的，由交易机构办理终结，由另一人复核。"
        )
        raise Refused(message, rule="R-BID-10", code="sealing")
    end_sale(sale, WITHDRAWN, now, actor, clock)
    _post(sale, said, now, clock)
    audit.record("trading.sale_withdrawn", subject=sale, actor=actor, reason=said)


@official
def _post(sale: Sale, reason: str, now: datetime, clock: Clock) -> None:
    listing = sale.listing
    body = _("竞价 {sale} 由转让方撤回：{reason}。已交纳的保证金由本机构按规则 R-BID-03 全额原路退还。")
    post_notice(
        kind=NoticeKind.TERMINATION,
        exchange=sale.exchange,
        title=_("{title}竞价撤回公告（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body=body.format(sale=sale.number, reason=reason),
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        actor=system_actor("trading.withdraw"),
        clock=clock,
    )
