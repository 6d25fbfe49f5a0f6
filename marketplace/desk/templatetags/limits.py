"""A time limit on any page: `{% load limits %}{% limit row.due_at now %}`.

Pages of lower floors use the tag; the calendar by which it counts lies above them.
"""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from marketplace.desk.due import FURTHEST, Due, counted
from marketplace.rulebook.periods import Calendar
from marketplace.rulebook.queries import calendar_for

register = template.Library()

REACH = timedelta(days=FURTHEST)
KEPT = "marketplace.desk.limits"  # where a page keeps its calendar, so that a queue reads it once


@register.inclusion_tag("components/due.html", takes_context=True)
def limit(context: Context, due_at: datetime | None, now: datetime) -> dict[str, Any]:
    """The traffic light of a limit, by the calendar of the rulebook; 不计时限 for none."""
    if due_at is None:
        return Due(_("不计时限"), "none")._asdict()
    return counted(due_at, now, _calendar(context, now).is_working)._asdict()


def _calendar(context: Context, now: datetime) -> Calendar:
    found: Calendar | None = context.render_context.get(KEPT)
    if found is None:
        found = context.render_context[KEPT] = calendar_for(now.date() - REACH, now.date() + REACH)
    return found
