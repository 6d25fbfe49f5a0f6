"""What is sought: a firm's technology need."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation
from marketplace.catalogue.identifiers import validate_ipc
from marketplace.catalogue.models.choices import NeedKind, TransferMode
from marketplace.catalogue.models.listing import CODES_MAX, KEYWORDS_MAX
from marketplace.catalogue.models.source import Source
from marketplace.catalogue.models.taxonomy import TechnologyField
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

CONTENT_MAX = 20_000


class NeedState(models.TextChoices):
    OPEN = "open", _("征集中")
    CLOSED = "closed", _("已结束")


class NeedQuerySet(models.QuerySet["Need"]):
    def open(self) -> Self:
        return self.filter(state=NeedState.OPEN)

    def with_parts(self) -> Self:
        return self.select_related("organisation", "technology_field")


class Need(StateModel):
    """A technology need, open from its posting until it is closed or its deadline has passed."""

    State = NeedState
    TRANSITIONS = (("close", {NeedState.OPEN}, NeedState.CLOSED),)

    number = NumberField(prefix="N")
    state = models.CharField(max_length=6, choices=NeedState, default=NeedState.OPEN)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="needs")
    exchange = models.CharField(_("受理交易机构"), max_length=2, choices=ExchangeCode, blank=True)
    kind = models.CharField(_("需求类型"), max_length=9, choices=NeedKind, default=NeedKind.ORDINARY)

    title = models.CharField(_("需求名称"), max_length=200)
    title_en = models.CharField(_("英文名称"), max_length=300, blank=True)
    content = models.TextField(_("需求内容"), blank=True, validators=[MaxLengthValidator(CONTENT_MAX)])
    keywords = ArrayField(
        models.CharField(max_length=60), verbose_name=_("关键词"), size=KEYWORDS_MAX, default=list, blank=True
    )
    technology_field = models.ForeignKey(
        TechnologyField, verbose_name=_("技术领域"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    industry_codes = ArrayField(
        models.CharField(max_length=4), verbose_name=_("行业代码"), size=CODES_MAX, default=list, blank=True
    )
    ipc_codes = ArrayField(
        models.CharField(max_length=12, validators=[validate_ipc]),
        verbose_name=_("IPC 分类号"),
        size=CODES_MAX,
        default=list,
        blank=True,
    )
    cooperation_modes = ArrayField(
        models.CharField(max_length=20, choices=TransferMode), verbose_name=_("合作方式"), default=list, blank=True
    )
    budget_low_fen = models.BigIntegerField(
        _("预算下限"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MAX_FEN)]
    )
    budget_high_fen = models.BigIntegerField(
        _("预算上限"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MAX_FEN)]
    )
    deadline_date = models.DateField(_("截止日期"), null=True, blank=True)  # the last day

    posted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=500, blank=True)

    unverified = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content_hash = models.BinaryField(max_length=32, null=True, blank=True)
    extras = models.JSONField(default=dict, blank=True)  # columns of the source that have no place here

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_need_per_source_row", fields=["source", "content_hash"]),
            models.CheckConstraint(
                name="need_budget_in_order",
                condition=Q(budget_low_fen__isnull=True)
                | Q(budget_high_fen__isnull=True)
                | Q(budget_low_fen__lte=F("budget_high_fen")),
            ),
            models.CheckConstraint(
                name="need_of_a_source_has_its_hash",
                condition=Q(source__isnull=True, content_hash__isnull=True)
                | Q(source__isnull=False, content_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_need_has_its_time", condition=~Q(state="closed") | Q(closed_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["deadline_date"], name="needs_that_fall_due", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def local_title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if self.title_en and (get_language() or "zh").startswith("en") else self.title
