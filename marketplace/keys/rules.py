"""Who may change the keys."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.core.errors import refusal


@refusal(_("只有系统运维可以更换签名密钥。请在服务器上运行 manage.py rotate_key。"), rule="R-SEC-12")
def may_rotate(actor: Actor) -> bool:
    return actor.is_system
