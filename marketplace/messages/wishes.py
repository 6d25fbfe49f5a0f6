"""By which ways a person is told of a topic, and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from accounts.models import User
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Channel, Choice, Delivery, Message, Profile
from marketplace.messages.quiet import after_quiet
from marketplace.messages.topics import CHANNELS, GATHERING, USUAL, allowed, usual_mode


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person chose; what was not chosen is as usual, and what is mandatory as it must be."""

    user: User
    profile: Profile
    chosen: Mapping[tuple[str, str], str] = field(default_factory=dict)  # mode by topic and channel

    def mode(self, topic: str, channel: str) -> str:
        among = allowed(topic, channel)
        mode = self.chosen.get((topic, channel), usual_mode(topic, channel))
        return mode if mode in among else among[0]

    def address(self, channel: str) -> str:
        return {"email": self.user.email, "sms": self.user.mobile, "wecom": self.profile.wecom_id}.get(channel, "")

    def deliveries(self, message: Message, now: datetime, *, inside: bool) -> Iterator[Delivery]:
        """One for each way the message takes; the list of messages is reached with the message itself."""
        topic = KINDS[message.kind].topic
        if message.shown:
            yield Delivery(message=message, channel=Channel.IN_APP, state=Delivery.State.SENT, next_at=now)
        for channel in CHANNELS[1:]:
            mode = "off" if inside else self.mode(topic, channel)
            if mode == "off" or not self.address(channel) or not is_open(channel):
                continue
            gathering = mode in GATHERING
            yield Delivery(
                message=message,
                channel=channel,
                state=Delivery.State.GATHERED if gathering else Delivery.State.WAITING,
                digest=mode if gathering else "",
                address=self.address(channel),
                language=self.profile.language,
                next_at=now if USUAL[topic].urgent else after_quiet(self.profile, now),
            )


def is_open(channel: str) -> bool:
    """Whether anything can go out that way at all."""
    return settings.SANDBOX or channel == Channel.EMAIL or bool(settings.MESSAGE_GATEWAYS.get(channel, ("",))[0])


def wishes_of(users: Iterable[User]) -> dict[int, Wishes]:
    """The wishes of many by the key of the person, in two statements."""
    people = {user.pk: user for user in users}
    profiles = {profile.user_id: profile for profile in Profile.objects.filter(user__in=people)}
    chosen: dict[int, dict[tuple[str, str], str]] = {}
    for choice in Choice.objects.filter(user__in=people):
        chosen.setdefault(choice.user_id, {})[choice.topic, choice.channel] = choice.mode
    return {pk: Wishes(user, profiles.get(pk) or Profile(user=user), chosen.get(pk, {})) for pk, user in people.items()}
