from marketplace.rulebook.models.calendar import CalendarDay, CalendarYear
from marketplace.rulebook.models.version import Adoption, Family, RuleValue, RuleVersion

__all__ = ["Adoption", "CalendarDay", "CalendarYear", "Family", "RuleValue", "RuleVersion"]
