"""What may be read of the desk."""

from marketplace.desk.queries.asked import Asked, asked_of
from marketplace.desk.queries.cases import (
    case,
    case_of_listing,
    cases_for,
    colleague,
    correction,
    corrections_of,
    counts_by_stage,
    history,
    load,
    queue,
)
from marketplace.desk.queries.checklist import Item, checklist, lines_of, papers_of, unmet
from marketplace.desk.queries.documents import case_documents, documents_about
from marketplace.desk.queries.limits import due_at, rules_of
from marketplace.desk.queries.notices import (
    TABS,
    Subscriber,
    notice,
    notices,
    notices_of,
    subscribers_of,
    subscription,
    subscriptions_of,
)

__all__ = [
    "TABS",
    "Asked",
    "Item",
    "Subscriber",
    "asked_of",
    "case",
    "case_documents",
    "case_of_listing",
    "cases_for",
    "checklist",
    "colleague",
    "correction",
    "corrections_of",
    "counts_by_stage",
    "documents_about",
    "due_at",
    "history",
    "lines_of",
    "load",
    "notice",
    "notices",
    "notices_of",
    "papers_of",
    "queue",
    "rules_of",
    "subscribers_of",
    "subscription",
    "subscriptions_of",
    "unmet",
]
