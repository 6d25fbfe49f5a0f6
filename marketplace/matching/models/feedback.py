"""What became of a match, as its two sides said it: what published figures count and the ranking learns from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.matching.models.match import Decline, Match, Side

NOTE_MAX = 300


class FeedbackKind(models.TextChoices):
    ACCEPTED = "accepted", _("愿意对接")
    DECLINED = "declined", _("谢绝")
    CONTACTED = "contacted", _("已联系")
    MET = "met", _("已会面")
    SAMPLE = "sample", _("已试样")
    NEGOTIATION = "negotiation", _("已进入商谈")
    CONTRACTED = "contracted", _("已签合同")
    ENDED = "ended", _("对接结束")


# What a side reports of a contact; the other kinds follow from what it does.
REPORTED = (FeedbackKind.MET, FeedbackKind.SAMPLE, FeedbackKind.NEGOTIATION, FeedbackKind.CONTRACTED)


class Ending(models.TextChoices):
    """Why two sides that had begun to talk parted, in codes."""

    UNSUITABLE = "unsuitable", _("技术达不到要求")
    PRICE = "price", _("价格谈不拢")
    TERMS = "terms", _("合作条件谈不拢")
    FUNDING = "funding", _("资金未落实")
    SOLVED = "solved", _("已有其他解决方案")
    SILENT = "silent", _("对方长期不回复")
    OTHER = "other", _("其他原因")


REASONS = {FeedbackKind.DECLINED: frozenset(Decline.values), FeedbackKind.ENDED: frozenset(Ending.values)}


class Feedback(models.Model):
    """One sign of a match, given by one side, or by the market where it saw the contract itself. Insert-only (trigger).

    `happened_date` is the day on which it happened, `at` the instant at which it was said. What it says of the fit: `matching/feedback.py`.
    """

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="feedback")
    kind = models.CharField(max_length=11, choices=FeedbackKind)
    side = models.CharField(max_length=8, choices=Side, blank=True)  # empty: the market itself
    reason = models.CharField(max_length=16, blank=True)  # of `Decline` or of `Ending`
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    happened_date = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_side_says_a_thing_once", fields=["match", "kind", "side"]),
            models.CheckConstraint(
                name="an_end_has_a_coded_reason",
                condition=Q(kind="declined", reason__in=sorted(Decline.values))
                | Q(kind="ended", reason__in=sorted(Ending.values))
                | Q(reason="") & ~Q(kind__in=["declined", "ended"]),
            ),
            models.CheckConstraint(
                name="the_market_sees_contracts_alone", condition=~Q(side="") | Q(kind="contracted", by__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["kind", "at"], name="feedback_by_kind")]

    def __str__(self) -> str:
        return f"{self.match_id} {self.kind}"

    @property
    def reason_label(self) -> str:
        """The coded reason in words; empty where there is none."""
        codes = Decline if self.kind == FeedbackKind.DECLINED else Ending
        return str(codes(self.reason).label) if self.reason else ""
