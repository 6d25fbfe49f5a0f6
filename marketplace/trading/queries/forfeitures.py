"""Deposits that may be forfeited without a deal: on which grounds, what becomes of them, who reads of it (R-BID-04)."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.errors import Refused
from marketplace.trading import defaulting
from marketplace.trading.bidding import Result
from marketplace.trading.defaulting import Purpose
from marketplace.trading.grounds import RULE, Ground, require_named
from marketplace.trading.models import Forfeiture, Registration, Sale
from marketplace.trading.rules import is_staff_of, side_of

HELD = frozenset({Registration.State.QUALIFIED, Registration.State.LEFT})


def open_grounds(registration: Registration) -> list[Ground]:
    """Those that the notice named and the facts do not contradict; whether they hold people say."""
    sale = registration.sale
    possible = {
        Ground.WITHDRAWAL: registration.state == Registration.State.LEFT and registration.return_due_at is None,
        Ground.NO_BID: sale.result == Result.NO_BID.value,
        Ground.FALSE_PAPERS: True,
        Ground.COLLUSION: True,
    }
    return [ground for ground, holds in possible.items() if holds and ground in sale.forfeit_grounds]


def may_still_be_proposed(registration: Registration, now: datetime) -> bool:
    """Whether `require_forfeitable` would let a proposal pass on some ground."""
    try:
        require_forfeitable(registration, now)
    except Refused:
        return False
    return bool(open_grounds(registration))


def require_forfeitable(registration: Registration, now: datetime) -> None:
    """A deposit that is held after the end of its sale, of somebody who has not won, until it should have gone back. Raises Refused."""
    sale = registration.sale
    if not sale.is_over:
        text = _("竞价结束之前不提出扣划：结束前任何人不得知道谁是哪个代码（规则 R-BID-05）。")
        raise Refused(text, rule="R-BID-05", code="sale_runs")
    if sale.state in Sale.HAD_WINNER and registration.pk == sale.leading_registration_id:
        text = _("成交者不签约、不付款的，请在“签约与结算”中提出违约认定。")
        raise Refused(text, rule="R-SET-05", code="is_the_winner")
    if registration.state not in HELD:
        raise Refused(_("该登记没有待处理的保证金。"), rule=RULE, code="nothing_held")
    due = registration.deposit_due_at
    if due is not None and now >= due:
        text = _("保证金的退还期限已到，不能再提出扣划；请立即退还（规则 R-BID-03）。")
        raise Refused(text, rule="R-BID-03", code="return_due")


def require_ground(registration: Registration, ground: Ground) -> None:
    """Raises Refused for a ground that the notice did not name, or that the facts contradict."""
    require_named(ground, registration.sale.forfeit_grounds)
    if ground == Ground.REFUSAL or ground not in open_grounds(registration):
        text = _("本场竞价和该登记的情况与“{ground}”不符，不能据此扣划。")
        raise Refused(text.format(ground=ground.label), rule=RULE, code="ground_not_met")


def use_of(deposit_fen: int, costs_fen: int, sale: Sale) -> tuple[int, int]:
    """What the venue's costs take, and what is left to the seller's side, in fen; no deal means no fees and no shortfall (R-SET-05)."""
    order = list(sale.rule_version.value("R-SET-05", "deposit_order"))
    use = defaulting.use_deposit(defaulting.Default(deposit_fen, 0, costs_fen, 0, 0), order)
    return dict(use.taken)[Purpose.FEES_AND_COSTS], use.seller_fen


def forfeitures_for(actor: Actor) -> QuerySet[Forfeiture]:
    """Those of one's own deposits; for staff those at their exchange; for a seller what was decided about its sales."""
    rows = Forfeiture.objects.select_related("registration__sale__listing__lister", "registration__organisation")
    if is_exchange_staff(actor):
        return rows.filter(registration__sale__exchange=actor.exchange)
    return rows.filter(registration__organisation=actor.organisation) if actor.organisation else rows.none()


def forfeiture(actor: Actor, number: str) -> Forfeiture:
    """One of them by its number. Raises Http404."""
    found = forfeitures_for(actor).filter(number=number).first()
    if found is None or not (actor.acts_for(found.registration.organisation) or is_staff_of(actor, found.sale)):
        raise Http404(_("没有找到编号为 {number} 的扣划事项。").format(number=number[:20]))
    return found


def forfeiture_of(registration: Registration) -> Forfeiture | None:
    """The last one about a deposit."""
    return registration.forfeitures.order_by("pk").last()


def received_by_seller(actor: Actor, sale: Sale) -> QuerySet[Forfeiture]:
    """What the seller's side got out of forfeited deposits of a sale, for it and the venue."""
    rows = Forfeiture.objects.filter(registration__sale=sale, state=Forfeiture.State.APPROVED)
    visible = is_staff_of(actor, sale) or side_of(actor, sale) == "seller"
    return rows.select_related("registration").order_by("pk") if visible else rows.none()
