from marketplace.rulebook.models.calendar import CalendarDay, CalendarYear
from marketplace.rulebook.models.capability import STATE_ASSETS, Capability, CapabilityChange, CapabilityCode
from marketplace.rulebook.models.service_area import AreaKind, ServiceArea, Tier
from marketplace.rulebook.models.version import Adoption, Family, RuleValue, RuleVersion

__all__ = [
    "STATE_ASSETS",
    "Adoption",
    "AreaKind",
    "CalendarDay",
    "CalendarYear",
    "Capability",
    "CapabilityChange",
    "CapabilityCode",
    "Family",
    "RuleValue",
    "RuleVersion",
    "ServiceArea",
    "Tier",
]
