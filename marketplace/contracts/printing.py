"""A version as the template `contract` prints it; the printed contract is in Chinese (call it in the market's language)."""

from typing import Any

from django.utils.translation import gettext as _

from marketplace.contracts.content import clauses_of
from marketplace.contracts.models import DeedVersion

TEXT_MAX = 200  # characters of one line of a document


def printed(version: DeedVersion) -> dict[str, Any]:
    """Clauses, patents and milestones as the rows of the template; what there is none of is left out."""
    text = version.content
    rows = {
        "contract_type": str(version.get_subtype_display()),
        "articles": [
            {"name": str(clause.label), "words": text.clauses[clause.key]}
            for clause in clauses_of(text.subtype)
            if clause.key in text.clauses
        ],
        "patents": [
            {
                "title": one.title[:TEXT_MAX],
                "parties": "；".join(filter(None, [one.applicant, one.patentee]))[:TEXT_MAX],
                "number": "；".join(filter(None, [one.application_number, one.patent_number])),
                "dates": "；".join(filter(None, [one.filing_date, one.term_ends_date])) or "—",
            }
            for one in text.patents
        ],
        "milestones": [
            {
                "name": one.name,
                "deliverables": one.deliverables,
                "acceptance": one.acceptance,
                "due": _("生效后{days}日").format(days=one.days),
            }
            for one in text.milestones
        ],
    }
    return {name: value for name, value in rows.items() if value}
