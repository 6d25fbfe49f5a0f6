"""Small words of the pages of accounts: `{% load parties %}`."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.translation import get_language

from accounts import identifiers
from accounts.models import Membership
from marketplace.core.clock import SHANGHAI
from marketplace.core.presentation import market_date
from marketplace.files.checking import KINDS
from marketplace.files.models import File

register = template.Library()

TONES = {
    "pending": "waiting",
    "draft": "waiting",
    "filed": "waiting",
    "proposed": "waiting",
    "open": "waiting",
    "returned": "failed",
    "refused": "failed",
    "rejected": "failed",
    "suspended": "failed",
    "revoked": "failed",
    "verified": "done",
    "confirmed": "done",
    "approved": "done",
    "admitted": "done",
    "replaced": "done",
}


@register.filter
def masked_mobile(number: str) -> str:
    """`+86138****8000`: enough to be known again by its owner."""
    return identifiers.masked_mobile(number)


@register.filter
def state_tone(thing: Any) -> str:
    """The tone of the badge of a state."""
    return TONES.get(thing.state, "")


@register.filter
def day(value: date | None) -> str:
    """A day in the reader's language."""
    return market_date(datetime.combine(value, time(), SHANGHAI), get_language() or "zh-hans") if value else ""


@register.filter
def is_picture(file: File) -> bool:
    """Whether a page may show the file as a picture."""
    return KINDS[file.kind].media_type.startswith("image/")


@register.filter
def over(mandate: Any, now: datetime) -> bool:
    """Whether the last day of a mandate is past."""
    return bool(mandate.valid_to < now.astimezone(SHANGHAI).date())


@register.filter
def dialog_id(row: Membership) -> str:
    """The id of the dialog that ends a membership."""
    return f"end-{row.user.number}-{row.role}"


@register.filter
def form_id(row: Membership) -> str:
    """The id of the form inside that dialog."""
    return f"{dialog_id(row)}-form"
