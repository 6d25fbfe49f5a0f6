"""The end of a contract before it is performed: by agreement, or by notice on a ground of the law (民法典 562, 563, 857)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.contracts.models.choices import Side
from marketplace.contracts.models.deed import NOTE_MAX, Deed
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Ground(models.TextChoices):
    AGREED = "agreed", _("双方协商一致（民法典第五百六十二条）")
    FORCE_MAJEURE = "force_majeure", _("不可抗力致使不能实现合同目的（民法典第五百六十三条）")
    REFUSAL = "refusal", _("对方明确表示或以行为表明不履行主要债务（民法典第五百六十三条）")
    DELAY = "delay", _("对方迟延履行主要债务，经催告后在合理期限内仍未履行（民法典第五百六十三条）")
    BREACH = "breach", _("对方违约致使不能实现合同目的（民法典第五百六十三条）")
    DISCLOSED = "disclosed", _("作为开发标的的技术已由他人公开（民法典第八百五十七条）")


class TerminationState(models.TextChoices):
    PROPOSED = "proposed", _("待对方答复")
    NOTICED = "noticed", _("已通知，异议期内")
    OBJECTED = "objected", _("对方有异议")
    EFFECTIVE = "effective", _("已解除")
    DECLINED = "declined", _("未达成一致")
    WITHDRAWN = "withdrawn", _("已撤回")


LIVE = (TerminationState.PROPOSED, TerminationState.NOTICED, TerminationState.OBJECTED)


class Termination(StateModel):
    """One side's wish to end a contract. A notice on a ground of the law takes effect when the days to object are over."""

    State = TerminationState
    Ground = Ground
    TRANSITIONS = (
        ("agree", {TerminationState.PROPOSED}, TerminationState.EFFECTIVE),
        ("decline", {TerminationState.PROPOSED}, TerminationState.DECLINED),
        ("withdraw", LIVE, TerminationState.WITHDRAWN),
        ("object", {TerminationState.NOTICED}, TerminationState.OBJECTED),
        ("take_effect", {TerminationState.NOTICED}, TerminationState.EFFECTIVE),
        ("confirm", {TerminationState.OBJECTED}, TerminationState.EFFECTIVE),
    )

    number = NumberField(prefix="TN")
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="terminations")
    ground = models.CharField(_("解除事由"), max_length=13, choices=Ground)
    reason = models.CharField(_("事实和理由"), max_length=NOTE_MAX)
    settlement = models.CharField(_("善后安排"), max_length=NOTE_MAX, blank=True)  # what becomes of money and papers
    state = models.CharField(max_length=9, choices=TerminationState)
    side = models.CharField(max_length=8, choices=Side)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    objection_due_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)
    effective_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_live_termination_per_deed", fields=["deed"], condition=Q(state__in=LIVE)),
            models.CheckConstraint(
                name="agreement_waits_for_an_answer_notice_for_its_days",
                condition=Q(ground=Ground.AGREED, objection_due_at__isnull=True)
                | ~Q(ground=Ground.AGREED) & Q(objection_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="termination_takes_effect_at_a_time",
                condition=Q(state=TerminationState.EFFECTIVE) ^ Q(effective_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["objection_due_at"], name="terminations_to_end", condition=Q(state="noticed"))]

    def __str__(self) -> str:
        return self.number
