"""A foreign link of a supplier: declared, and what the venue found (R-SEC-08). Steps of commands that have asked who may."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.commissioning.models.screened import SupplierLink
from marketplace.core.errors import Invalid
from marketplace.core.validation import words
from marketplace.trading.models.negotiation import Screening

RULE = "R-SEC-08"


def declared(foreign_link: str, declaration: str) -> str:
    """The declaration's words; wanted where there is a link. Raises Invalid."""
    if foreign_link not in SupplierLink.values:
        raise Invalid(fields={"foreign_link": [_("请声明承担方是否涉外。")]}, rule=RULE)
    lack = "" if foreign_link == SupplierLink.NONE else _("请说明境外主体、控制关系或实施地。")
    return words(declaration, field="declaration", most=NOTE_MAX, lack=lack, rule=RULE)


def finding(result: str, basis: str, reason: str, permit: str, actor: Actor, now: datetime) -> dict[str, object]:
    """The finding as it is kept. Raises Invalid field by field: what is restricted has its permit."""
    if result not in Screening.values:
        raise Invalid(fields={"result": [_("请选择审查结论。")]}, rule=RULE)
    wanted = _("限制进出口的技术，须先取得许可意向书。") if result == Screening.RESTRICTED else ""
    return {
        "screening": result,
        "screening_basis": words(basis, field="basis", most=200, lack=_("请写明所查目录及其日期。"), rule=RULE),
        "screening_reason": words(reason, field="reason", most=NOTE_MAX, lack=_("请写明理由。"), rule="R-SEC-11"),
        "permit": words(permit, field="permit", most=100, lack=wanted, rule=RULE),
        "screened_by": actor.user,
        "screened_at": now,
    }
