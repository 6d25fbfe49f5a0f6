"""What a version says, part by part in words, and how it differs from the one it changes."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from marketplace.contracts.comparing import Difference, differences
from marketplace.contracts.content import CLAUSES, Text
from marketplace.contracts.models import DeedVersion, Silence
from marketplace.core.money import yuan

PARTS = ("items", "milestones", "answer_days", "silence", "licence_ends_date")
ORDER = (*(clause.key for clause in CLAUSES), *PARTS)


def spoken(text: Text) -> dict[str, str]:
    """Every part of a text as words: clauses by their keys, and the parts that are lists or figures."""
    return {
        **text.clauses,
        "items": "\n".join(f"{item.name} {yuan(item.amount_fen)}" for item in text.items),
        "milestones": "\n".join(
            f"{place}. {one.name}（{_('生效后{days}日').format(days=one.days)}）：{one.deliverables}；{one.acceptance}"
            + (f"；{yuan(one.amount_fen)}" if one.amount_fen is not None else "")
            for place, one in enumerate(text.milestones, 1)
        ),
        "answer_days": str(text.answer_days),
        "silence": str(Silence(text.silence).label),
        "licence_ends_date": text.licence_ends_date,
    }


def difference_lines(version: DeedVersion) -> Sequence[Difference]:
    """What a version changes of its basis; nothing for the first."""
    if version.basis is None:
        return []
    return differences(spoken(version.basis.content), spoken(version.content), ORDER)
