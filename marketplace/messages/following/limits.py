"""What is told of time limits: to who is bound before their end, after it to who has the next step, with that step as the link."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following.recipients import parties_in_payload, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, reads
from marketplace.messages.topics import Topic
from marketplace.rulebook.models import LimitNote
from marketplace.rulebook.time_limits import LIMITS

officers, named = staff(Role.OFFICER), parties_in_payload("organisations")


@reads("limitnote")
def limit_note(number: str) -> Subject | None:
    """Nobody is a party of it: its line says whom to tell, and the words name no bidder (R-BID-05)."""
    found = LimitNote.objects.filter(number=number).first()
    limit = LIMITS.get(found.limit) if found else None
    if found is None or limit is None:
        return None
    missed = found.step == LimitNote.Step.MISSED
    link = limit.next_address(found.about) if missed else limit.address(found.about)
    data = {"what": limit.label, "title": found.title, "number": found.about, "due": found.due_at, "next": limit.missed}
    return Subject(data=data, link=link)


TOLD: dict[str, list[Tell]] = {
    "rulebook.limit_near": [
        Tell(
            Topic.DUTY,
            _("期限将至：{what}（{title}）"),
            _("{number}：请在 {due} 之前办理（规则 {rule}）。怎样计算的，见“我的期限”。"),
            (named,),
        ),
        Tell(
            Topic.QUEUE,
            _("期限将至：{what}（{title}）"),
            _("{number}：请在 {due} 之前办理（规则 {rule}）。"),
            (officers,),
        ),
    ],
    "rulebook.limit_missed": [
        Tell(
            Topic.DUTY,
            _("期限已过：{what}（{title}）"),
            _("{number} 的期限 {due} 已过（规则 {rule}）。下一步：{next}。"),
            (named,),
        ),
        Tell(
            Topic.QUEUE,
            _("期限已过：{what}（{title}）"),
            _("{number} 的期限 {due} 已过（规则 {rule}）。下一步：{next}。"),
            (officers,),
        ),
    ],
}
