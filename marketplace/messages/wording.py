"""A message in words, in both languages; and the letter that goes out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import vault
from accounts.models import Organisation
from marketplace.core.presentation import exact_amount, is_chinese, market_time
from marketplace.messages.adapters.base import Letter
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Channel, Delivery, Language
from marketplace.messages.notes import Fen
from marketplace.messages.topics import USUAL, Topic
from marketplace.messages.unsubscribing import token_for

TITLE_LENGTH = 200
PURPOSE = "messages.secret"


def worded(kind: str, data: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Title and body of a kind in one language; amounts, times and names of organisations as that language writes them."""
    with override(language):
        values = type(data)({name: said(value, language) for name, value in data.items()})  # type: ignore[call-arg]  # a dict
        title = str(KINDS[kind].title).format_map(values)
        return title[:TITLE_LENGTH], str(KINDS[kind].body).format_map(values)


def said(value: Any, language: str) -> str:
    if isinstance(value, Fen):
        return exact_amount(value.fen, language)
    if isinstance(value, datetime):
        return market_time(value, language)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if is_chinese(language) else value.isoformat()
    if isinstance(value, Organisation):
        return value.local_name
    return str(value)


def letter_of(delivery: Delivery) -> Letter:
    """What goes out for a delivery, in its language. Its text comes from the encrypted part, where there is one."""
    message = delivery.message
    with override(delivery.language):
        title = message.title_in(delivery.language)
        headers: dict[str, str] = {}
        if message.secret:
            text = vault.decrypt(message.secret, purpose=PURPOSE)
        elif delivery.channel == Channel.EMAIL:
            text, headers = _mail(delivery)
        else:
            text = _short(delivery)
    return Letter(
        key=message.key,
        message_id=delivery.mail_id,
        address=delivery.address,
        subject=f"[{settings.SITE_NAME}] {title}",
        text=text,
        headers=headers,
    )


def _mail(delivery: Delivery) -> tuple[str, dict[str, str]]:
    """The text of a mail with its link, why it comes, and the way to have no more of them (RFC 8058)."""
    message = delivery.message
    parts = [message.title_in(delivery.language), message.body_in(delivery.language)]
    if message.link:
        parts.append(_("查看并办理：{url}").format(url=address(message.link)))
    topic = KINDS[message.kind].topic
    headers: dict[str, str] = {}
    if message.user is not None:
        if USUAL[topic].mandatory or topic == Topic.DIGEST:
            why = _("您收到这封邮件，因为它关系到您的账户或您须办理的事项，不能退订。")
        else:
            url = address(reverse("messages:unsubscribe", args=[token_for(message.user, topic)]))
            headers = {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
            why = _("不再接收“{topic}”类邮件：{url}").format(topic=Topic(topic).label, url=url)
        parts.append("--\n" + why + "\n" + _("接收设置：{url}").format(url=address(reverse("messages:preferences"))))
    return "\n\n".join(part for part in parts if part) + "\n", headers


def _short(delivery: Delivery) -> str:
    """A text for a telephone: what happened, and where to look."""
    message = delivery.message
    where = f" {address(message.link)}" if message.link else ""
    return f"【{settings.SITE_NAME}】{message.title_in(delivery.language)}{where}"


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def languages() -> list[str]:
    return [Language.CHINESE.value, Language.ENGLISH.value]
