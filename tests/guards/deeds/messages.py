"""Messages, preferences, and what could not be sent."""

from accounts.models import User
from marketplace.messages.commands import post
from marketplace.messages.models import Delivery, Message
from marketplace.messages.notes import Note
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


def message_of(cast: Cast, role: str = "own.agt") -> Message:
    """An unread message of one person."""
    reader = cast[role].user
    assert reader is not None
    data = {"name": "示范单位", "exchange": "SW"}
    note = Note(kind="accounts.organisation_verified", key=f"guards:{reader.number}", to=reader, data=data)
    post(notes=[note], clock=TODAY)
    return Message.objects.get(key=note.key)


def trouble(cast: Cast) -> Delivery:
    """A mail that was given up."""
    delivery = message_of(cast).deliveries.get(channel="email")
    Delivery.objects.filter(pk=delivery.pk).update(state="given_up", last_error="SMTP 550: no such person")
    return Delivery.objects.get(pk=delivery.pk)


@row("market_messages.mark_read")
def mark_read(cast: Cast) -> Arguments:
    return {"message": message_of(cast), "clock": TODAY}


@row("market_messages.mark_unread")
def mark_unread(cast: Cast) -> Arguments:
    return {"message": message_of(cast)}


@row("market_messages.mark_all_read")
def mark_all_read(cast: Cast) -> Arguments:
    return {"clock": TODAY}


@row("market_messages.undo_all_read")
def undo_all_read(cast: Cast) -> Arguments:
    return {"at": TODAY.at}


@row("market_messages.choose")
def choose(cast: Cast) -> Arguments:
    return {"choices": {("matches", "email"): "weekly"}}


@row("market_messages.save_profile")
def save_profile(cast: Cast) -> Arguments:
    return {"language": "en", "quiet_from": None, "quiet_to": None, "wecom_id": ""}


@row("market_messages.retry_delivery")
def retry_delivery(cast: Cast) -> Arguments:
    return {"delivery": trouble(cast), "clock": TODAY}


@row("market_messages.settle_delivery")
def settle_delivery(cast: Cast) -> Arguments:
    return {"delivery": trouble(cast)}


@row("accounts.remove_mobile")
def remove_mobile(cast: Cast) -> Arguments:
    User.objects.filter(pk=cast["own.agt"].user.pk).update(mobile="+8613800138000", mobile_verified_at=TODAY.at)
    return {}
