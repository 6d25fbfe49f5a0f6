"""The outbox: what is told to whom, and by which ways it goes out. Written in the transaction of what it tells of."""

import hashlib
from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.messages.topics import Topic


class Language(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Channel(models.TextChoices):
    IN_APP = "in_app", _("站内信")
    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")
    WECOM = "wecom", _("企业微信")


OUTWARD = (Channel.EMAIL, Channel.SMS, Channel.WECOM)


class Mode(models.TextChoices):
    NOW = "now", _("即时")
    DAILY = "daily", _("每日汇总")
    WEEKLY = "weekly", _("每周汇总")
    OFF = "off", _("不接收")


class Message(models.Model):
    """One thing told to one person (or to a bare address, before there is a person). Its key exists once: telling again tells nothing."""

    number = NumberField(prefix="MSG")
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)  # a row of `kinds.KINDS`
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # for whom
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    link = models.CharField(max_length=200, blank=True)  # a path of ours
    subject = models.CharField(max_length=60, blank=True)  # sale:S-2027-000042, as in the log
    # A text that only its reader may see (codes, links with keys): encrypted, gone once it has run out.
    secret = models.TextField(blank=True)
    secret_until = models.DateTimeField(null=True)  # real time
    told = models.PositiveIntegerField(default=1)  # how often, where many alike become one
    shown = models.BooleanField(default=True)  # stands in the person's list
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="what_is_shown_has_a_reader", condition=Q(shown=False) | Q(user__isnull=False)),
            models.CheckConstraint(name="a_secret_runs_out", condition=Q(secret="") | Q(secret_until__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="messages_of_a_person", condition=Q(shown=True)),
            models.Index(
                fields=["user", "subject"], name="unread_messages", condition=Q(shown=True, read_at__isnull=True)
            ),
            models.Index(fields=["secret_until"], name="secrets_by_end", condition=~Q(secret="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def local_title(self) -> str:
        return self.title_in(get_language() or "zh-hans")

    @property
    def local_body(self) -> str:
        return self.body_in(get_language() or "zh-hans")

    def title_in(self, language: str) -> str:
        return self.title_en if language.startswith("en") and self.title_en else self.title

    def body_in(self, language: str) -> str:
        return self.body_en if language.startswith("en") and self.body_en else self.body


class Delivery(StateModel):
    """One message on one way to one address: at most one row each, so at most one dispatch.

    The road of an attempt: claimed (`sending`, by a claim whose lock its process holds), begun (`begun_at`, committed
    before the first byte of content leaves), then sent, failed or given up. What was begun and never ended is in doubt.
    Claiming, putting back and doubting concern many rows at once: guarded updates in `commands.sending`, not verbs of the table.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待发送")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已发送")
        FAILED = "failed", _("暂时失败")
        DOUBTFUL = "doubtful", _("结果待核")
        GIVEN_UP = "given_up", _("已放弃")
        GATHERED = "gathered", _("待汇总")
        NEEDLESS = "needless", _("无须发送")  # read, or its reader gone, before the digest

    TRANSITIONS = (
        ("finish", {State.SENDING, State.DOUBTFUL}, State.SENT),
        ("fail", {State.SENDING}, State.FAILED),
        ("clear", {State.DOUBTFUL}, State.WAITING),
        ("give_up", {State.WAITING, State.FAILED, State.SENDING, State.DOUBTFUL}, State.GIVEN_UP),
        ("retry", {State.GIVEN_UP, State.DOUBTFUL}, State.WAITING),
        ("settle", {State.GIVEN_UP, State.DOUBTFUL}, State.SENT),
    )

    number = NumberField(prefix="DL")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=Channel)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=7, choices=Language, default=Language.CHINESE)
    next_at = models.DateTimeField()  # market time: not before
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)  # what the other side calls it
    claim = models.BigIntegerField(null=True)  # names the lock that the sending process holds
    begun_at = models.DateTimeField(null=True)  # real time
    ended_at = models.DateTimeField(null=True)  # real time: sent, given up
    digest = models.CharField(max_length=6, choices=[("daily", "daily"), ("weekly", "weekly")], blank=True)
    gathered_in = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="gathered")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_delivery_per_way", fields=["message", "channel"]),
            models.CheckConstraint(
                name="whoever_sends_holds_a_claim", condition=~Q(state="sending") | Q(claim__isnull=False)
            ),
            models.CheckConstraint(
                name="a_doubt_is_of_something_begun", condition=~Q(state="doubtful") | Q(begun_at__isnull=False)
            ),
            models.CheckConstraint(
                name="what_is_gathered_has_a_rhythm", condition=~Q(state="gathered") | ~Q(digest="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_at"], name="due_deliveries", condition=Q(state__in=["waiting", "failed"])
            ),
            models.Index(fields=["claim"], name="claimed_deliveries", condition=Q(state="sending")),
            models.Index(fields=["-id"], name="troubled_deliveries", condition=Q(state__in=["doubtful", "given_up"])),
            models.Index(fields=["digest"], name="gathered_deliveries", condition=Q(state="gathered")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def mail_id(self) -> str:
        """The Message-ID of every attempt: the same text each time, and no other delivery's, also of another database."""
        made_at = self.message.created_at.astimezone(UTC).isoformat()
        mark = hashlib.sha256(f"{self.message.key} {made_at}".encode()).hexdigest()[:16]
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        return f"<{self.number.lower()}.{mark}@{domain}>"


class Profile(models.Model):
    """How a person wants to be told: language of what goes out, quiet hours, the address at WeCom."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="+")
    language = models.CharField(_("语言"), max_length=7, choices=Language, default=Language.CHINESE)
    quiet_from = models.TimeField(_("免打扰开始"), null=True, blank=True)  # Shanghai time
    quiet_to = models.TimeField(_("免打扰结束"), null=True, blank=True)
    wecom_id = models.CharField(_("企业微信账号"), max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_have_two_ends",
                condition=Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                violation_error_message=_("请同时填写免打扰的开始和结束时间，或都留空。"),
            )
        ]

    def __str__(self) -> str:
        return f"profile {self.user_id}"


class Choice(models.Model):
    """What a person chose for one topic on one way, where it differs from what is usual."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=Topic)
    channel = models.CharField(max_length=6, choices=Channel)
    mode = models.CharField(max_length=6, choices=Mode)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_choice_per_topic_and_way", fields=["user", "topic", "channel"])
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.channel}: {self.mode}"
