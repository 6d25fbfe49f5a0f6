"""A registered contract that changes or ends (R-REG-07)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.registry.models.filing import NOTE_MAX, Filing, amount


class ChangeState(models.TextChoices):
    PROPOSED = "proposed", _("待审核")
    APPLIED = "applied", _("已办理")
    DECLINED = "declined", _("未通过")


class Change(StateModel):
    """Proposed by who filed, decided by a reviewer of the registrar."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("变更")
        CANCELLATION = "cancellation", _("注销")

    State = ChangeState
    TRANSITIONS = (
        ("apply", {ChangeState.PROPOSED}, ChangeState.APPLIED),
        ("decline", {ChangeState.PROPOSED}, ChangeState.DECLINED),
    )

    number = NumberField(prefix="RX")
    state = models.CharField(max_length=8, choices=ChangeState, default=ChangeState.PROPOSED)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("事项"), max_length=12, choices=Kind)
    reason = models.CharField(_("原因"), max_length=NOTE_MAX)
    relief_used = models.BooleanField(_("已享受税收优惠"), default=False)
    total_fen = amount(_("变更后合同成交额"), null=True, blank=True)
    technology_fen = amount(_("变更后技术交易额"), null=True, blank=True)
    before_total_fen = amount(_("原合同成交额"))
    before_technology_fen = amount(_("原技术交易额"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_change_per_filing", fields=["filing"], condition=Q(state=ChangeState.PROPOSED)
            ),
            models.CheckConstraint(
                name="change_decided_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_change_of_amounts_names_both",
                condition=Q(kind="cancellation", total_fen__isnull=True, technology_fen__isnull=True)
                | Q(kind="amount", total_fen__gt=0, technology_fen__gte=0, technology_fen__lte=F("total_fen")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.filing_id}"
