"""Who was asked to look at a lot that may stay thin, and who asks not to be asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.matching.models import Match
from marketplace.trading.models.sale import Sale


class InvitationRefusal(models.TextChoices):
    """Coded reasons of a firm that is not interested."""

    OFF_TOPIC = "off_topic", _("与本单位需求不符")
    TOO_EARLY = "too_early", _("技术尚不成熟")
    TOO_EXPENSIVE = "too_expensive", _("价格超出预算")
    BAD_TIMING = "bad_timing", _("时间来不及")
    SOLVED = "solved", _("已有解决方案")
    OTHER = "other", _("其他原因")


class SaleInvitation(StateModel):
    """A matched firm that the venue asked to look at a running sale: once per firm and sale, with what the public notice says.

    It says nothing about who registers (R-BID-05): an invited firm need not, and one that was not invited may.
    """

    class State(models.TextChoices):
        SENT = "sent", _("已邀请")
        DECLINED = "declined", _("不感兴趣")

    TRANSITIONS = (("decline", {State.SENT}, State.DECLINED),)
    Refusal = InvitationRefusal

    number = NumberField(prefix="SI")
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sale_invitations")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="+")  # of its need that fits best
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    reason = models.CharField(max_length=13, choices=InvitationRefusal, blank=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_invitation_per_firm_and_sale", fields=["sale", "organisation"]),
            models.CheckConstraint(
                name="declined_invitation_says_why",
                condition=Q(state="sent", reason="", declined_at__isnull=True)
                | (Q(state="declined", declined_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "invited_at"], name="invitations_of_a_firm")]

    def __str__(self) -> str:
        return self.number


class InvitationStop(models.Model):
    """A firm that asks not to be invited, as long as the row is there."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="invitation_stop")
    stopped_at = models.DateTimeField()
    stopped_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"stop of {self.organisation_id}"
