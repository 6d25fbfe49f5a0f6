"""The registry of technology managers and brokers (技术经理人、技术经纪人)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File


class Level(models.TextChoices):
    """The three levels of training; the junior is often called broker."""

    JUNIOR = "junior", _("初级（技术经纪人）")
    MIDDLE = "middle", _("中级（技术经理人）")
    SENIOR = "senior", _("高级（技术经理人）")


class Practitioner(StateModel):
    """A person with a certificate, verified by an exchange; public only with consent."""

    class State(models.TextChoices):
        PENDING = "pending", _("待审核")
        RETURNED = "returned", _("退回补正")
        VERIFIED = "verified", _("已认证")
        SUSPENDED = "suspended", _("已暂停")

    TRANSITIONS = (
        ("resubmit", {State.PENDING, State.RETURNED, State.VERIFIED}, State.PENDING),
        ("verify", {State.PENDING}, State.VERIFIED),
        ("return", {State.PENDING}, State.RETURNED),
        ("suspend", {State.VERIFIED}, State.SUSPENDED),
        ("reinstate", {State.SUSPENDED}, State.VERIFIED),
    )

    number = NumberField(prefix="TM")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="practitioner")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="practitioners"
    )
    name = models.CharField(_("姓名"), max_length=60)
    level = models.CharField(_("级别"), max_length=6, choices=Level)
    certificate_number = models.CharField(_("证书编号"), max_length=60)
    issued_by = models.CharField(_("发证机构"), max_length=120)
    valid_to = models.DateField(_("有效期至"), null=True, blank=True)  # the last day; null: without end
    fields = models.CharField(_("专长领域"), max_length=200, blank=True)
    paper = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consents = models.BooleanField(_("同意公开"), default=False)  # to a public page (PIPL 25)
    registered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=2, choices=ExchangeCode, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # of the last return or suspension

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_practitioner_per_certificate",
                fields=["issued_by", "certificate_number"],
                violation_error_message=_("该证书已登记。如非本人登记，请联系交易机构。"),
            ),
            models.CheckConstraint(
                name="practitioner_verified_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
