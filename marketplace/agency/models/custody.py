"""成果托管: an owner lets a custodian act on its achievements, within a scope, for a term. Ownership stays the owner's."""

from typing import Self

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File


class Scope(models.TextChoices):
    """What a custodian may be allowed to do in the owner's stead."""

    LIST = "list", _("登记和委托挂牌")
    NEGOTIATE = "negotiate", _("洽谈、发布竞价公告")
    ANNUITIES = "annuities", _("维护年费")
    SIGN = "sign", _("代签合同")


class State(models.TextChoices):
    PROPOSED = "proposed", _("待对方签署")
    IN_FORCE = "in_force", _("已签署")
    REFUSED = "refused", _("未签署")
    TERMINATED = "terminated", _("已解除")


# The day in Shanghai by the market's clock, inside the statement: a term is over at its midnight, whoever asks when.
TODAY = Func(template="((market_now() AT TIME ZONE 'Asia/Shanghai')::date)", output_field=models.DateField())


class CustodyQuerySet(models.QuerySet["CustodyAgreement"]):
    def running(self) -> Self:
        """Signed by both sides, and today lies within the term."""
        return self.filter(
            Q(ends_date__isnull=True) | Q(ends_date__gte=TODAY),
            state__in=[State.IN_FORCE, State.TERMINATED],
            from_date__lte=TODAY,
            to_date__gte=TODAY,
        )

    def between(self, owner: Organisation | None, custodian: Organisation | None) -> Self:
        return self.filter(owner=owner, custodian=custodian)


class CustodyAgreement(StateModel):
    """Who acts for whom, in what, from when to when, for what fee. Its terms are fixed once both sides have signed."""

    State = State
    TRANSITIONS = (
        ("sign", {State.PROPOSED}, State.IN_FORCE),
        ("refuse", {State.PROPOSED}, State.REFUSED),
        ("terminate", {State.IN_FORCE}, State.TERMINATED),
    )

    number = NumberField(prefix="CA")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="custodies_given")
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="custodies_taken")
    scopes = models.JSONField(_("托管事项"), default=list)  # codes of Scope
    all_rights = models.BooleanField(_("托管全部成果"), default=False)
    from_date = models.DateField(_("期限自"))
    to_date = models.DateField(_("期限至"))  # the last day
    limit_fen = models.BigIntegerField(_("授权金额上限"), null=True, blank=True)  # of a contract it signs; null: none
    annuities = models.CharField(_("年费承担"), max_length=500, blank=True)
    fee = models.CharField(_("托管费用"), max_length=500)
    fee_fen = models.BigIntegerField(_("固定费用"), null=True, blank=True)
    fee_bp = models.PositiveIntegerField(_("成交分成（万分之一）"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("解除通知期（日）"), default=30)
    terms = models.TextField(_("其他约定"), max_length=4_000, blank=True)
    scan = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # sealed by both
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # the side that proposed
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)  # the last day after a termination with notice
    end_reason = models.CharField(max_length=500, blank=True)

    objects = CustodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="custody_is_of_another", condition=~Q(owner=F("custodian"))),
            models.CheckConstraint(name="custody_ends_after_its_start", condition=Q(to_date__gte=F("from_date"))),
            models.CheckConstraint(
                name="custody_signed_by_two_persons",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="custody_in_force_is_signed",
                condition=~Q(state__in=[State.IN_FORCE, State.TERMINATED])
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="terminated_custody_says_when", condition=~Q(state=State.TERMINATED) | Q(ends_date__isnull=False)
            ),
            models.CheckConstraint(
                name="custody_fees_are_amounts",
                condition=(Q(fee_fen__isnull=True) | Q(fee_fen__gte=0))
                & (Q(fee_bp__isnull=True) | Q(fee_bp__lte=10_000))
                & (Q(limit_fen__isnull=True) | Q(limit_fen__gt=0)),
            ),
        ]
        indexes = [models.Index(fields=["custodian", "owner"], name="custody_of_whom")]

    def __str__(self) -> str:
        return self.number

    @property
    def scope_labels(self) -> list[str]:
        """What it allows, in words."""
        return [str(Scope(code).label) for code in self.scopes]


class CustodyRight(models.Model):
    """One right that an agreement names, where it is not about all of the owner's."""

    agreement = models.ForeignKey(CustodyAgreement, on_delete=models.PROTECT, related_name="rights")
    number = models.CharField(_("权利号"), max_length=60)  # the application or registration number
    title = models.CharField(_("名称"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_right_stands_once_in_an_agreement", fields=["agreement", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Annuity(models.Model):
    """One annuity that falls due while an agreement runs; somebody is reminded of it before, by a sweep."""

    class Payer(models.TextChoices):
        OWNER = "owner", _("委托方（权利人）")
        CUSTODIAN = "custodian", _("受托方（托管机构）")

    agreement = models.ForeignKey(CustodyAgreement, on_delete=models.PROTECT, related_name="schedule")
    right_number = models.CharField(_("权利号"), max_length=60)
    due_date = models.DateField(_("应缴日期"))
    amount_fen = models.BigIntegerField(_("金额"))
    payer = models.CharField(_("由谁缴纳"), max_length=9, choices=Payer)
    remind_date = models.DateField()  # from this day on the sweep reminds
    reminded_at = models.DateTimeField(null=True)
    paid_date = models.DateField(_("缴纳日期"), null=True, blank=True)
    evidence = models.CharField(_("缴费凭证"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_annuity_per_right_and_day", fields=["agreement", "right_number", "due_date"]
            ),
            models.CheckConstraint(name="annuity_is_an_amount", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(
                name="annuity_reminds_before_it_is_due", condition=Q(remind_date__lte=F("due_date"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_date"],
                name="annuities_to_remind",
                condition=Q(reminded_at__isnull=True, paid_date__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.right_number} {self.due_date}"
