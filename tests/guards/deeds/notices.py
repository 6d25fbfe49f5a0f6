"""Public notices and subscriptions to them."""

from marketplace.core.clock import shanghai
from marketplace.desk import commands as desk
from marketplace.desk.models import NoticeSubscription
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


@row("desk.post_notice")
def post_notice(cast: Cast) -> Arguments:
    said = {"kind": "rules", "exchange": "SW", "title": "示范公告", "body": "示范正文", "subject": ""}
    return {**said, "starts_at": shanghai("2027-03-01T10:00:00"), "clock": TODAY}


@row("desk.subscribe")
def subscribe(cast: Cast) -> Arguments:
    return {"kind": "result", "exchange": "SW", "keyword": "打磨", "clock": TODAY}


def subscription(cast: Cast) -> NoticeSubscription:
    return desk.subscribe(kind="result", actor=cast["own.agt"], clock=TODAY)


@row("desk.unsubscribe")
def unsubscribe(cast: Cast) -> Arguments:
    return {"subscription": subscription(cast)}


@row("desk.end_subscription")
def end_subscription(cast: Cast) -> Arguments:
    return {"token": subscription(cast).token}
