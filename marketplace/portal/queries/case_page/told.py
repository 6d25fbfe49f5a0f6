"""What was told of a case: to whom, by which ways, and whether it went out. No address, no secret, and not who has read it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.desk.models import Case, Correction
from marketplace.messages import queries
from marketplace.messages.models import Message
from marketplace.messages.presenting import TONES
from marketplace.portal.queries.case_page.happened import Event, subjects
from marketplace.trading.models import Certificate, Contract, Registration, Sale

SETTLED = frozenset({"sent", "needless"})


def messages(actor: Actor, case: Case, corrections: Sequence[Correction], *, inside: bool) -> list[Event]:
    """One event for what was told of one line of the log, with a line for each who was told, newest first.

    The venue's staff see what its parties and it were told, and a party what it was told itself.
    """
    about = [*subjects(case), *(f"correction:{row.number}" for row in corrections), *_of_the_deal(case)]
    told = queries.told_about(
        actor,
        about,
        parties=[party for party in (case.applicant, case.transferee) if party] if inside else [],
        exchange=case.exchange if inside else "",
    )
    return [_event(list(group)) for _key, group in groupby(told, key=lambda one: one.key.rpartition(":")[0])]


def _of_the_deal(case: Case) -> Iterator[str]:
    if not case.deal:
        return
    sale = Sale.objects.filter(number=case.deal.partition(":")[2])
    for kind, numbers in (
        ("contract", Contract.objects.filter(sale__in=sale)),
        ("certificate", Certificate.objects.filter(sale__in=sale)),
        ("registration", Registration.objects.filter(sale__in=sale, organisation=case.transferee)),
    ):
        yield from (f"{kind}:{number}" for number in numbers.values_list("number", flat=True))


def _event(alike: Sequence[Message]) -> Event:
    first = alike[0]
    states = {one.state for message in alike for one in message.deliveries.all()}
    troubled = states & {"doubtful", "given_up"}
    return Event(
        sort="messages",
        at=first.created_at,
        title=first.local_title,
        tag=_("通知"),
        tag_tone="failed" if troubled else "done" if states <= SETTLED else TONES["waiting"],
        points=[_line(message) for message in alike],
    )


def _line(message: Message) -> str:
    """`示范人员（示范大学）：站内信 已发送 · 电子邮件 待汇总`."""
    who = str(message.user)
    if message.organisation:
        who = _("{person}（{organisation}）").format(person=who, organisation=message.organisation.local_name)
    ways = " · ".join(f"{one.get_channel_display()} {one.get_state_display()}" for one in message.deliveries.all())
    return _("{who}：{ways}").format(who=who, ways=ways or _("本人选择不接收"))
