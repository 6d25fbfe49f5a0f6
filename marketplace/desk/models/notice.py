"""What an exchange makes public, and who asked to be told."""

import secrets
from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField

BODY_MAX = 20_000
TITLE_MAX = 300


class NoticeKind(models.TextChoices):
    LISTING = "listing", _("挂牌公告")
    SALE = "sale", _("竞价公告")
    CALL = "call", _("揭榜公告")
    PUBLICITY = "publicity", _("公示")
    RESULT = "result", _("成交公告")
    ERRATUM = "erratum", _("更正公告")
    CHANGE = "change", _("变更公告")
    SUSPENSION = "suspension", _("中止公告")
    RESUMPTION = "resumption", _("恢复公告")
    TERMINATION = "termination", _("终结公告")
    RULES = "rules", _("规则征求意见")


# Kinds that speak of an earlier notice: it shows them, and they show it.
CORRECTING = frozenset({NoticeKind.ERRATUM, NoticeKind.CHANGE})


class NoticeQuerySet(models.QuerySet["PublicNotice"]):
    def with_corrections(self) -> Self:
        return self.select_related("corrects").prefetch_related(
            models.Prefetch("corrections", PublicNotice.objects.order_by("id"))
        )


class PublicNotice(models.Model):
    """A public notice of an exchange. Never altered: what is wrong in it is put right by another that refers to it."""

    Kind = NoticeKind

    number = NumberField(prefix="PN")
    kind = models.CharField(_("公告类型"), max_length=11, choices=NoticeKind)
    exchange = models.CharField(_("发布机构"), max_length=2, choices=ExchangeCode)
    title = models.CharField(_("标题"), max_length=TITLE_MAX)
    body = models.TextField(_("正文"), validators=[MaxLengthValidator(BODY_MAX)])
    subject = models.CharField(max_length=60, blank=True)  # listing:L-2027-000042, case:P-…, rules:…
    project_number = models.CharField(_("项目编号"), max_length=20, blank=True)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("所更正的公告"),
    )
    document = models.CharField(max_length=20, blank=True)  # DOC-…: its PDF, if one was issued
    contact = models.CharField(_("异议联系方式"), max_length=300, blank=True)
    posted_by = models.CharField(max_length=60)  # as the log names him: user:U-…, system:…
    posted_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_starts", condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-id"], name="notices_by_kind"),
            models.Index(fields=["exchange", "-id"], name="notices_by_exchange"),
            models.Index(fields=["subject"], name="notices_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class NoticeSubscription(models.Model):
    """A person who wants to be told of notices; an empty kind, exchange or keyword means any."""

    number = NumberField(prefix="NS")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notice_subscriptions")
    kind = models.CharField(_("公告类型"), max_length=11, choices=NoticeKind, blank=True)
    exchange = models.CharField(_("发布机构"), max_length=2, choices=ExchangeCode, blank=True)
    keyword = models.CharField(_("关键词"), max_length=60, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)  # ends it in one click
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_subscription_of_a_kind", fields=["user", "kind", "exchange", "keyword"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.user}"
