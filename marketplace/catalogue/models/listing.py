"""What is offered: an achievement on one exchange."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, OwnerCategory
from marketplace.catalogue.identifiers import validate_ipc
from marketplace.catalogue.models.choices import PriceMode, StateLevel, TransferMode
from marketplace.catalogue.models.source import Source
from marketplace.catalogue.models.taxonomy import TechnologyField
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.rulebook.models import RuleVersion

KEYWORDS_MAX = 30
CODES_MAX = 30
POINTS_MAX = 20  # applications, advantages
TEXT_MAX = 10_000
NOTE_MAX = 2_000


class ListingState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待受理")
    RETURNED = "returned", _("退回补正")
    ACCEPTED = "accepted", _("已受理")
    PUBLISHED = "published", _("挂牌中")
    SUSPENDED = "suspended", _("已中止")
    UNDER_CONTRACT = "under_contract", _("已成交待签约")
    SOLD = "sold", _("已成交")
    WITHDRAWN = "withdrawn", _("已撤回")


EDITABLE = frozenset({ListingState.DRAFT, ListingState.RETURNED})
PUBLIC = frozenset({ListingState.PUBLISHED, ListingState.SUSPENDED, ListingState.UNDER_CONTRACT, ListingState.SOLD})
# States in which a right is bound to its listing: one right, one listing at a time.
LIVE = frozenset({ListingState.ACCEPTED, ListingState.PUBLISHED, ListingState.SUSPENDED, ListingState.UNDER_CONTRACT})


class ListingQuerySet(models.QuerySet["Listing"]):
    def public(self) -> Self:
        """What anybody may read: on offer, suspended or sold."""
        return self.filter(state__in=PUBLIC)

    def on_offer(self) -> Self:
        return self.filter(state=ListingState.PUBLISHED)

    def with_ipc(self, code: str) -> Self:
        """Listings with an IPC code that begins with `code`: section, class, subclass or group."""
        joined = Func("ipc_codes", Value(";"), function="array_to_string")
        return self.alias(ipc_text=Func(Value(";"), joined, function="concat", output_field=models.TextField())).filter(
            ipc_text__contains=f";{code}"
        )

    def with_parts(self) -> Self:
        """With everything that texts and pages read, in a fixed number of queries."""
        return self.select_related("lister", "technology_field").prefetch_related(
            "rights", "ownerships__organisation", "inventors"
        )

    def with_all(self) -> Self:
        """For the page of one: with what no text needs, its rules and its comparisons."""
        return self.with_parts().select_related("rule_version").prefetch_related("comparisons")


class Listing(StateModel):
    """An achievement offered on one exchange, from draft to the end of its sale (R-LST-01..11)."""

    State = ListingState
    TRANSITIONS = (
        ("submit", EDITABLE, ListingState.SUBMITTED),
        ("return", {ListingState.SUBMITTED, ListingState.ACCEPTED}, ListingState.RETURNED),
        ("accept", {ListingState.SUBMITTED}, ListingState.ACCEPTED),
        ("publish", {ListingState.ACCEPTED}, ListingState.PUBLISHED),
        ("take_up", {ListingState.PUBLISHED}, ListingState.DRAFT),  # an imported row becomes a listing of its own
        ("suspend", {ListingState.PUBLISHED}, ListingState.SUSPENDED),
        ("resume", {ListingState.SUSPENDED}, ListingState.PUBLISHED),
        ("reserve", {ListingState.PUBLISHED}, ListingState.UNDER_CONTRACT),
        ("release", {ListingState.UNDER_CONTRACT}, ListingState.PUBLISHED),
        ("sell", {ListingState.UNDER_CONTRACT}, ListingState.SOLD),
        (
            "withdraw",
            EDITABLE | {ListingState.SUBMITTED, ListingState.ACCEPTED, ListingState.PUBLISHED, ListingState.SUSPENDED},
            ListingState.WITHDRAWN,
        ),
    )

    number = NumberField(prefix="L")
    state = models.CharField(max_length=14, choices=ListingState, default=ListingState.DRAFT)
    exchange = models.CharField(_("挂牌交易机构"), max_length=2, choices=ExchangeCode)
    lister = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="listings")

    title = models.CharField(_("成果名称"), max_length=200)
    title_en = models.CharField(_("英文名称"), max_length=300, blank=True)
    abstract = models.TextField(_("成果简介"), blank=True, validators=[MaxLengthValidator(TEXT_MAX)])
    abstract_en = models.TextField(_("英文简介"), blank=True, validators=[MaxLengthValidator(TEXT_MAX)])
    keywords = ArrayField(
        models.CharField(max_length=60), verbose_name=_("关键词"), size=KEYWORDS_MAX, default=list, blank=True
    )
    applications = ArrayField(
        models.CharField(max_length=300), verbose_name=_("应用场景"), size=POINTS_MAX, default=list, blank=True
    )
    advantages = ArrayField(
        models.CharField(max_length=300), verbose_name=_("技术优势"), size=POINTS_MAX, default=list, blank=True
    )
    evidence = models.JSONField(_("成熟度证据"), default=list, blank=True)  # [{"kind": text, "date": "2025-09-18"}]
    maturity = models.TextField(_("成熟度说明"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    trl = models.PositiveSmallIntegerField(
        _("技术就绪度（自评）"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )  # the owner only proposes (R-VAL-02)

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

    transfer_modes = ArrayField(
        models.CharField(max_length=20, choices=TransferMode), verbose_name=_("转化方式"), default=list, blank=True
    )
    price_mode = models.CharField(_("定价方式"), max_length=10, choices=PriceMode, default=PriceMode.NEGOTIATED)
    asking_price_fen = models.BigIntegerField(
        _("意向价格"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)]
    )
    owner_category = models.CharField(_("所有制类别"), max_length=14, choices=OwnerCategory, blank=True)  # R-PRI-07
    state_level = models.CharField(
        _("国资层级"), max_length=10, choices=StateLevel, blank=True
    )  # of a state firm alone

    # What R-LST-04 wants disclosed beyond the above.
    encumbrances = models.TextField(_("已有许可、质押和争议"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    defects = models.TextField(_("已知缺陷"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    payment_terms = models.TextField(_("付款条件"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    decision_basis = models.TextField(_("决策或批准文件"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    buyer_conditions = models.TextField(_("受让方资格条件"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    buyer_conditions_basis = models.CharField(_("资格条件的法律依据"), max_length=300, blank=True)

    # "Not classified, secrecy review done", declared by the owner before publication (R-SEC-07).
    secrecy_reviewer = models.CharField(_("保密审查人"), max_length=60, blank=True)
    secrecy_reviewed_date = models.DateField(_("保密审查日期"), null=True, blank=True)

    project_number = models.CharField(_("项目编号"), max_length=20, blank=True)  # SW2027-000012, without gaps
    rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # in force at acceptance, kept for good (R-GEN-08)
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)  # 受理
    published_at = models.DateTimeField(null=True, blank=True)  # 挂牌
    disclosure_ends_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    # When the venue last put it on offer: what was recorded on its rights later suspends it (R-LST-04).
    rights_checked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # sold or withdrawn
    reasons = models.TextField(blank=True)  # why it was returned, suspended or withdrawn last

    # Imported rows: shown and matched, never sold before an exchange has accepted them.
    unverified = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content_hash = models.BinaryField(max_length=32, null=True, blank=True)
    extras = models.JSONField(default=dict, blank=True)  # columns of the source that have no place here

    created_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_listing_per_source_row", fields=["source", "content_hash"]),
            models.UniqueConstraint(
                name="one_listing_per_project_number", fields=["project_number"], condition=~Q(project_number="")
            ),
            models.CheckConstraint(
                name="listing_trl_1_to_9", condition=Q(trl__isnull=True) | Q(trl__gte=1, trl__lte=9)
            ),
            models.CheckConstraint(
                name="listing_price_positive", condition=Q(asking_price_fen__isnull=True) | Q(asking_price_fen__gt=0)
            ),
            models.CheckConstraint(
                name="listing_of_a_source_has_its_hash",
                condition=Q(source__isnull=True, content_hash__isnull=True)
                | Q(source__isnull=False, content_hash__isnull=False),
            ),
            models.CheckConstraint(
                name="state_level_of_state_firms_alone",
                condition=Q(state_level="") | Q(owner_category=OwnerCategory.STATE_FIRM),
            ),
            models.CheckConstraint(
                name="accepted_state_asset_says_its_level",
                condition=~Q(state_level="")
                | ~Q(owner_category=OwnerCategory.STATE_FIRM)
                | Q(unverified=True)
                | ~Q(state__in=sorted(LIVE | {ListingState.SOLD})),
            ),
            # R-GEN-08: what was accepted has its number, its day and its rules.
            models.CheckConstraint(
                name="accepted_listing_has_its_number",
                condition=~Q(state__in=sorted(LIVE | {ListingState.SOLD}))
                | Q(unverified=True)
                | (Q(accepted_at__isnull=False, rule_version__isnull=False) & ~Q(project_number="")),
            ),
            models.CheckConstraint(
                name="public_listing_was_reviewed_for_secrets",
                condition=~Q(state__in=sorted(PUBLIC))
                | (Q(published_at__isnull=False, secrecy_reviewed_date__isnull=False) & ~Q(secrecy_reviewer="")),
            ),
            models.CheckConstraint(
                name="unverified_listing_is_never_sold",
                condition=Q(unverified=False)
                | ~Q(state__in=[ListingState.ACCEPTED, ListingState.SOLD, ListingState.UNDER_CONTRACT]),
            ),
        ]
        indexes = [
            models.Index(fields=["exchange", "-id"], name="public_listings", condition=Q(state__in=sorted(PUBLIC))),
            models.Index(fields=["technology_field", "-id"], name="listings_by_field"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def local_title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if self.title_en and (get_language() or "zh").startswith("en") else self.title

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC
