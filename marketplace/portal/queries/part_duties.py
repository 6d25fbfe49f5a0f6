"""Parts of prices that one's organisation has to pay."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.portal.cards import address
from marketplace.portal.duties import Duty
from marketplace.trading.models import Sale
from marketplace.trading.queries.expected import instalments_due


def part_duties(actor: Actor) -> Iterator[Duty]:
    """The next part of each deal after the first, which is told as the price to pay."""
    if actor.organisation is None:
        return
    awaited = instalments_due(payer=actor.organisation).exclude(plan__contract__sale__state=Sale.State.CONTRACTED)
    told: set[int] = set()
    for part in awaited.order_by("due_at", "pk"):
        sale = part.plan.contract.sale
        if sale.pk in told:
            continue
        told.add(sale.pk)
        late = _("该期价款已逾期，交易机构已催告。") if part.demanded_at else ""
        text = _("价款、利息和服务费须从本单位账户一次汇入，附言注明 {number}（规则 R-SET-04）。")
        yield Duty(
            _("支付第 {n} 期价款：{title}").format(n=part.position, title=sale.listing.local_title),
            late + text.format(number=part.number),
            address("portal:settlement", sale.number),
            _("查看应付金额"),
            due=part.demand_ends_at or part.due_at,
            urgent=True,
        )
