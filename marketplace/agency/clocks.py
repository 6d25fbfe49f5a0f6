"""Limits of annuities under custody."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.agency.models import CustodyAgreement
from marketplace.agency.models.custody import Annuity
from marketplace.rulebook.time_limits import NOBODY, Page, TimeLimit, register


def unpaid(payer: str) -> QuerySet[Annuity]:
    running = CustodyAgreement.objects.running()
    return Annuity.objects.filter(payer=payer, paid_date__isnull=True, agreement__in=running)


def annuity(payer: str) -> TimeLimit:
    """Who pays is bound, the other side of the agreement waits."""
    other = {"owner": "custodian", "custodian": "owner"}[payer]
    return TimeLimit(
        code=f"pay_annuity_{payer}",
        rule="R-DSK-20",
        label=_("缴纳年费"),
        kept="agency.Annuity.due_date",
        rows=partial(unpaid, payer),
        number="agreement__number",
        page=Page("agency:custody"),
        title=("right_number",),
        bound=f"agreement__{payer}",
        concerned=(f"agreement__{other}",),
        missed=_("在滞纳期内补缴，并登记缴费凭证"),
        opens_for=NOBODY,
        told_by="agency.annuity_due",
        sweep="agency.remind_due_annuities",
        reminds="",
    )


register(annuity("owner"), annuity("custodian"))
