"""The limit of the registration of technology contracts (R-REG-03)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.registry.models import Filing
from marketplace.rulebook.time_limits import VENUE, Page, TimeLimit, register


def accepted() -> QuerySet[Filing]:
    return Filing.objects.filter(state=Filing.State.ACCEPTED)


register(
    TimeLimit(
        code="register_contract",
        rule="R-REG-03",
        label=_("技术合同认定登记"),
        kept="registry.Filing.due_at",
        rows=accepted,
        number="number",
        page=Page("registry:filing"),
        title=("name",),
        concerned=("filer",),
        venue="exchange",
        missed=_("请立即认定、退回或不予登记"),
        opens_for=VENUE,
        told_by="registry.filing_overdue",
        sweep="registry.mark_overdue_filings",
        reminds="",
    )
)
