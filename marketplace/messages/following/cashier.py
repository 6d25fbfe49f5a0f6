"""What is told of the cashier's desk."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role
from marketplace.cashier.models import BankLine
from marketplace.messages.following.recipients import staff, supervisors
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.notes import Fen
from marketplace.messages.topics import Topic


@reads("bankline")
def bank_line(number: str) -> Subject | None:
    found = BankLine.objects.filter(number=number).first()
    if found is None:
        return None
    venue = Organisation.objects.filter(exchange_code=found.exchange).first()
    data = {"number": found.number, "amount": Fen(found.amount_fen), "venue": venue or found.exchange}
    return Subject(exchange=found.exchange, data=data, link=address("cashier:line", number))


TOLD = {
    "cashier.suspense_overdue": [
        Tell(
            Topic.QUEUE,
            _("不明款 {amount} 已挂账 {days} 日"),
            _("{number}；请查明付款人并认领，或提出原路退回（规则 R-SET-08）。"),
            (staff(Role.FINANCE, Role.REVIEWER),),
        ),
        # Who paid is not a supervisor's business before there is a finding.
        Tell(
            Topic.QUEUE,
            _("{venue}有不明款超期未处理"),
            _("{number}，{amount}，已挂账 {days} 日（规则 R-SET-08）。"),
            (supervisors,),
            linked=False,
        ),
    ],
}
