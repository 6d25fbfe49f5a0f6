"""From when to when a licence is in force."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.licensing.commands.expecting import expect_report
from marketplace.licensing.models import Licence
from marketplace.rulebook.periods import DAY, months_later
from marketplace.rulebook.queries import deadline


def enter(licence: Licence, now: datetime, actor: Actor) -> None:
    """From the next day for the term, never beyond the right's own (R-CON-10). A step of commands that hold the licence."""
    offer = licence.offer
    starts = now.astimezone(SHANGHAI).date() + DAY
    ends = _clipped(months_later(starts, offer.term_months) - DAY, offer.right.term_ends_date)
    if ends < starts:
        raise Refused(_("该权利的保护期已届满，不能许可。"), rule="R-CON-10", code="right_over")
    trigger_by = min(months_later(starts, offer.trigger_months) - DAY, ends) if offer.trigger_months else None
    months = offer.rule_version.value("R-CON-08", "record_months")
    licence.move(
        "enter",
        starts_date=starts,
        ends_date=ends,
        trigger_by=trigger_by,
        record_due_at=deadline(now, months=months).at,
    )
    if offer.is_by_reports:
        expect_report(licence, starts)
    audit.record(
        "licensing.licence_in_force",
        subject=licence,
        actor=actor,
        private=True,
        starts_date=starts.isoformat(),
        ends_date=ends.isoformat(),
    )


def _clipped(day: date, most: date | None) -> date:
    return min(day, most) if most else day
