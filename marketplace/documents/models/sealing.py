"""Seals on paper: the scan of a printed, sealed document, and whether an officer saw the original."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.documents.models.document import Document
from marketplace.files.models import File


class Sealing(StateModel):
    """One scan of a document sealed by one organisation, until an officer confirms 原件已核 or sends it back."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("待核对")
        CONFIRMED = "confirmed", _("原件已核")
        REJECTED = "rejected", _("已退回")

    class Mark(models.TextChoices):
        """What the code on the scan said, read by machine."""

        MATCHES = "matches", _("扫描件上的二维码属于本文书")
        UNREAD = "unread", _("未能识别扫描件上的二维码，请人工核对")

    TRANSITIONS = (
        ("confirm", {State.UPLOADED}, State.CONFIRMED),
        ("reject", {State.UPLOADED}, State.REJECTED),
    )

    number = NumberField(prefix="SL")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sealings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose seal
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    pages = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=7, choices=Mark)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checklist = models.JSONField(default=dict)  # code of the point: whether it holds
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why it was sent back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_scan_per_seal", fields=["document", "organisation"], condition=~Q(state="rejected")
            ),
            models.CheckConstraint(
                name="own_scan_is_not_confirmed", condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("uploaded_by"))
            ),
            models.CheckConstraint(
                name="sealing_decided_by_a_person",
                condition=Q(state="uploaded", decided_by__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(name="scan_rejected_for_a_reason", condition=~Q(state="rejected") | ~Q(reason="")),
        ]
        indexes = [models.Index(fields=["state", "id"], name="sealings_that_wait", condition=Q(state="uploaded"))]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        """Whether it stands: waits or was confirmed."""
        return self.state != self.State.REJECTED
