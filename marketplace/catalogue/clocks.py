"""Limits of needs."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Need
from marketplace.rulebook.time_limits import NOBODY, Page, TimeLimit, register


def needs() -> QuerySet[Need]:
    return Need.objects.open().filter(deadline_date__isnull=False, unverified=False)


register(
    TimeLimit(
        code="need_ends",
        rule="R-GEN-03",
        label=_("需求征集截止"),
        kept="catalogue.Need.deadline_date",
        rows=needs,
        number="number",
        page=Page("portal:need"),
        title=("title", "title_en"),
        concerned=("organisation",),
        missed=_("需求自动结束；可重新发布"),
        opens_for=NOBODY,
        told_by="catalogue.need_closed",
        sweep="catalogue.close_due_needs",
        reminds="",
        passive=True,
    )
)
