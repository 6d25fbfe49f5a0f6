"""Who may read, choose and tend."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.errors import refusal
from marketplace.messages.models import Message


@refusal(_("只有收件人本人可以标记消息。"))
def may_read(actor: Actor, message: Message) -> bool:
    return actor.user is not None and message.user_id == actor.user.pk


@refusal(_("只有交易机构人员和系统管理员可以处理发送异常。"))
def may_tend(actor: Actor) -> bool:
    """The staff of an exchange, or of the system itself."""
    return is_exchange_staff(actor) or bool(actor.user and actor.user.is_staff)
