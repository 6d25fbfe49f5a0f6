"""What is told as a listing is suspended and its sale stands still with it: to everybody who has joined, and to who must act next."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.audit.following import Line
from marketplace.catalogue.models import Encumbrance, Listing
from marketplace.messages.following.recipients import ACTING, Told, members, party, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject
from marketplace.messages.topics import Topic
from marketplace.trading.models import Negotiation, PriorityHolder

own, bidders, seller, officers = party("own"), party("bidders"), party("seller"), staff(Role.OFFICER)


def partners(line: Line, subject: Subject) -> Iterator[Told]:
    """Who negotiates on a listing, and its holders of priority; the bidders of its sale are told with that."""
    holders = PriorityHolder.objects.filter(listing__number=line.number, organisation__isnull=False)
    living = Negotiation.objects.live().filter(listing__number=line.number).select_related("buyer")
    met = {one.buyer for one in living} | {one.organisation for one in holders.select_related("organisation")}
    yield from members(sorted((one for one in met if one), key=lambda one: one.pk), ACTING)


def who_may_resume(line: Line, subject: Subject) -> Iterator[Told]:
    """The officers of every venue at which a listing of the right is suspended."""
    found = Encumbrance.objects.filter(number=line.number).first()
    if found is None:
        return
    rights = {"rights__kind": found.right_kind, "rights__number": found.right_number}
    for venue in Listing.objects.filter(state=Listing.State.SUSPENDED, **rights).values_list("exchange", flat=True):
        yield from staff(Role.OFFICER)(line, Subject(exchange=venue))


TOLD: dict[str, list[Tell]] = {
    "catalogue.listing_suspended": [
        Tell(Topic.DUTY, _("挂牌已中止：{title}"), _("原因：{reason}"), (own,)),
        Tell(
            Topic.SALE, _("您参与的项目挂牌已中止：{title}"), _("原因：{reason}。恢复或终结时另行公告。"), (partners,)
        ),
        Tell(
            Topic.QUEUE,
            _("挂牌已中止，须办理恢复或终结：{title}"),
            _(
                "{number}；原因：{reason}。原因消除后在案件中提出恢复；不能消除的，提出终结，保证金退还（规则 R-LST-06）。"
            ),
            (officers,),
        ),
    ],
    "catalogue.listing_resumed": [
        Tell(Topic.CASE, _("挂牌已恢复：{title}"), _("信息披露期继续。"), (own,)),
        Tell(Topic.SALE, _("您参与的项目挂牌已恢复：{title}"), _("{number} 的信息披露期继续。"), (partners,)),
    ],
    "trading.sale_held": [
        Tell(
            Topic.SALE,
            _("竞价随挂牌中止而暂停：{title}"),
            _("{number}；暂停期间不办理报名、不接受报价。原因：{reason}（规则 R-LST-06）。"),
            (bidders, seller),
        )
    ],
    "trading.sale_released": [
        Tell(Topic.SALE, _("竞价已恢复：{title}"), _("{number}，{opens} 开始；结束时间见竞价页。"), (bidders, seller))
    ],
}
