"""Small words of the pages of accounts: `{% load parties %}`."""

from django import template

from accounts.models import Membership, Organisation

register = template.Library()

TONES = {"pending": "waiting", "returned": "failed", "verified": "done", "suspended": "failed"}


@register.filter
def state_tone(party: Organisation) -> str:
    """The tone of the badge of an organisation's state."""
    return TONES[party.state]


@register.filter
def dialog_id(row: Membership) -> str:
    """The id of the dialog that ends a membership."""
    return f"end-{row.user.number}-{row.role}"


@register.filter
def form_id(row: Membership) -> str:
    """The id of the form inside that dialog."""
    return f"{dialog_id(row)}-form"
