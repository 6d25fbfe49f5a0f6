"""An agreement that falls away before its contract: nobody was bound (R-CON-02), the lot is on offer again."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import release_listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.live import announce
from marketplace.core.states import lock
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.trading.commands.commissions import void_commissions
from marketplace.trading.commands.filing import pass_called_off
from marketplace.trading.commands.priority import leave_match
from marketplace.trading.models import Negotiation, Publicity, Sale


def call_off(negotiation: Negotiation, reason: str, side: str, now: datetime, actor: Actor, clock: Clock) -> None:
    """End the sale that a negotiation has come to, while its contract is not in force: a step of leaving the negotiation.

    The sale's row is locked. Fees are asked of nobody, commissions are void, the listing is on offer again, and a price that was made public is
    followed by a public notice that it came to nothing. Raises Refused once the contract is in force.
    """
    sale = negotiation.sale
    assert sale
    if sale.state != Sale.State.WON:
        raise Refused(
            _("合同已经生效或交易已经终止，不能退出；请依合同约定办理。"), rule="R-CON-02", code="state_call_off"
        )
    lock(sale.settlement)
    sale.move("call_off")
    sale.settlement.move("void")
    void_commissions(sale, now, actor)
    leave_match(sale.listing, negotiation.buyer, now)
    release_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
    pass_called_off(sale, now, actor)
    _post(negotiation, now, clock)
    audit.record(
        "trading.deal_called_off",
        subject=negotiation,
        actor=actor,
        private=True,
        sale=sale.number,
        side=side,
        reason=reason,
    )
    announce(sale.topic)


@official
def _post(negotiation: Negotiation, now: datetime, clock: Clock) -> None:
    publicity = Publicity.objects.filter(offer=negotiation.agreed_offer_id).select_related("notice").first()
    if publicity is None:
        return
    listing = negotiation.listing
    post_notice(
        kind=NoticeKind.CHANGE,
        exchange=negotiation.exchange,
        title=_("{title}协议未能签约（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body=_("经公示的协议未能签约，交易终止，项目恢复挂牌。"),
        subject=listing,
        project_number=listing.project_number,
        starts_at=now,
        corrects=publicity.notice,
        actor=system_actor("trading.call_off"),
        clock=clock,
    )
