"""Two claims to one organisation: somebody says that he, not who registered it, acts for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import ExchangeCode, Organisation
from accounts.models.user import User
from accounts.models.waiting import WaitingModel
from marketplace.core.numbers import NumberField


class Claim(WaitingModel):
    """Filed with papers, settled by an officer who belongs to neither side, with reasons."""

    class State(models.TextChoices):
        FILED = "filed", _("待裁定")
        REJECTED = "rejected", _("不予支持")
        ADMITTED = "admitted", _("准予加入")
        REPLACED = "replaced", _("变更管理员")
        WITHDRAWN = "withdrawn", _("已撤回")

    WAITING = State.FILED
    TRANSITIONS = (
        ("reject", {State.FILED}, State.REJECTED),
        ("admit", {State.FILED}, State.ADMITTED),
        ("replace", {State.FILED}, State.REPLACED),
        ("withdraw", {State.FILED}, State.WITHDRAWN),
    )

    number = NumberField(prefix="CL")
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    claimant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    statement = models.CharField(_("事实与理由"), max_length=2000)
    licence = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_by_exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    reasons = models.CharField(_("裁定理由"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_claim_per_person",
                fields=["organisation", "claimant"],
                condition=Q(state="filed"),
                violation_error_message=_("您已就该单位提出主张，正等待交易机构裁定。"),
            ),
            models.CheckConstraint(
                name="a_settled_claim_has_reasons",
                condition=Q(state__in=["filed", "withdrawn"])
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(reasons="")),
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="claims_waiting", condition=Q(state="filed"))]

    def __str__(self) -> str:
        return self.number
