"""What stands on a right beside its owner: licences that bind, pledges, disputes, an unpaid annuity (R-LST-04)."""

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.catalogue.models.choices import RightKind
from marketplace.core.numbers import NumberField

BASIS_MAX = 300


class EncumbranceKind(models.TextChoices):
    OPEN_LICENCE = "open_licence", _("开放许可声明")
    EXCLUSIVE_LICENCE = "exclusive_licence", _("独占许可")
    SOLE_LICENCE = "sole_licence", _("排他许可")
    PLEDGE = "pledge", _("质押")
    DISPUTE = "dispute", _("权属争议或程序中止")
    ANNUITY_UNPAID = "annuity_unpaid", _("年费未缴")


# Of these a right bears one at a time: who has declared an open licence grants no exclusive one, and the reverse (R-LIC-02, R-LIC-03).
EITHER_OR = (EncumbranceKind.OPEN_LICENCE, EncumbranceKind.EXCLUSIVE_LICENCE, EncumbranceKind.SOLE_LICENCE)


class EncumbranceQuerySet(models.QuerySet["Encumbrance"]):
    def standing(self, day: date) -> QuerySet["Encumbrance"]:
        """What binds on a day: neither lifted nor at its end."""
        return self.filter(
            Q(ends_date__isnull=True) | Q(ends_date__gte=day), lifted_at__isnull=True, from_date__lte=day
        )


class Encumbrance(models.Model):
    """An encumbrance of a right, known by kind and number, whoever lists it. Never edited: it is lifted, with the reason."""

    number = NumberField(prefix="EN")
    right_kind = models.CharField(_("权利类型"), max_length=14, choices=RightKind)
    right_number = models.CharField(_("申请号或登记号"), max_length=40)
    kind = models.CharField(_("负担类型"), max_length=17, choices=EncumbranceKind)
    beneficiary = models.CharField(_("权利人或相对人"), max_length=120, blank=True)  # licensee, pledgee, claimant
    basis = models.CharField(_("依据"), max_length=BASIS_MAX)  # contract or register entry, with its number and day
    agreement = models.CharField(
        _("质权人同意"), max_length=BASIS_MAX, blank=True
    )  # the paper of a pledgee that agrees
    from_date = models.DateField(_("起始日"))
    ends_date = models.DateField(_("终止日"), null=True, blank=True)
    exchange = models.CharField(max_length=2, choices=ExchangeCode)  # whose officers may lift it
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.CharField(_("解除原因"), max_length=BASIS_MAX, blank=True)

    objects = EncumbranceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="open_or_exclusive_licence",
                fields=["right_kind", "right_number"],
                condition=Q(kind__in=EITHER_OR, lifted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="encumbrance_names_right_and_basis", condition=~Q(right_number="") & ~Q(basis="")
            ),
            models.CheckConstraint(
                name="encumbrance_ends_after_it_begins",
                condition=Q(ends_date__isnull=True) | Q(ends_date__gte=F("from_date")),
            ),
            models.CheckConstraint(
                name="encumbrance_is_lifted_as_a_whole",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason=""),
            ),
            models.CheckConstraint(
                name="only_a_pledgee_agrees", condition=Q(agreement="") | Q(kind=EncumbranceKind.PLEDGE)
            ),
        ]
        indexes = [
            models.Index(fields=["right_number"], name="encumbrances_of_a_right", condition=Q(lifted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.number
