"""Keeping names out of what the other side reads before the end (R-BID-05)."""

import re

from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.queries import former_names
from marketplace.core.errors import Invalid
from marketplace.core.validation import words

MOST = 2_000  # characters
SHORTEST = 4  # characters of a name that could not stand for anything else


def statement_of(text: str, organisation: Organisation, *, field: str, lack: str) -> str:
    """What a bidder says to the seller. Raises Invalid for `field` if it is empty, too long, or says who speaks."""
    said = words(text, field=field, most=MOST, lack=lack, rule="R-LST-05")
    known = [organisation.name, organisation.name_en, organisation.uscc]
    known += [name for former in former_names(organisation) for name in (former.old_name, former.old_name_en)]
    folded = _folded(said)
    if any(_folded(name) in folded for name in known if len(name) >= SHORTEST):
        message = _("资格说明将以竞买代码交转让方查看，不得写出单位名称、曾用名或信用代码（规则 R-BID-05）。")
        raise Invalid(fields={field: [message]}, rule="R-BID-05")
    return said


def _folded(text: str) -> str:
    """Without blanks and case: `示范 铸造` is `示范铸造`."""
    return re.sub(r"\s", "", text).casefold()


def opinion_of(text: str, code: str, *, lack: str) -> str:
    """What a seller says to the venue about a bidder. Raises Invalid for `reason` if it says the code.

    The venue knows the bidder's name: with the code it would know whose every bid is.
    """
    said = words(text, field="reason", most=MOST, lack=lack, rule="R-LST-05")
    if re.search(rf"(?<![A-Za-z0-9]){re.escape(code)}(?![A-Za-z0-9])", said, re.IGNORECASE):
        message = _("意见中请勿写出竞买代码 {code}，写“该意向受让方”即可：工作人员在竞价结束前不得知道谁是哪个代码。")
        raise Invalid(fields={"reason": [message.format(code=code)]}, rule="R-BID-05")
    return said
