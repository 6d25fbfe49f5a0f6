"""How a person wants to be told."""

from collections.abc import Mapping
from datetime import time

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from accounts.rules import is_signed_in
from marketplace.audit import commands as audit
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate
from marketplace.messages.models import Choice, Mode, Profile
from marketplace.messages.topics import CHANNELS, USUAL, Topic, allowed, usual_mode


@atomic
def choose(*, choices: Mapping[tuple[str, str], str], actor: Actor) -> None:
    """Set the modes of some topics and ways: `{("matches", "email"): "daily"}`; what is not named stays as it is.

    Raises Invalid, naming `topic.channel`, for what does not exist or may not be chosen (mandatory topics).
    """
    require(is_signed_in, actor)
    assert actor.user is not None
    _check(choices)
    lock(actor.user)
    for (topic, channel), mode in choices.items():
        _set(actor.user, topic, channel, mode)
    said = {f"{topic}.{channel}": mode for (topic, channel), mode in choices.items()}
    audit.record("messages.preferences_changed", subject=actor.user, actor=actor, private=True, choices=said)


def _check(choices: Mapping[tuple[str, str], str]) -> None:
    faults = {}
    for (topic, channel), mode in choices.items():
        if topic not in USUAL or channel not in CHANNELS:
            faults[f"{topic[:20]}.{channel[:10]}"] = [_("没有这一类消息或这一方式。")]
        elif mode not in allowed(topic, channel):
            among = "、".join(str(Mode(one).label) for one in allowed(topic, channel))
            faults[f"{topic}.{channel}"] = [
                _("“{topic}”在此方式下只能选择：{among}。").format(topic=Topic(topic).label, among=among)
            ]
    if faults:
        raise Invalid(fields=faults)


def _set(user: User, topic: str, channel: str, mode: str) -> None:
    if mode == usual_mode(topic, channel):
        Choice.objects.filter(user=user, topic=topic, channel=channel).delete()
    else:
        Choice.objects.update_or_create(user=user, topic=topic, channel=channel, defaults={"mode": mode})


@atomic
def save_profile(
    *, language: str, quiet_from: time | None, quiet_to: time | None, wecom_id: str, actor: Actor
) -> Profile:
    """Set language, quiet hours (Shanghai; what is urgent passes) and the address at WeCom. Refuses one end without the other."""
    require(is_signed_in, actor)
    assert actor.user is not None
    lock(actor.user)
    profile = Profile(
        user=actor.user, language=language, quiet_from=quiet_from, quiet_to=quiet_to, wecom_id=wecom_id.strip()
    )
    validate(profile, exclude=["user"])
    profile.save(force_insert=not Profile.objects.filter(user=actor.user).exists())
    audit.record("messages.profile_changed", subject=actor.user, actor=actor, private=True, language=language)
    return profile


@atomic
def unsubscribe(*, user: User, topic: str) -> bool:
    """Send a person no more mails of a topic, by the signed link of such a mail; False if the topic is mandatory."""
    if "off" not in allowed(topic, "email"):
        return False
    lock(user)
    _set(user, topic, "email", "off")
    audit.record("messages.unsubscribed", subject=user, actor=Actor(user=user), private=True, topic=topic)
    return True
