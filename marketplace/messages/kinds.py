"""Every kind of message: what it is about, and its words. Placeholders are filled in by the follower (`following`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.messages.topics import Topic


@dataclass(frozen=True, slots=True)
class Kind:
    topic: str
    title: str | Promise
    body: str | Promise = ""


KINDS: dict[str, Kind] = {
    "messages.trouble": Kind(
        Topic.OPERATION,
        _("有{channel}未能送达，请处理"),
        _("{number}：{error}\n请在“发送异常”页核对收件地址或服务状态，再重发或标记为已处理。"),
    ),
    "messages.digest": Kind(Topic.DIGEST, _("{rhythm}：{count} 条消息"), "{lines}"),
    "accounts.mail": Kind(Topic.SECURITY, ""),
    "accounts.code": Kind(Topic.SECURITY, _("登录验证码")),
    "accounts.invitation": Kind(Topic.ORGANISATION, ""),
    "accounts.invited": Kind(
        Topic.ORGANISATION,
        _("“{name}”邀请您加入"),
        _("答复邀请的链接已发往 {to}，有效至 {until}。链接只在那里，站内信中没有。"),
    ),
}


def learn(kinds: Mapping[str, Kind]) -> None:
    """Add the kinds of an own table (`following.table`)."""
    KINDS.update(kinds)
