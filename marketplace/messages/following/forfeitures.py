"""What is told of withdrawals of registrations, and of deposits that may be forfeited (R-BID-04). Never a code (R-BID-05)."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following.recipients import party, paying, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.notes import Fen
from marketplace.messages.topics import Topic
from marketplace.trading.models import Forfeiture

own, seller, officers, reviewers = party("own"), party("seller"), staff(Role.OFFICER), staff(Role.REVIEWER)


@reads("forfeiture")
def forfeiture(number: str) -> Subject | None:
    rows = Forfeiture.objects.select_related("registration__sale__listing__lister", "registration__organisation")
    found = rows.filter(number=number).first()
    if found is None:
        return None
    sale, registration = found.sale, found.registration
    data = {
        "title": sale.listing.title,
        "number": sale.number,
        "deposit": Fen(found.deposit_fen),
        "until": found.heard_until,
        "amount": Fen(found.seller_fen),
    }
    parties = {"own": [registration.organisation], "seller": [sale.listing.lister]}
    return Subject(parties, {}, sale.exchange, data, address("portal:registration", registration.number))


TOLD: dict[str, list[Tell]] = {
    "trading.registration_withdrawn": [
        Tell(
            Topic.QUEUE,
            _("竞买登记已撤回：{title}"),
            _("{number} 有一份登记撤回；已交保证金的，请按登记页所示期限退还或处理（规则 R-BID-04）。"),
            (officers,),
            gathered=True,
        )
    ],
    "trading.forfeiture_proposed": [
        Tell(
            Topic.DUTY,
            _("拟不予退还保证金，请陈述意见：{title}"),
            _("{number}；保证金 {deposit}。请在 {until} 前在登记页陈述意见；告知书已出具。理由：{reason}"),
            (own, paying("own")),
        ),
        Tell(
            Topic.QUEUE,
            _("扣划保证金待决定：{title}"),
            _("{number}；提出人以外的复核员在听取意见后决定。"),
            (reviewers,),
        ),
    ],
    "trading.forfeiture_answered": [
        Tell(Topic.QUEUE, _("竞买人已陈述意见：{title}"), _("{number}；请复核员在期限内决定是否扣划。"), (reviewers,))
    ],
    "trading.deposit_forfeited": [
        Tell(
            Topic.DUTY,
            _("保证金不予退还：{title}"),
            _("{number}；保证金 {deposit}。决定书见登记页；有异议的，可申请调解、仲裁或诉讼。理由：{reason}"),
            (own, paying("own")),
        ),
        Tell(
            Topic.DEAL,
            _("收到扣划的保证金：{title}"),
            _("{number} 有一笔保证金依公告扣划，其中 {amount} 按权利份额付转让方。"),
            (seller, paying("seller")),
            linked=False,
        ),
    ],
    "trading.forfeiture_rejected": [
        Tell(
            Topic.DEAL,
            _("保证金将退还：{title}"),
            _("{number}；决定不予扣划，保证金 {deposit} 按期原路退还。理由：{reason}"),
            (own, paying("own")),
        )
    ],
    "trading.forfeiture_lapsed": [
        Tell(
            Topic.DEAL,
            _("保证金将退还：{title}"),
            _("{number}；期限内未作扣划决定，保证金 {deposit} 按期原路退还。"),
            (own, paying("own")),
        ),
        Tell(
            Topic.QUEUE,
            _("扣划逾期未决定，请退还保证金：{title}"),
            _("{number}；该笔保证金须按期退还（规则 R-BID-03）。"),
            (officers, reviewers),
        ),
    ],
}
