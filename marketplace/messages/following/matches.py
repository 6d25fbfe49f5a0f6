"""What is told of matches and of what two sides do once both have accepted."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role
from marketplace.agency.models import CustodyAgreement, Scope
from marketplace.audit.following import Line
from marketplace.matching.models import Contact, Match, Silence
from marketplace.messages.following.recipients import ACTING, Told, members, party
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic

supplier, seeker = party("supplier"), party("seeker")
OTHER = {"supplier": "seeker", "seeker": "supplier"}


def of_match(found: Match) -> Subject:
    parties = {"supplier": [found.listing.lister], "seeker": [found.need.organisation]}
    data = {"listing": found.listing.title, "need": found.need.title}
    return Subject(parties, {}, "", data, address("portal:match", found.number))


@reads("match")
def match(number: str) -> Subject | None:
    found = Match.objects.filter(number=number).select_related("listing__lister", "need__organisation").first()
    return of_match(found) if found else None


@reads("contact")
def contact(number: str) -> Subject | None:
    rows = Contact.objects.filter(number=number).select_related("match__listing__lister", "match__need__organisation")
    found = rows.first()
    if found is None:
        return None
    of = of_match(found.match)
    step = {"next": found.next_step, "due": str(found.next_due_date or "")}
    return Subject(of.parties, {}, found.match.listing.exchange, {**of.data, **step}, of.link)


@reads("silence")
def silence(number: str) -> Subject | None:
    rows = Silence.objects.filter(number=number)
    found = rows.select_related("contact__match__listing__lister", "contact__match__need__organisation").first()
    if found is None:
        return None
    match = found.contact.match
    of = of_match(match)
    venues = {match.listing.exchange, match.need.exchange} - {""}
    watching = list(Organisation.objects.filter(exchange_code__in=venues))
    custodies = CustodyAgreement.objects.running().filter(owner=match.listing.lister, all_rights=True)
    watching += [
        one.custodian for one in custodies.filter(scopes__contains=[Scope.NEGOTIATE]).select_related("custodian")
    ]
    return Subject({**of.parties, "watching": watching}, {}, match.listing.exchange, dict(of.data), of.link)


def other_side(line: Line, subject: Subject) -> Iterator[Told]:
    """Whoever the side that acted acts towards."""
    side = str((line.payload or {}).get("side"))
    yield from members(list(subject.parties.get(OTHER.get(side, ""), [])), ACTING)


TOLD: dict[str, list[Tell]] = {
    "matching.proposed": [
        Tell(
            Topic.MATCHES, _("为您的成果找到需求：{need}"), _("成果“{listing}”。请答复是否对接。"), (party("supplier"),)
        ),
        Tell(
            Topic.MATCHES, _("为您的需求找到成果：{listing}"), _("需求“{need}”。请答复是否对接。"), (party("seeker"),)
        ),
    ],
    "matching.accepted": [
        Tell(
            Topic.MATCHES,
            _("撮合有了新的答复：{listing}"),
            _("一方已接受；双方都接受后互见联系方式。"),
            (party("supplier"), party("seeker")),
            gathered=True,
        )
    ],
    "matching.contact_opened": [
        Tell(
            Topic.MATCHES,
            _("双方都愿意对接：{listing} × {need}"),
            _("请在对接页联系对方，并约定下一步。"),
            (supplier, seeker),
        )
    ],
    "matching.message_written": [
        Tell(
            Topic.MATCHES,
            _("对方发来消息：{listing} × {need}"),
            _("请在对接页查看、回复。"),
            (other_side,),
            gathered=True,
        )
    ],
    "matching.step_planned": [
        Tell(Topic.MATCHES, _("对方约定了下一步：{listing} × {need}"), _("{next}（{due} 之前）。"), (other_side,))
    ],
    "matching.step_finished": [
        Tell(Topic.MATCHES, _("下一步已完成：{listing} × {need}"), _("请约定接下来做什么。"), (other_side,))
    ],
    "matching.outcome_reported": [
        Tell(Topic.MATCHES, _("对方登记了对接进展：{listing} × {need}"), _("请在对接页查看。"), (other_side,))
    ],
    "matching.contact_silent": [
        Tell(
            Topic.QUEUE,
            _("对接沉默，请跟进：{listing} × {need}"),
            _("双方超过规则规定的天数没有行动。请在“沉默的对接”中认领。"),
            (party("watching", (Role.OFFICER, Role.AGENT)),),
            linked=False,
        )
    ],
    "matching.nudged": [
        Tell(
            Topic.MATCHES,
            _("技术经理人提醒您继续对接：{listing} × {need}"),
            _("{reason}\n请在对接页回复对方，或说明结束的原因。"),
            (supplier, seeker),
        )
    ],
    "matching.contact_ended": [
        Tell(Topic.MATCHES, _("对接已结束：{listing} × {need}"), _("对方说明了原因，见对接页。"), (other_side,))
    ],
}
