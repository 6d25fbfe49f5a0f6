"""揭榜: what is to be solved, put before everybody with its criteria, until somebody is found or nobody."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Need
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models import PublicNotice
from marketplace.rulebook.models import RuleVersion

TITLE_MAX = 200
TEXT_MAX = 4_000  # as much as a clause of a contract
NOTE_MAX = 1_000
NAME_MAX = 60
UNIT_MAX = 120
CRITERIA_MOST = 8
TEAMS_MOST = 5


class CallMode(models.TextChoices):
    """How many are found, and by which way (S10 of the demand board)."""

    SINGLE = "single", _("定向征集（一家承担）")
    LEAD = "lead", _("揭榜挂帅")
    RACE = "race", _("赛马争先")
    MINORITY = (
        "minority",
        _("非共识项目"),
    )  # by the reasoned recommendation of a named sponsor, not by the mean (R-CALL-06)


class CallState(models.TextChoices):
    SUBMITTED = "submitted", _("待审核")
    CHECKED = "checked", _("待发布")
    RETURNED = "returned", _("已退回")
    OPEN = "open", _("征集方案中")
    OPENED = "opened", _("待评分")
    SCORED = "scored", _("评分待复核")
    RANKED = "ranked", _("待提出承担方")
    PUBLICISED = "publicised", _("结果公示中")
    SUSPENDED = "suspended", _("异议处理中")
    AWARDED = "awarded", _("已确定承担方")
    FAILED = "failed", _("未确定承担方")
    WITHDRAWN = "withdrawn", _("已撤回")


State = CallState
BEFORE_PUBLIC = frozenset({State.SUBMITTED, State.CHECKED, State.RETURNED})
LIVE = frozenset(State) - {State.RETURNED, State.AWARDED, State.FAILED, State.WITHDRAWN}
JUDGED = frozenset({State.OPENED, State.SCORED, State.RANKED})
DECIDED = frozenset({State.PUBLICISED, State.SUSPENDED, State.AWARDED})


class OpenCall(StateModel):
    """An open call of a need. What it asks for, its criteria and their weights are fixed as it was checked (trigger).

    `budget_fen` is the most a solution may ask, none where the price is by proposal; `teams` how many may be found, one unless
    it is a race. Nobody but a proposer reads a solution before `due_at`; then all are opened together.
    """

    State = CallState
    Mode = CallMode
    LIVE = LIVE
    TRANSITIONS = (
        ("check", {State.SUBMITTED}, State.CHECKED),
        ("return", {State.SUBMITTED, State.CHECKED}, State.RETURNED),
        ("publish", {State.CHECKED}, State.OPEN),
        ("withdraw", {State.SUBMITTED, State.CHECKED, State.OPEN}, State.WITHDRAWN),
        ("open", {State.OPEN}, State.OPENED),
        ("score", {State.OPENED, State.SCORED}, State.SCORED),
        ("rank", {State.SCORED}, State.RANKED),
        ("publicise", {State.RANKED}, State.PUBLICISED),
        ("suspend", {State.PUBLICISED, State.SUSPENDED}, State.SUSPENDED),
        ("resume", {State.SUSPENDED}, State.PUBLICISED),
        ("reopen", {State.SUSPENDED}, State.OPENED),
        ("award", {State.PUBLICISED}, State.AWARDED),
        ("fail", {State.OPEN, State.SUSPENDED} | JUDGED, State.FAILED),
    )

    number = NumberField(prefix="OC")
    state = models.CharField(max_length=10, choices=CallState, default=CallState.SUBMITTED)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="calls")
    poster = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    exchange = models.CharField(_("受理交易机构"), max_length=2, choices=ExchangeCode)
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")

    mode = models.CharField(_("征集方式"), max_length=8, choices=CallMode)
    title = models.CharField(_("榜题"), max_length=TITLE_MAX)
    problem = models.TextField(_("要解决的问题"), validators=[MaxLengthValidator(TEXT_MAX)])
    indicators = models.TextField(_("结果指标"), validators=[MaxLengthValidator(TEXT_MAX)])
    conditions = models.TextField(_("申报条件"), blank=True, validators=[MaxLengthValidator(NOTE_MAX)])
    budget_fen = models.BigIntegerField(_("预算"), null=True)
    teams = models.PositiveSmallIntegerField(_("承担方数量"), default=1)
    due_at = models.DateTimeField(_("提交截止时间"))
    secrecy = models.CharField(
        _("保密审查说明"), max_length=NOTE_MAX
    )  # who found that nothing in it is secret (R-LST-07)

    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    call_notice = models.OneToOneField(PublicNotice, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    scored_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    scored_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    result_notice = models.OneToOneField(PublicNotice, on_delete=models.PROTECT, null=True, related_name="+")
    recommended = models.ForeignKey(
        "commissioning.Solution", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sponsor = models.CharField(_("推荐人"), max_length=NAME_MAX, blank=True)
    sponsor_unit = models.CharField(_("推荐人单位"), max_length=UNIT_MAX, blank=True)
    recommendation = models.CharField(_("推荐理由"), max_length=NOTE_MAX, blank=True)
    publicity_days = models.PositiveSmallIntegerField(null=True)
    publicised_at = models.DateTimeField(null=True)
    award_from = models.DateTimeField(null=True)  # the end of the public notice; unknown while an objection waits
    ended_at = models.DateTimeField(null=True)
    reasons = models.CharField(max_length=NOTE_MAX, blank=True)  # of a return, a withdrawal, or of finding nobody

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_call_per_need", fields=["need"], condition=Q(state__in=sorted(LIVE))
            ),
            models.CheckConstraint(
                name="call_finds_one_or_is_a_race",
                condition=Q(mode="race", teams__gte=2, teams__lte=TEAMS_MOST) | ~Q(mode="race") & Q(teams=1),
            ),
            models.CheckConstraint(
                name="call_budget_is_above_zero", condition=Q(budget_fen__isnull=True) | Q(budget_fen__gt=0)
            ),
            models.CheckConstraint(
                name="four_eyes_publish_a_call",
                condition=Q(published_by__isnull=True)
                | Q(checked_by__isnull=False, call_notice__isnull=False) & ~Q(checked_by=F("published_by")),
            ),
            models.CheckConstraint(
                name="published_call_has_its_notice",
                condition=~Q(state__in=sorted(LIVE - BEFORE_PUBLIC))
                | Q(published_by__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="solutions_are_opened_after_the_deadline",
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("due_at")),
            ),
            models.CheckConstraint(
                name="judged_call_was_opened",
                condition=~Q(state__in=sorted(JUDGED | DECIDED)) | Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="another_person_confirms_the_scores",
                condition=Q(confirmed_by__isnull=True) | Q(scored_by__isnull=False) & ~Q(scored_by=F("confirmed_by")),
            ),
            models.CheckConstraint(
                name="ranking_follows_confirmed_scores",
                condition=~Q(state__in=sorted({"ranked"} | DECIDED)) | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="award_follows_its_public_notice",
                condition=~Q(state__in=["publicised", "awarded"])
                | Q(result_notice__isnull=False, publicised_at__isnull=False, award_from__gt=F("publicised_at")),
            ),
            models.CheckConstraint(
                name="minority_choice_has_its_sponsor",
                condition=~Q(mode="minority", state__in=["publicised", "suspended", "awarded"])
                | Q(recommended__isnull=False) & ~Q(sponsor="") & ~Q(sponsor_unit="") & ~Q(recommendation=""),
            ),
            models.CheckConstraint(
                name="only_a_minority_choice_is_recommended",
                condition=Q(mode="minority") | Q(recommended__isnull=True, sponsor="", recommendation=""),
            ),
            models.CheckConstraint(
                name="award_waits_for_the_notice_to_end",
                condition=~Q(state="awarded") | Q(ended_at__gte=F("award_from")),
            ),
            models.CheckConstraint(
                name="ended_call_says_why",
                condition=~Q(state__in=["returned", "withdrawn", "failed"])
                | ~Q(reasons="") & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="calls_to_open", condition=Q(state="open")),
            models.Index(fields=["award_from"], name="calls_to_award", condition=Q(state="publicised")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class Criterion(models.Model):
    """One criterion of a call with its weight of a hundred; by the price it is counted, else it is judged."""

    call = models.ForeignKey(OpenCall, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("评价标准"), max_length=NAME_MAX)
    weight = models.PositiveSmallIntegerField(_("权重"))
    by_price = models.BooleanField(_("按报价计算"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_criterion_per_place", fields=["call", "position"]),
            models.UniqueConstraint(name="one_criterion_by_price", fields=["call"], condition=Q(by_price=True)),
            models.CheckConstraint(
                name="criterion_has_weight", condition=Q(weight__gte=1, weight__lte=100) & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.weight}"
