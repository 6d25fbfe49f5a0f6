"""Rows of rights and owners, unsaved, from what a draft says."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Organisation
from marketplace.catalogue.drafts import ComparisonDraft, OwnerDraft, RightDraft
from marketplace.catalogue.identifiers import parse_patent_number
from marketplace.catalogue.models import Comparison, Ownership, Right, RightKind


def right_of(right: RightDraft) -> Right:
    """The row of a right; a patent's number in its one form, its kind read from the number."""
    number, patent_kind = right.number.strip(), ""
    if right.kind == RightKind.PATENT and number:
        try:
            parsed = parse_patent_number(number)
            number, patent_kind = str(parsed), parsed.patent_type.value
        except ValidationError:
            pass  # said by _faults_of_right
    return Right(
        kind=right.kind,
        patent_kind=patent_kind,
        number=number,
        title=right.title.strip(),
        status=right.status,
        filing_date=right.filing_date,
        note=right.note.strip(),
    )


def ownership_of(owner: OwnerDraft, organisation: Organisation | None) -> Ownership:
    return Ownership(
        organisation=organisation,
        name="" if organisation else owner.name.strip(),
        share_numerator=owner.share.numerator if owner.share is not None else None,
        share_denominator=owner.share.denominator if owner.share is not None else None,
    )


def comparison_of(comparison: ComparisonDraft) -> Comparison:
    said: dict[str, Any] = asdict(comparison)
    return Comparison(**{name: value.strip() if isinstance(value, str) else value for name, value in said.items()})
