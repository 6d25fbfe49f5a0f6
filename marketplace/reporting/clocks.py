"""The limit of a supervisor's instruction (R-SUP-07)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.reporting.models import Execution
from marketplace.rulebook.time_limits import VENUE, Page, TimeLimit, register


def waiting() -> QuerySet[Execution]:
    return Execution.objects.filter(state=Execution.State.WAITING)


register(
    TimeLimit(
        code="carry_out_instruction",
        rule="R-SUP-07",
        label=_("执行监管指令"),
        kept="reporting.Instruction.due_at",
        due="instruction__due_at",
        rows=waiting,
        number="instruction__number",
        page=Page("reporting:instruction"),
        title=("instruction__subject_title",),
        concerned=("instruction__organisation",),
        venue="exchange",
        missed=_("立即执行，或说明不能执行的原因"),
        opens_for=VENUE,
    )
)
