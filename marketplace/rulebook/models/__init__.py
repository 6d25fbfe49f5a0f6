from marketplace.rulebook.models.agreement import Agreement, Function
from marketplace.rulebook.models.calendar import CalendarDay, CalendarYear
from marketplace.rulebook.models.capability import STATE_ASSETS, Capability, CapabilityChange, CapabilityCode
from marketplace.rulebook.models.comment import COMMENT_MOST, RuleComment
from marketplace.rulebook.models.limit_note import LimitNote
from marketplace.rulebook.models.service_area import AreaKind, ServiceArea, Tier
from marketplace.rulebook.models.version import Adoption, Family, RuleValue, RuleVersion

__all__ = [
    "COMMENT_MOST",
    "STATE_ASSETS",
    "Adoption",
    "Agreement",
    "AreaKind",
    "CalendarDay",
    "CalendarYear",
    "Capability",
    "CapabilityChange",
    "CapabilityCode",
    "Family",
    "Function",
    "LimitNote",
    "RuleComment",
    "RuleValue",
    "RuleVersion",
    "ServiceArea",
    "Tier",
]
