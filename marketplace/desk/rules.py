"""Who may do what on the desk."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff, is_signed_in
from marketplace.core.errors import refusal
from marketplace.desk.models import NoticeSubscription


@refusal(_("只有发布机构的业务员或复核员可以发布公告。"))
def may_post_notice(actor: Actor, exchange: str) -> bool:
    """The staff of the exchange in whose name it speaks, or the system where a sweep does the act."""
    return actor.is_system or (is_exchange_staff(actor) and actor.exchange == exchange)


@refusal(_("请先登录，再订阅公告。"))
def may_subscribe(actor: Actor) -> bool:
    return is_signed_in(actor)


@refusal(_("只有订阅人本人可以取消订阅。"))
def may_unsubscribe(actor: Actor, subscription: NoticeSubscription) -> bool:
    return is_signed_in(actor) and actor.user == subscription.user
