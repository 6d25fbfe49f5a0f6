"""揭榜方案: what one organisation proposes to a call, and the points it was given."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.commissioning.milestones import Milestone, read
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX, Criterion, OpenCall
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.trading.models.screened import CLEARED, Screened

FILES_MOST = 10
POINTS_MOST = 100


class SolutionState(models.TextChoices):
    SEALED = "sealed", _("已提交，待开启")
    WITHDRAWN = "withdrawn", _("已撤回")
    OPENED = "opened", _("评审中")
    CHOSEN = "chosen", _("拟定承担方")
    WON = "won", _("承担方")
    LOST = "lost", _("未入选")
    EXCLUDED = "excluded", _("涉外审查未通过")


State = SolutionState


class Solution(Screened, StateModel):
    """One proposal of an organisation to a call. It may be replaced until the deadline, from which on its content is fixed (trigger).

    `milestones` are what is paid for what, in order, and sum to the price (trigger); `files` are the numbers of attached papers.
    """

    State = SolutionState
    TRANSITIONS = (
        ("withdraw", {State.SEALED}, State.WITHDRAWN),
        ("open", {State.SEALED}, State.OPENED),
        ("exclude", {State.OPENED}, State.EXCLUDED),
        ("choose", {State.OPENED}, State.CHOSEN),
        ("reopen", {State.CHOSEN}, State.OPENED),
        ("win", {State.CHOSEN}, State.WON),
        ("lose", {State.OPENED, State.CHOSEN}, State.LOST),
    )

    number = NumberField(prefix="SO")
    state = models.CharField(max_length=9, choices=SolutionState, default=SolutionState.SEALED)
    call = models.ForeignKey(OpenCall, on_delete=models.PROTECT, related_name="solutions")
    proposer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="solutions")
    via_exchange = models.CharField(_("推荐交易机构"), max_length=2, choices=ExchangeCode)
    price_fen = models.BigIntegerField(_("报价"))
    plan = models.TextField(_("技术方案"), validators=[MaxLengthValidator(TEXT_MAX)])
    team = models.CharField(_("团队和基础"), max_length=NOTE_MAX)
    milestones = models.JSONField()
    files = ArrayField(models.CharField(max_length=20), size=FILES_MOST, default=list, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_solution_per_proposer", fields=["call", "proposer"], condition=~Q(state="withdrawn")
            ),
            models.CheckConstraint(name="solution_has_a_price", condition=Q(price_fen__gt=0)),
            models.CheckConstraint(
                name="chosen_solution_was_screened",
                condition=CLEARED | ~Q(state__in=["chosen", "won"]),
            ),
            models.CheckConstraint(
                name="excluded_solution_was_prohibited", condition=~Q(state="excluded") | Q(screening="prohibited")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stages(self) -> Sequence[Milestone]:
        return read(self.milestones)


class Score(models.Model):
    """The points that one solution was given by one criterion, out of a hundred."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_score_per_criterion", fields=["solution", "criterion"]),
            models.CheckConstraint(name="points_out_of_a_hundred", condition=Q(points__lte=POINTS_MOST)),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} {self.criterion_id} {self.points}"
