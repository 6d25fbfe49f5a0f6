"""非共识项目: a named sponsor recommends one solution with reasons, and answers for it in public (R-CALL-06). Steps of the result."""

from django.utils.translation import gettext as _

from accounts.models import Membership
from marketplace.commissioning.drafts import Recommendation
from marketplace.commissioning.models import CallMode, OpenCall, Solution
from marketplace.commissioning.models.call import NAME_MAX, NOTE_MAX, UNIT_MAX
from marketplace.core.errors import Invalid
from marketplace.core.validation import words

RULE = "R-CALL-06"


def check(call: OpenCall, given: Recommendation) -> Recommendation | None:
    """What the sponsor said, complete and cleaned; None for a call of another mode, of which nobody recommends anything. Raises Invalid."""
    if call.mode != CallMode.MINORITY:
        if given.solution.strip():
            text = _("只有非共识项目由推荐人推荐；其他方式按名次确定（规则 R-CALL-06）。")
            raise Invalid(fields={"recommended": [text]}, rule=RULE)
        return None
    if not given.solution.strip():
        raise Invalid(fields={"recommended": [_("非共识项目须写明被推荐的方案（规则 R-CALL-06）。")]}, rule=RULE)
    name, unit = _("请写明推荐人姓名。"), _("请写明推荐人单位。")
    reasons = _("请写明推荐理由：方案的独到之处，以及评分为何未能反映。")
    return Recommendation(
        solution=given.solution.strip(),
        sponsor=words(given.sponsor, field="sponsor", most=NAME_MAX, lack=name, rule=RULE),
        unit=words(given.unit, field="sponsor_unit", most=UNIT_MAX, lack=unit, rule=RULE),
        reasons=words(given.reasons, field="recommendation", most=NOTE_MAX, lack=reasons, rule=RULE),
    )


def require_apart(chosen: Solution, said: Recommendation) -> None:
    """Who belongs to the proposer, or stands for it, recommends it not (R-BID-12). Raises Invalid."""
    people = Membership.objects.filter(organisation=chosen.proposer, user__name=said.sponsor)
    if people.exists() or said.unit == chosen.proposer.name:
        text = _("推荐人不得是揭榜单位的成员（回避，规则 R-BID-12）。")
        raise Invalid(fields={"sponsor": [text]}, rule="R-BID-12")


def row(chosen: Solution, said: Recommendation) -> dict[str, object]:
    return {
        "recommended": chosen,
        "sponsor": said.sponsor,
        "sponsor_unit": said.unit,
        "recommendation": said.reasons,
    }
