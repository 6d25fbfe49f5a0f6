"""Agreements between the two sides, which shared functions cite."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Function(models.TextChoices):
    """What the two sides do together, and need an agreement for."""

    EXPERT_SHARING = "expert_sharing", _("专家库共享")
    TECH_RESOURCES = "tech_resources", _("科技资源共享")
    TRANSFER_COOPERATION = "transfer_cooperation", _("成果转化协同")
    IP_SERVICES = "ip_services", _("知识产权公共服务")
    DATA_SHARING = "data_sharing", _("个人信息共同处理")  # joint controllers (R-SEC-02)


class Agreement(StateModel):
    """An agreement as far as it is known; what is known only from a paper says so."""

    class State(models.TextChoices):
        ENTERED = "entered", _("待核对")
        CONFIRMED = "confirmed", _("已核对文本")
        PAPER = "paper", _("仅见于研究资料")
        MODEL = "model", _("示范文本")
        ENDED = "ended", _("已终止")

    CITABLE = (State.CONFIRMED, State.PAPER, State.MODEL)
    TRANSITIONS = (
        ("confirm", {State.ENTERED}, State.CONFIRMED),
        ("end", {State.ENTERED, State.CONFIRMED, State.PAPER, State.MODEL}, State.ENDED),
    )

    number = NumberField(prefix="AG")
    state = models.CharField(max_length=9, choices=State, default=State.ENTERED)
    title_zh = models.CharField(_("中文名称"), max_length=160, unique=True)
    title_en = models.CharField(_("英文名称"), max_length=200)
    parties_zh = models.CharField(_("签订各方"), max_length=300)
    parties_en = models.CharField(_("签订各方（英文）"), max_length=300)
    signed_date = models.DateField(_("签订日期"), null=True, blank=True)  # null: not known
    ends_date = models.DateField(_("有效期至"), null=True, blank=True)  # the last day; null: none is known
    functions = models.JSONField(_("所支持的共享业务"), default=list)  # codes of Function
    source = models.CharField(_("来源"), max_length=200)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: shipped
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_was_signed",
                condition=Q(ends_date__isnull=True) | Q(signed_date__isnull=True) | Q(ends_date__gte=F("signed_date")),
            ),
            models.CheckConstraint(
                name="ended_agreement_says_when", condition=~Q(state="ended") | Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.local_title

    @property
    def local_title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if _english() else self.title_zh

    @property
    def local_parties(self) -> str:
        """The parties in the reader's language."""
        return self.parties_en if _english() else self.parties_zh

    @property
    def function_labels(self) -> list[str]:
        """The functions in words."""
        return [str(Function(code).label) for code in self.functions]


def _english() -> bool:
    return (get_language() or "zh").startswith("en")
