"""What is told of a data room: to the lister that somebody asks, to the firm what was answered."""

from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import RoomAccess
from marketplace.messages.following.recipients import party
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic

lister, firm = party("lister"), party("firm")


@reads("roomaccess")
def access(number: str) -> Subject | None:
    found = RoomAccess.objects.filter(number=number).select_related("listing__lister", "organisation").first()
    if found is None:
        return None
    listing = found.listing
    parties = {"lister": [listing.lister], "firm": [found.organisation]}
    data = {"title": listing.title, "name": found.organisation.name, "until": found.ends_at}
    return Subject(parties, {}, listing.exchange, data, address("catalogue:room", listing.number))


TOLD: dict[str, list[Tell]] = {
    "catalogue.room_asked": [
        Tell(
            Topic.DUTY,
            _("有单位申请查阅资料：{title}"),
            _("{name}已签署保密承诺，等待您的答复（规则 R-LST-07）。"),
            (lister,),
        )
    ],
    "catalogue.room_granted": [
        Tell(Topic.CASE, _("已准许查阅资料：{title}"), _("可查阅至 {until}；每次打开都留记录。"), (firm,))
    ],
    "catalogue.room_declined": [Tell(Topic.CASE, _("未准许查阅资料：{title}"), _("理由：{reason}"), (firm,))],
    "catalogue.room_revoked": [Tell(Topic.DUTY, _("查阅准许已撤销：{title}"), _("理由：{reason}"), (firm,))],
}
