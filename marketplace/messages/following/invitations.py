"""What a firm is told that the venue invites to look at a sale: what the public notice says, in the same words to everybody (R-LST-05)."""

from django.utils.translation import gettext_lazy as _

from marketplace.messages.following.recipients import party
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic
from marketplace.trading.models import SaleInvitation


@reads("saleinvitation")
def invitation(number: str) -> Subject | None:
    found = SaleInvitation.objects.filter(number=number).select_related("organisation", "sale__listing").first()
    if found is None:
        return None
    sale = found.sale
    data = {"title": sale.listing.title, "number": sale.number, "until": sale.joins_until}
    return Subject({"own": [found.organisation]}, {}, sale.exchange, data, address("portal:sale", sale.number))


TOLD: dict[str, list[Tell]] = {
    "trading.firm_invited": [
        Tell(
            Topic.SALE,
            _("邀请留意正在报名的项目：{title}"),
            _(
                "{number} 报名至 {until} 截止。贵单位公开的需求与该项目相符，特此告知；内容以公告为准。不感兴趣或不愿再接收的，请在“报名邀请”中答复。"
            ),
            (party("own"),),
        )
    ],
}
