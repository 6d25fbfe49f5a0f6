"""What the parts of a text are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.contracts.content import KEYS


def label_of(key: str) -> str | Promise:
    """What a part of a text is called."""
    if key in KEYS:
        return KEYS[key].label
    return {
        "items": _("非技术性款项"),
        "milestones": _("里程碑"),
        "answer_days": _("验收期限（日）"),
        "silence": _("逾期不答复"),
        "licence_ends_date": _("许可期限至"),
    }.get(key, key)
