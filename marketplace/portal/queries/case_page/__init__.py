"""The page of a case: where it stands, what is asked of whom, everything that happened."""

from marketplace.portal.queries.case_page.page import CasePage, case_page

__all__ = ["CasePage", "case_page"]
