"""What an exchange's own system says of a project, every distinct saying of it, and which one holds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models import PublicNotice
from marketplace.network.models.transfer import Kind, Transfer

NUMBER_MAX = 60


class PartnerRecord(models.Model):
    """One thing of another system: a project by its original number; of a project's notices each is a part of its own."""

    number = NumberField(prefix="PR")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    kind = models.CharField(_("内容"), max_length=6, choices=Kind)
    original_number = models.CharField(_("原项目编号"), max_length=NUMBER_MAX)
    part = models.CharField(max_length=NUMBER_MAX, blank=True)  # of a notice: its own number there, else its kind
    title = models.CharField(_("名称"), max_length=300)
    notice = models.OneToOneField(
        PublicNotice, on_delete=models.PROTECT, null=True, related_name="partner_record"
    )  # as it stands on our board
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_record_per_original_number", fields=["exchange", "kind", "original_number", "part"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Mark(models.Model):
    """By what the same project is known under another number: a right, or title and transferor, as a SHA-256."""

    record = models.ForeignKey(PartnerRecord, on_delete=models.PROTECT, related_name="marks")
    value = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="record_has_a_mark_once", fields=["record", "value"])]
        indexes = [models.Index(fields=["value"], name="records_by_mark")]

    def __str__(self) -> str:
        return f"mark of {self.record_id}"


class Reason(models.TextChoices):
    CHANGED = "changed", _("同一编号，内容不同")
    OWN_CASE = "own_case", _("本平台已有同一项目")
    OTHER_EXCHANGE = "other_exchange", _("另一机构已报送同一项目")


class ReadingState(models.TextChoices):
    CURRENT = "current", _("现行")
    CONFLICTING = "conflicting", _("有冲突，待裁定")
    DECLINED = "declined", _("未采用")
    SUPERSEDED = "superseded", _("已被替换")


class Reading(StateModel):
    """One distinct content that came under a record's number. None is ever overwritten or lost; one at most holds."""

    State = ReadingState
    TRANSITIONS = (
        ("keep_ours", {ReadingState.CONFLICTING}, ReadingState.DECLINED),
        ("take_theirs", {ReadingState.CONFLICTING}, ReadingState.CURRENT),
        ("supersede", {ReadingState.CURRENT}, ReadingState.SUPERSEDED),
    )

    number = NumberField(prefix="RD")
    record = models.ForeignKey(PartnerRecord, on_delete=models.PROTECT, related_name="readings")
    content = models.JSONField()  # by field (network.shapes): texts, lists, whole fen, ISO dates
    content_hash = models.BinaryField(max_length=32)
    state = models.CharField(max_length=11, choices=ReadingState)
    reason = models.CharField(max_length=14, choices=Reason, blank=True)  # why it was a conflict
    own = models.CharField(max_length=20, blank=True)  # the case or deal of ours that carries the project: P-…, XD-…
    other = models.ForeignKey(PartnerRecord, on_delete=models.PROTECT, null=True, related_name="doubted")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, null=True, related_name="readings")
    received_at = models.DateTimeField()
    received_from = models.CharField(max_length=60)  # as the log names who handed it in
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=500, blank=True)  # the reasons

    class Meta:
        constraints = [
            models.UniqueConstraint(name="content_of_a_record_once", fields=["record", "content_hash"]),
            models.UniqueConstraint(name="one_current_reading", fields=["record"], condition=Q(state="current")),
            models.CheckConstraint(name="conflict_has_a_reason", condition=~Q(state="conflicting") | ~Q(reason="")),
            models.CheckConstraint(
                name="decided_by_somebody_with_reasons",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="declined_reading_was_decided", condition=~Q(state="declined") | Q(decided_at__isnull=False)
            ),
            models.CheckConstraint(name="doubted_by_another_record", condition=Q(other=None) | ~Q(other=F("record"))),
        ]
        indexes = [models.Index(fields=["-id"], name="open_conflicts", condition=Q(state="conflicting"))]

    def __str__(self) -> str:
        return self.number
