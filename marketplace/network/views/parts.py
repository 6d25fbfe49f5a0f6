"""What the pages of the network share: the tabs, and how long a list is on a page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.network.rules import may_bring_in

ROWS = 20


def tabs(request: ActorRequest) -> list[dict[str, Any]]:
    """The pages of an exchange's own system, as far as the reader has business there."""
    importing = [(_("导入数据"), "network:transfers")] if may_bring_in(request.actor, request.actor.exchange) else []
    named = [
        *importing,
        (_("已收记录"), "network:records"),
        (_("数据冲突"), "network:conflicts"),
        (_("导出数据"), "network:exports"),
    ]
    found = [(label, reverse(name)) for label, name in named]
    return [{"label": label, "url": url, "current": request.path == url, "count": None} for label, url in found]
