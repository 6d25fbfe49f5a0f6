"""A foreign link is declared, and the venue says what the export catalogues hold of it (R-SEC-08). Steps of commands that have asked who may."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import Invalid, Refused
from marketplace.core.validation import words
from marketplace.trading.models.screened import DECLARED_MOST, ForeignLink, Screened, Screening

RULE = "R-SEC-08"


def declared(foreign_link: str, declaration: str) -> dict[str, Any]:
    """The declaration as it is kept; its words are wanted where there is a link. Raises Invalid."""
    if foreign_link not in ForeignLink.values:
        raise Invalid(fields={"foreign_link": [_("请声明本单位是否涉外。")]}, rule=RULE)
    lack = "" if foreign_link == ForeignLink.NONE else _("请说明境外主体、控制关系、使用地或人员。")
    said = words(declaration, field="declaration", most=DECLARED_MOST, lack=lack, rule=RULE)
    return {"foreign_link": foreign_link, "declaration": said}


def finding(
    screened: Screened, result: str, basis: str, reason: str, permit: str, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The finding as it is kept, with its reason (R-SEC-11). Raises Refused where none waits, Invalid field by field:

    what is restricted has its permission letter of intent before anything is negotiated.
    """
    if not screened.waits_for_screening:
        raise Refused(_("没有待办的涉外审查。"), rule=RULE, code="not_screening")
    if result not in Screening.values:
        raise Invalid(fields={"result": [_("请选择审查结论。")]}, rule=RULE)
    wanted = _("限制进出口的技术，须先取得许可意向书，方可实质性谈判。") if result == Screening.RESTRICTED else ""
    return {
        "screening": result,
        "screening_basis": words(basis, field="basis", most=200, lack=_("请写明所查目录及其日期。"), rule=RULE),
        "screening_reason": words(reason, field="reason", most=DECLARED_MOST, lack=_("请写明理由。"), rule="R-SEC-11"),
        "permit": words(permit, field="permit", most=100, lack=wanted, rule=RULE),
        "screened_by": actor.user,
        "screened_at": now,
    }


def finding_of(screened: Screened) -> dict[str, Any]:
    """Declaration and finding of one step, for the step that follows from it: nothing is screened twice."""
    names = ("foreign_link", "declaration", "screening", "screening_basis", "screening_reason", "permit")
    return {name: getattr(screened, name) for name in (*names, "screened_by", "screened_at")}
