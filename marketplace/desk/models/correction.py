"""What two persons put right in a case."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models.case import Case
from marketplace.desk.models.notice import PublicNotice


class CorrectionKind(models.TextChoices):
    ERRATUM = "erratum", _("更正公告")  # wording only
    CHANGE = "change", _("变更公告")  # price, subject, conditions, payment: the disclosure restarts
    SUSPENSION = "suspension", _("中止")
    RESUMPTION = "resumption", _("恢复")
    TERMINATION = "termination", _("终结")
    DEPOSIT_REVERSAL = "deposit_reversal", _("撤销保证金到账确认")
    DOCUMENT_REISSUE = "document_reissue", _("重新出具文书")
    CERTIFICATE_REISSUE = "certificate_reissue", _("重新出具鉴证书")


# What the transferor may ask for himself; the rest is the venue's own.
FOR_APPLICANTS = frozenset(
    {
        CorrectionKind.ERRATUM,
        CorrectionKind.CHANGE,
        CorrectionKind.SUSPENSION,
        CorrectionKind.RESUMPTION,
        CorrectionKind.TERMINATION,
    }
)


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("待复核")
    APPROVED = "approved", _("已生效")
    REJECTED = "rejected", _("已驳回")


class Correction(StateModel):
    """A correction with its reason: proposed by one person, decided by another (four eyes), with what was before and after."""

    Kind = CorrectionKind
    State = CorrectionState
    TRANSITIONS = (
        ("approve", {CorrectionState.PROPOSED}, CorrectionState.APPROVED),
        ("reject", {CorrectionState.PROPOSED}, CorrectionState.REJECTED),
    )

    number = NumberField(prefix="CO")  # CO-2027-000042
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("类别"), max_length=19, choices=CorrectionKind)
    state = models.CharField(max_length=8, choices=CorrectionState, default=CorrectionState.PROPOSED)
    reason = models.TextField(_("理由"))
    payload = models.JSONField(default=dict, blank=True)  # what is asked for, by kind (docs/algorithms/pipeline.md)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    from_applicant = models.BooleanField(default=False)  # asked for by the transferor, decided by the exchange
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=30, blank=True)  # number of the document that was issued with it

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_decided_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="decided_correction_says_by_whom",
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_correction_per_kind", fields=["case", "kind"], condition=Q(state="proposed")
            ),
        ]

    def __str__(self) -> str:
        return self.number
