"""What waits for the decision of an exchange, by when at the latest."""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.core.states import StateModel

Row = TypeVar("Row", bound=models.Model)


class WaitingModel(StateModel):
    """Handed in, then decided by an officer. The limit is counted once, when it is handed in, and stays (R-DSK-07, R-GEN-08)."""

    WAITING: ClassVar[str]  # the state in which it waits for an officer

    due_at = models.DateTimeField(_("办理期限"), null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)  # when the sweep found the limit past; once

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return bool(self.state == self.WAITING)


def by_urgency(rows: QuerySet[Row]) -> QuerySet[Row]:
    """What is due first before the rest; what has no limit last, the oldest first."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")
