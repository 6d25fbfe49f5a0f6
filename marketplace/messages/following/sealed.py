"""What is told of sealed prices: to custodians that they must open, to bidders that they may, to the venue that it must score."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role
from marketplace.audit.following import Line
from marketplace.messages.following.recipients import ACTING, Told, members, party, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic
from marketplace.trading.models import Custodian, OpeningKey, Scheme

seller, bidders = party("seller"), party("bidders")
officers, staff_of = staff(Role.OFFICER), staff(Role.OFFICER, Role.REVIEWER)


@reads("openingkey")
def opening_key(number: str) -> Subject | None:
    found = OpeningKey.objects.filter(number=number).select_related("holder").first()
    if found is None:
        return None
    data = {"number": found.number, "name": found.holder.name}
    return Subject({}, {"holder": [found.holder]}, found.exchange, data, address("portal:opening-keys"))


@reads("scheme")
def scheme(number: str) -> Subject | None:
    found = Scheme.objects.filter(number=number).select_related("listing__lister").first()
    if found is None:
        return None
    data = {"title": found.listing.title, "number": found.number}
    link = address("portal:schemes", found.listing.number)
    return Subject({"own": [found.listing.lister]}, {}, found.exchange, data, link)


def custodians(line: Line, subject: Subject) -> Iterator[Told]:
    """Those who open the sale and have not handed in their shares of the round; nobody where nothing was sealed."""
    payload = line.payload or {}
    if payload.get("envelopes") == []:
        return
    waiting = Custodian.objects.filter(terms__sale__number=line.number).exclude(
        handed__envelope__round__position=int(payload.get("round") or 0)
    )
    for one in waiting.select_related("key__holder").order_by("position"):
        yield one.key.holder, Organisation.objects.filter(exchange_code=one.key.exchange).first()


def scorers(line: Line, subject: Subject) -> Iterator[Told]:
    """The venue, where plans came that it must score."""
    weighted = Scheme.objects.filter(terms__sale__number=line.number).exists()
    if weighted and (line.payload or {}).get("envelopes"):
        yield from officers(line, subject)


def invited(line: Line, subject: Subject) -> Iterator[Told]:
    """Those who are called to the supplementary round."""
    codes = (line.payload or {}).get("invited") or []
    called = Organisation.objects.filter(registrations__sale__number=line.number, registrations__code__in=codes)
    yield from members(list(called.order_by("pk")), ACTING)


TOLD: dict[str, list[Tell]] = {
    "trading.opening_key_registered": [
        Tell(
            Topic.QUEUE,
            _("开标密钥待复核：{name}"),
            _("{number}；请与持有人当面核对指纹后复核。"),
            (staff_of,),
        )
    ],
    "trading.scheme_drafted": [
        Tell(
            Topic.QUEUE,
            _("权重方案待复核：{title}"),
            _("{number}；请核对各评价项是否公平、与履约能力有关。"),
            (staff_of,),
        )
    ],
    "trading.scheme_approved": [
        Tell(Topic.CASE, _("权重方案已通过：{title}"), _("{number}；可以发布权重报价公告。"), (party("own"),))
    ],
    "trading.scheme_rejected": [
        Tell(Topic.DUTY, _("权重方案未通过：{title}"), _("{number}；理由：{reason}"), (party("own"),))
    ],
    "trading.sealing_ended": [
        Tell(Topic.DUTY, _("报价已截止，请开标：{title}"), _("{number}；请在期限内用开标密钥开标。"), (custodians,)),
        Tell(Topic.QUEUE, _("请为方案评分：{title}"), _("{number}；评分录入并确认之后才能开标。"), (scorers,)),
    ],
    "trading.scores_confirmed": [
        Tell(Topic.DUTY, _("评分已确认，请开标：{title}"), _("{number}；请在期限内用开标密钥开标。"), (custodians,))
    ],
    "trading.opening_reminded": [
        Tell(Topic.DUTY, _("催办：请开标：{title}"), _("{number}；开标期限将至，您尚未提交密钥份额。"), (custodians,))
    ],
    "trading.opening_left_to_bidders": [
        Tell(
            Topic.DUTY,
            _("请自行开封报价信封：{title}"),
            _("{number}；密钥持有人未按期开标，请用提交时保存的副本开封。逾期未全部开封的，本场终止，保证金全额退还。"),
            (bidders,),
        )
    ],
    "trading.envelopes_opened": [
        Tell(Topic.SALE, _("报价信封已开：{title}"), _("{number}；各竞买代码的报价见竞价页。"), (seller, bidders))
    ],
    "trading.supplementary_round_called": [
        Tell(
            Topic.DUTY,
            _("请参加补充报价：{title}"),
            _("{number}；最高报价相同，请在补充报价截止之前再次提交密封报价，不得低于原报价。"),
            (invited,),
        )
    ],
}
