"""Limits of fee schedules that are consulted on."""

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from marketplace.fees.models import Schedule
from marketplace.rulebook.time_limits import ANY, VENUE, Page, StartOfDay, TimeLimit, register


def consulted() -> QuerySet[Schedule]:
    return Schedule.objects.filter(state=Schedule.State.CONSULTATION)


register(
    TimeLimit(
        code="approve_schedule",
        rule="R-GEN-09",
        label=_("收费标准征求意见期满前批准"),
        kept="fees.Schedule.effective_from",
        due=StartOfDay(F("effective_from")),
        rows=consulted,
        number=Concat("code", Value("."), Cast("version", CharField())),
        page=Page("fees:schedule"),
        title=("title", "title_en"),
        venue=ANY,
        missed=_("生效日已到而未批准：撤下草案，或重新公布"),
        opens_for=VENUE,
        reminds="",
    )
)
