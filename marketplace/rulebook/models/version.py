"""Versions of the rules, their values, and which exchange adopted which (R-GEN-08)."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Family(models.TextChoices):
    """The four families that are unified, then data, credit, experts, what is made of a deal, and what comes before one."""

    TRADING = "trading", _("交易与结算")
    CREDENTIAL = "credential", _("资格认定")
    FEES = "fees", _("服务类别与收费")
    CONDUCT = "conduct", _("自律监管")
    DATA = "data", _("数据")
    CREDIT = "credit", _("信用")
    EXPERT = "expert", _("专家")
    REWARD = "reward", _("收益分配与奖励")
    REGISTRY = "registry", _("技术合同登记与税收估算")
    MATCHING = "matching", _("撮合与对接")


class RuleVersion(StateModel):
    """The rules of one family from one instant on. Frozen once published (migrations/versions.sql): a case keeps its foreign key."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草案")
        CONSULTATION = "consultation", _("公开征求意见")
        ACTIVE = "active", _("已批准")
        ENDED = "ended", _("已废止")

    TRANSITIONS = (
        ("publish", {State.DRAFT}, State.CONSULTATION),
        ("approve", {State.CONSULTATION}, State.ACTIVE),
        ("end", {State.CONSULTATION, State.ACTIVE}, State.ENDED),
    )

    number = NumberField(prefix="RV")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    family = models.CharField(max_length=10, choices=Family)
    edition = models.CharField(max_length=20)  # what people call it within its family: 2026
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160)
    source = models.CharField(max_length=300)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # drafted from
    explanation_zh = models.TextField(max_length=4_000, blank=True)  # why, in the drafter's own words
    explanation_en = models.TextField(max_length=8_000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    effective_from = models.DateTimeField()
    effective_to = models.DateTimeField(null=True, blank=True)  # exclusive; null while nothing ended it
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: shipped with the product
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_edition_per_family", fields=["family", "edition"]),
            models.CheckConstraint(
                name="approved_by_another_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="published_before_it_takes_effect",
                condition=Q(state="draft") | Q(published_at__isnull=False, published_at__lt=F("effective_from")),
            ),
            models.CheckConstraint(
                name="a_version_ends_after_its_start",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.local_title

    @property
    def local_title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if (get_language() or "zh").startswith("en") else self.title_zh

    @property
    def local_explanation(self) -> str:
        """The explanation in the reader's language; in Chinese if there is no other."""
        english = (get_language() or "zh").startswith("en") and self.explanation_en
        return self.explanation_en if english else self.explanation_zh

    def value(self, rule: str, key: str) -> Any:
        """A value of this version, such as `value("R-BID-07", "extension_seconds")`. Raises LookupError if it has none."""
        try:
            return self._values[rule, key]
        except KeyError:
            raise LookupError(f"{self.number} ({self.edition}) has no value {key} of {rule}") from None

    @cached_property
    def _values(self) -> dict[tuple[str, str], Any]:
        # One query per object: the rows never change once the version is published.
        return {(row.rule, row.key): row.value for row in self.values.all()}


class RuleValue(models.Model):
    """One number, switch or list that a rule leaves open, with its unit and where it comes from."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="values")
    rule = models.CharField(max_length=10)  # R-BID-07
    key = models.CharField(max_length=40)  # extension_seconds
    value = models.JSONField()
    unit = models.CharField(max_length=20, blank=True)  # day, working_day, month, year, second, bp, fen
    label_zh = models.CharField(max_length=120)
    label_en = models.CharField(max_length=160)
    source = models.CharField(max_length=120)  # [L:网拍规定 20], [DESIGN], [MEM]: the tag of the domain reference

    class Meta:
        constraints = [models.UniqueConstraint(name="one_value_per_rule_and_key", fields=["version", "rule", "key"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.key} = {self.value}"

    @property
    def local_label(self) -> str:
        """What the value is, in the reader's language."""
        return self.label_en if (get_language() or "zh").startswith("en") else self.label_zh


class Adoption(models.Model):
    """One exchange takes a version for its own market, by an instrument of its own (R-FEE-12 by analogy)."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="adoptions")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    instrument = models.CharField(max_length=200)  # the decision or document that adopts it
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_exchange_adopts_a_version_once", fields=["version", "exchange"])
        ]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.version_id}"
