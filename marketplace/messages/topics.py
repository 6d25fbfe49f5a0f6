"""What messages are about, as people choose among them."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    SECURITY = "security", _("登录与账户安全")
    ORGANISATION = "organisation", _("单位认证与授权")
    DUTY = "duty", _("补正、退回与中止")
    CASE = "case", _("案件进展")
    DOCUMENTS = "documents", _("文书")
    QUEUE = "queue", _("待办（交易机构）")
    SALE = "sale", _("竞价与报名")
    OVERTAKEN = "overtaken", _("出价被超过")
    DEAL = "deal", _("成交、合同与缴款")
    MATCHES = "matches", _("撮合推荐")
    NOTICES = "notices", _("公告订阅")
    RULES = "rules", _("规则与收费")
    WORK = "work", _("后台任务")
    OPERATION = "operation", _("发送异常")
    DIGEST = "digest", _("汇总")


@dataclass(frozen=True, slots=True)
class Usual:
    """How a topic is told where a person has chosen nothing."""

    about: str | Promise
    in_app: str = "now"
    email: str = "now"
    sms: str = "off"
    wecom: str = "off"
    mandatory: bool = False  # in-app and e-mail cannot be switched off, nor be put into a digest
    urgent: bool = False  # quiet hours do not hold it back
    listed: bool = True  # stands on the page of preferences


USUAL: dict[str, Usual] = {
    Topic.SECURITY: Usual(_("验证码、密码与登录方式的变更。"), mandatory=True, urgent=True),
    Topic.ORGANISATION: Usual(_("认证结果、邀请、授权的确认与到期。"), mandatory=True),
    Topic.DUTY: Usual(_("须由您在期限内办理，或影响项目效力的通知。"), mandatory=True),
    Topic.CASE: Usual(_("受理、公告、恢复、归档等各环节。")),
    Topic.DOCUMENTS: Usual(_("出具、换发、作废的文书。"), email="daily"),
    Topic.QUEUE: Usual(_("本机构新收到、须办理的事项。"), email="daily"),
    Topic.SALE: Usual(_("竞价公告、登记、资格与保证金、开始竞价。")),
    Topic.OVERTAKEN: Usual(_("只发站内信，同一场合并为一条。"), email="off"),
    Topic.DEAL: Usual(_("成交结果、待签合同、缴款与结算、凭证。"), mandatory=True),
    Topic.MATCHES: Usual(_("推荐给您的成果与需求，及对方的回应。"), email="daily"),
    Topic.NOTICES: Usual(_("您订阅的公示、挂牌、成交与更正。"), email="daily"),
    Topic.RULES: Usual(_("规则的征求意见、生效与采用，收费的公示。"), email="weekly"),
    Topic.WORK: Usual(_("导入、匹配等任务的结束或失败。"), email="off"),
    Topic.OPERATION: Usual(_("发不出去、须人工处理的消息。"), email="off"),
    # A mail alone: what it tells stands in the list already.
    Topic.DIGEST: Usual(_("汇总邮件本身。"), in_app="off", listed=False),
}
CHANNELS = ("in_app", "email", "sms", "wecom")
GATHERING = frozenset({"daily", "weekly"})


def allowed(topic: str, channel: str) -> list[str]:
    """The modes among which a person may choose for a topic on one way; one alone is no choice."""
    usual = USUAL[topic]
    if channel == "in_app":
        return ["off"] if topic == Topic.DIGEST else ["now"] if usual.mandatory else ["now", "off"]
    if channel == "email":
        if topic == Topic.OVERTAKEN:
            return ["off"]
        return ["now"] if usual.mandatory else ["now", "daily", "weekly", "off"]
    return ["off"] if topic in (Topic.OVERTAKEN, Topic.DIGEST) else ["now", "off"]


def usual_mode(topic: str, channel: str) -> str:
    return str(getattr(USUAL[topic], channel))
