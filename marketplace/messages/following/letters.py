"""Letters to an address rather than to a person: what the follower writes beside the notes of the table.

The link of an invitation is a key. It stands in no line of the log and in no list: it is derived when the letter is written,
lies encrypted in the outbox until it has gone out, and is taken back with the invitation.
"""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.invitations import secret_of
from accounts.models import Invitation, User
from marketplace.audit.following import Line
from marketplace.core.clock import Clock
from marketplace.core.presentation import market_date
from marketplace.messages.commands import post, post_secret, take_back
from marketplace.messages.models import Channel, Message, Profile
from marketplace.messages.notes import Note
from marketplace.messages.wording import address

Writer = Callable[[Line, Clock], None]


def invite(line: Line, clock: Clock) -> None:
    """Mail or text the link of an invitation, unless it has been sent anew, answered or withdrawn since."""
    row = Invitation.objects.filter(number=line.number).select_related("organisation", "invited_by").first()
    if row is None or not row.can("accept") or (line.payload or {}).get("sent", 1) != row.sent:
        return
    take_back(subject=line.subject)
    key = f"invitation:{row.number}:{row.sent}"
    left = row.expires_at - clock.read()
    if left <= timedelta(0) or Message.objects.filter(key=key).exists():
        return
    known = _known(row)
    language = _language(known or row.invited_by)
    with override(language):
        title = _("“{name}”邀请您加入").format(name=row.organisation.local_name)
        text = _short(row) if row.mobile else _long(row, title)
    post_secret(
        kind="accounts.invitation",
        key=key,
        channel=Channel.SMS if row.mobile else Channel.EMAIL,
        address=row.address,
        title=title,
        text=text,
        lasts=left,
        language=language,
        user=known,
        subject=line.subject,
        clock=clock,
    )
    if known:
        post(notes=[_hint(row, known, line)], clock=clock)


def withdraw(line: Line, clock: Clock) -> None:
    """A letter that still waits does not go out any more."""
    take_back(subject=line.subject)


WRITTEN: dict[str, Writer] = {
    "accounts.member_invited": invite,
    "accounts.invitation_resent": invite,
    "accounts.invitation_withdrawn": withdraw,
}


def _known(row: Invitation) -> User | None:
    """The person behind the address, if there is one; who invited does not learn it."""
    people = User.objects.filter(is_active=True)
    return people.filter(mobile=row.mobile).first() if row.mobile else people.filter(email=row.email).first()


def _language(user: User) -> str:
    profile = Profile.objects.filter(user=user).first()
    return str(profile.language) if profile else "zh-hans"


def _link(row: Invitation) -> str:
    return address(reverse("accounts:invitation", args=[row.number, secret_of(row)]))


def _values(row: Invitation) -> dict[str, str]:
    return {
        "name": row.organisation.local_name,
        "role": str(row.get_role_display()),
        "by": str(row.invited_by),
        "until": market_date(row.expires_at, _language_now()),
        "url": _link(row),
        "site": _("成渝双城技术交易网"),
    }


def _long(row: Invitation, title: str) -> str:
    text = _(
        "{by}邀请您以“{role}”身份加入“{name}”，在{site}办理业务。\n\n"
        "答复（接受或谢绝）：\n{url}\n\n"
        "请用本邮箱登录；尚未注册的，用本邮箱注册后即可答复。邀请有效至 {until}。\n"
        "链接只供您本人使用，请勿转发。不认识对方的，不必理会。"
    )
    return f"{title}\n\n{text.format(**_values(row))}\n"


def _short(row: Invitation) -> str:
    return _("【{site}】“{name}”邀请您以“{role}”身份加入，有效至 {until}。用本手机号登录后答复：{url}").format(
        **_values(row)
    )


def _language_now() -> str:
    return get_language() or "zh-hans"


def _hint(row: Invitation, known: User, line: Line) -> Note:
    """In the list of who has an account, without the key."""
    data = {"name": row.organisation, "to": row.address, "until": row.expires_at}
    key = f"invitation:{row.number}:{row.sent}:{known.number}"
    return Note(
        kind="accounts.invited", key=key, to=known, data=data, subject=line.subject, organisation=None, inside=True
    )
