"""Notices for the tests of every area, made by the commands that make them in the market."""

from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import Clock, shanghai
from marketplace.desk import commands
from marketplace.desk.models import PublicNotice
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY


def notice(*, by: Actor | None = None, clock: Clock = TODAY, **fields: Any) -> PublicNotice:
    """A notice of listing of SW with a period of ten working days; every field may be given."""
    defaults: dict[str, Any] = {
        "kind": "listing",
        "exchange": "SW",
        "title": "大型铸件机器人力控自适应打磨技术",
        "body": "示范研究所拟转让该项专利。",
        "subject": "listing:L-2027-000001",
        "starts_at": shanghai("2027-03-01T10:00:00"),
        "ends_at": shanghai("2027-03-16T00:00:00"),
    }
    told = defaults | fields
    return commands.post_notice(actor=by or officer(told["exchange"]), clock=clock, **told)
