from marketplace.rulebook.queries.pages.agreements import agreement_page, agreements_page
from marketplace.rulebook.queries.pages.calendar import calendar_page
from marketplace.rulebook.queries.pages.capabilities import capability_page
from marketplace.rulebook.queries.pages.families import family_page
from marketplace.rulebook.queries.pages.versions import version_page

__all__ = ["agreement_page", "agreements_page", "calendar_page", "capability_page", "family_page", "version_page"]
