"""The road of a listing, for the steps component."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing


class Step(NamedTuple):
    name: str
    state: str
    note: str = ""


def road_of(listing: Listing | None) -> list[Step]:
    """Draft, submission, acceptance, publication: where the listing stands."""
    state = listing.state if listing else Listing.State.DRAFT
    sent = state == Listing.State.SUBMITTED
    return [
        Step(_("填写"), "done" if sent else "now"),
        Step(_("提交"), "done" if sent else "todo", _("保证内容真实、完整")),
        Step(_("受理"), "now" if sent else "todo", _("交易机构核对权属，给出项目编号")),
        Step(_("挂牌"), "todo", _("公开披露，开始匹配")),
    ]
