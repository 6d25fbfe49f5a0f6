"""How a unit rewards those who made an achievement, and who they are (R-RWD-01..05)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.commissioning.models import Engagement
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

NOTE_MAX = 1_000
WHOLE_BP = 10_000


class DealKind(models.TextChoices):
    """Which contracts a reward rule is for."""

    TRANSFER = "transfer", _("转让")
    LICENCE = "licence", _("许可")
    EQUITY = "equity", _("作价入股")
    WORK = "work", _("技术开发、咨询、服务")  # 横向: no floor of the law, the unit's own rule (R-RWD-10)


class RuleState(models.TextChoices):
    DRAFT = "draft", _("草案")
    PUBLISHED = "published", _("已在单位内公开")


class RewardRule(StateModel):
    """One dated version of a unit's rule for a kind of contract; public in the unit once staff were consulted (R-RWD-05)."""

    State = RuleState
    TRANSITIONS = (("publish", {RuleState.DRAFT}, RuleState.PUBLISHED),)

    number = NumberField(prefix="RR")
    state = models.CharField(max_length=9, choices=RuleState, default=RuleState.DRAFT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reward_rules")
    kind = models.CharField(_("合同类型"), max_length=8, choices=DealKind)
    reward_bp = models.PositiveIntegerField(_("奖励占净收入（万分之一）"), validators=[MaxValueValidator(WHOLE_BP)])
    main_bp = models.PositiveIntegerField(_("主要贡献人员占奖励（万分之一）"), validators=[MaxValueValidator(WHOLE_BP)])
    from_date = models.DateField(_("自该日起适用"))
    consultation = models.CharField(_("听取职工意见的情况"), max_length=NOTE_MAX)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_reward_rule_per_kind_and_day",
                fields=["organisation", "kind", "from_date"],
                condition=Q(state=RuleState.PUBLISHED),
                violation_error_message=_("该日起已有一版规则，请另定日期（规则 R-RWD-05）。"),
            ),
            models.CheckConstraint(
                name="reward_shares_are_shares", condition=Q(reward_bp__lte=WHOLE_BP, main_bp__lte=WHOLE_BP)
            ),
            models.CheckConstraint(
                name="reward_rule_published_by_another_person",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="published_reward_rule_says_when",
                condition=Q(state=RuleState.DRAFT) | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class TeamState(models.TextChoices):
    PROPOSED = "proposed", _("待完成人同意")
    AGREED = "agreed", _("已全部同意")
    SUPERSEDED = "superseded", _("已被替代")


OF_ONE_THING = Q(listing__isnull=False, engagement__isnull=True) | Q(listing__isnull=True, engagement__isnull=False)


class Team(StateModel):
    """The contributors of an achievement in one unit, or who does commissioned work there, and the shares they agreed on."""

    State = TeamState
    TRANSITIONS = (
        ("agree", {TeamState.PROPOSED}, TeamState.AGREED),
        ("supersede", {TeamState.PROPOSED, TeamState.AGREED}, TeamState.SUPERSEDED),
    )

    number = NumberField(prefix="TE")
    state = models.CharField(max_length=10, choices=TeamState, default=TeamState.PROPOSED)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="team_is_of_one_thing", condition=OF_ONE_THING),
            models.UniqueConstraint(
                name="one_team_per_unit_and_achievement",
                fields=["organisation", "listing", "engagement"],
                condition=Q(state=TeamState.AGREED),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_open_team_per_unit_and_achievement",
                fields=["organisation", "listing", "engagement"],
                condition=Q(state=TeamState.PROPOSED),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="agreed_team_says_when", condition=~Q(state=TeamState.AGREED) | Q(agreed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def of(self) -> Listing | Engagement:
        """What the team has made, or does."""
        found = self.listing or self.engagement
        assert found
        return found


class Member(models.Model):
    """One contributor: a person with an account, or a name; consents himself, or the unit records his consent in writing."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("姓名"), max_length=60)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    share_numerator = models.PositiveIntegerField()
    share_denominator = models.PositiveIntegerField()
    main = models.BooleanField(_("主要贡献人员"), default=False)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_note = models.CharField(_("书面同意"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_position_in_team", fields=["team", "position"]),
            models.UniqueConstraint(name="one_part_per_person_in_team", fields=["team", "user"]),
            models.CheckConstraint(
                name="member_share_is_a_proper_fraction",
                condition=Q(share_numerator__gte=1, share_numerator__lte=F("share_denominator")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
