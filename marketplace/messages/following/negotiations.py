"""What is told of negotiations: to both sides, to the venue, and to who has objected."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.audit.following import Line
from marketplace.messages.following.recipients import ACTING, Told, in_payload, members, party, screening_staff, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.notes import Fen
from marketplace.messages.topics import Topic
from marketplace.trading.models import Negotiation

buyer, seller, officers = party("buyer"), party("seller"), staff(Role.OFFICER)


@reads("negotiation")
def negotiation(number: str) -> Subject | None:
    rows = Negotiation.objects.filter(number=number)
    found = rows.select_related("listing__lister", "buyer", "agreed_offer").first()
    if found is None:
        return None
    data: dict[str, Any] = {"title": found.listing.title, "number": found.number}
    data["price"] = Fen(found.agreed_offer.price_fen) if found.agreed_offer else "—"
    parties = {"seller": [found.listing.lister], "buyer": [found.buyer]}
    return Subject(parties, {}, found.exchange, data, address("portal:negotiation", found.number))


def other_side(line: Line, subject: Subject) -> Iterator[Told]:
    """Whoever the side that acted acts towards."""
    other = "buyer" if (line.payload or {}).get("side") == "seller" else "seller"
    yield from members(list(subject.parties[other]), ACTING)


TOLD: dict[str, list[Tell]] = {
    "trading.negotiation_opened": [
        Tell(Topic.DUTY, _("有单位发起协议磋商：{title}"), _("{number}；请在磋商页查看并出价。"), (seller,)),
        Tell(Topic.QUEUE, _("待涉外审查：{title}"), _("{number}；审查完成之前双方不得谈判。"), (screening_staff,)),
    ],
    "trading.negotiation_screened": [
        Tell(Topic.DEAL, _("涉外审查已办结：{title}"), _("{number}；结论和理由见磋商页。"), (seller, buyer))
    ],
    "trading.offer_made": [
        Tell(Topic.DUTY, _("对方已出价，请答复：{title}"), _("{number}；请在有效期内接受、还价或退出。"), (other_side,))
    ],
    "trading.offer_accepted": [
        Tell(Topic.DEAL, _("出价已被接受：{title}"), _("{number}，价格 {price}；下一步见磋商页。"), (seller, buyer))
    ],
    "trading.notice_objected": [
        Tell(
            Topic.DEAL,
            _("公示收到异议，公示期暂停：{title}"),
            _("{number}；交易机构处理完毕之前不得签约。"),
            (seller, buyer),
        ),
        Tell(Topic.QUEUE, _("公示异议待处理：{title}"), _("{number}；请核实后作出决定。"), (officers,)),
    ],
    "trading.objection_decided": [
        Tell(
            Topic.DEAL,
            _("公示异议已处理：{title}"),
            _("{number}；处理结果和理由见磋商页。"),
            (seller, buyer),
        ),
        Tell(
            Topic.CASE,
            _("您提出的异议已处理：{title}"),
            _("处理理由：{reasons}"),
            (in_payload("objector"),),
            linked=False,
        ),
    ],
    "trading.deal_called_off": [
        Tell(
            Topic.DEAL,
            _("协议在签约前终止：{title}"),
            _("{number}；理由：{reason}。双方均不付款、不收服务费，成果继续挂牌（规则 R-CON-02）。"),
            (seller, buyer, officers),
        )
    ],
    "trading.negotiation_silent": [
        Tell(
            Topic.DUTY,
            _("协议磋商长期无人答复：{title}"),
            _("{number}；请出价、答复或退出。逾期仍无行动的，磋商自动终止（规则 R-PRI-01）。"),
            (seller, buyer),
        )
    ],
    "trading.negotiation_ended": [
        Tell(Topic.DEAL, _("协议磋商已终止：{title}"), _("{number}；原因见磋商页。"), (seller, buyer))
    ],
    "trading.contribution_transferred": [
        Tell(Topic.DEAL, _("权利变更已登记：{title}"), _("{number}；接下来办理公司的实缴登记。"), (seller, buyer))
    ],
    "trading.contribution_paid_in": [
        Tell(Topic.DEAL, _("作价入股已实缴：{title}"), _("{number}；可以分配完成人的股权。"), (seller, buyer))
    ],
    "trading.negotiation_concluded": [
        Tell(
            Topic.DEAL,
            _("协议成交，请签订合同：{title}"),
            _("{number}，成交价 {price}；请在期限内签订合同并付款。"),
            (seller, buyer),
        )
    ],
}
