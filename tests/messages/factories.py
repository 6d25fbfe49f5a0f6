"""Messages for tests, and other sides that behave as one wants."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from accounts.models import User
from marketplace.core.clock import Clock
from marketplace.messages.adapters.base import Doubtful, Letter, Outage, Permanent, Temporary
from marketplace.messages.commands import post, post_secret
from marketplace.messages.models import Message
from marketplace.messages.notes import Note
from tests.accounts.factories import user
from tests.catalogue.factories import TODAY

turn = count(1)


def note(
    to: User | None = None, *, key: str = "", kind: str = "accounts.organisation_verified", **more: object
) -> Note:
    """One thing to tell a person (a new one unless given)."""
    data = {"name": "示范单位", "exchange": "SW", "title": "示范成果", "price": "1"}
    return Note(kind=kind, key=key or f"test:{next(turn)}", to=to or user(), **({"data": data} | more))


def told(*notes: Note, clock: Clock = TODAY) -> list[Message]:
    return post(notes=notes, clock=clock)


def code(
    text: str = "您的验证码是 123456", *, to: User | None = None, minutes: int = 5, channel: str = "sms"
) -> Message:
    """A code on its way to somebody."""
    return post_secret(
        kind="accounts.code",
        key=f"code:{next(turn)}",
        channel=channel,
        address="+8613800138000" if channel == "sms" else "person@test.example",
        title="登录验证码",
        text=text,
        lasts=timedelta(minutes=minutes),
        language="zh-hans",
        user=to,
        clock=TODAY,
    )


@dataclass
class Postbox:
    """The other side as a box that keeps everything; it can be asked, unless `mute`. `plan` says how each next letter fares."""

    landed: list[str] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    mute: bool = False
    repeats_safely: bool = False
    keeps_secrets: bool = False
    opened: int = 0

    def open(self) -> "Postbox":
        if self.plan[:1] == ["away"]:
            self.plan.pop(0)
            raise Outage("away")
        self.opened += 1
        return self

    def close(self) -> None:
        pass

    def send(self, letter: Letter) -> str:
        fate = self.plan.pop(0) if self.plan else "taken"
        if fate == "killed before":
            raise KeyboardInterrupt
        if fate == "unheard":
            raise Doubtful("the line broke")
        if fate == "later":
            raise Temporary("SMTP 451: come again")
        if fate == "never":
            raise Permanent("SMTP 550: no such person")
        self.landed.append(letter.message_id)
        if fate == "killed after":
            raise KeyboardInterrupt
        if fate == "lost":
            raise Doubtful("the line broke")
        return f"box-{len(self.landed)}"

    def find(self, message_id: str) -> bool | None:
        return None if self.mute else message_id in self.landed


class Refusing(Postbox):
    """Takes nothing, ever."""

    def send(self, letter: Letter) -> str:
        raise Permanent("SMTP 550: no such person")
