"""Rights, owners, inventors and comparisons: the rows of a listing's draft."""

from collections.abc import Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from accounts.models import Organisation
from marketplace.catalogue.building import comparison_of, ownership_of, right_of
from marketplace.catalogue.drafts import ListingDraft, OwnerDraft
from marketplace.catalogue.models import Comparison, Inventor, Listing, Ownership, Right
from marketplace.core.errors import Invalid

Part = TypeVar("Part", Right, Ownership, Inventor, Comparison)


def write_parts(listing: Listing, draft: ListingDraft) -> None:
    """Replace rights, owners, inventors and comparisons; consents of before do not survive a change."""
    organisations = _organisations_of(draft.owners)
    owners = [ownership_of(owner, organisations.get(owner.organisation.strip())) for owner in draft.owners]
    _replace(Right, listing, [right_of(right) for right in draft.rights])
    _replace(Ownership, listing, owners)
    _replace(Inventor, listing, [Inventor(name=name.strip()) for name in draft.inventors])
    _replace(Comparison, listing, [comparison_of(comparison) for comparison in draft.comparisons])


def _replace(model: type[Part], listing: Listing, rows: list[Part]) -> None:
    model._base_manager.filter(listing=listing).delete()
    for place, row in enumerate(rows):
        row.listing, row.position = listing, place
    model._base_manager.bulk_create(rows)


def _organisations_of(owners: Sequence[OwnerDraft]) -> dict[str, Organisation]:
    wanted = [owner.organisation.strip() for owner in owners if owner.organisation.strip()]
    found = {organisation.number: organisation for organisation in Organisation.objects.filter(number__in=wanted)}
    faults = {
        f"owners.{place}.organisation": [_("没有编号为“{number}”的单位。").format(number=owner.organisation[:20])]
        for place, owner in enumerate(owners)
        if owner.organisation.strip() and owner.organisation.strip() not in found
    }
    if len(set(wanted)) < len(wanted):
        faults["owners"] = [_("同一单位只能出现一次，请合并其份额。")]
    if faults:
        raise Invalid(fields=faults)
    return found
