"""Versions of a listing's text, to whom may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.differences import Piece, differences
from marketplace.catalogue.models import Cause, Listing, ListingVersion
from marketplace.catalogue.rules import may_edit
from marketplace.catalogue.versions import FIELDS, read

WRITTEN = (Cause.DRAFTED, Cause.EDITED, Cause.FOUND)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that two versions say differently."""

    name: str
    label: str | Promise
    pieces: Sequence[Piece]


def versions_of(actor: Actor, listing: Listing, /) -> QuerySet[ListingVersion]:
    """Versions the actor may read, the newest first: the lister all of them, others what was handed in and published, and what
    followed. Only a draft is written again, so this is the last that its lister wrote.
    """
    found = ListingVersion.objects.filter(listing=listing).select_related("made_by", "made_for").order_by("-position")
    if actor.acts_for(listing.lister) or may_edit(actor, listing):
        return found
    handed_in = found.filter(cause__in=WRITTEN).values_list("position", flat=True).first()
    return found.filter(position__gte=handed_in or 1)


def version(actor: Actor, listing: Listing, position: int) -> ListingVersion:
    """One of them. Raises Http404."""
    found = versions_of(actor, listing).filter(position=position).first()
    if found is None:
        raise Http404(_("这项成果没有第 {position} 版，或您不能查看。").format(position=position))
    return found


def changes_between(before: ListingVersion, after: ListingVersion) -> list[FieldChange]:
    """What `after` says differently from `before`, field by field, word by word."""
    old, new = before.said, after.said
    return [
        FieldChange(name, label, differences(read(name, old.get(name)), read(name, new.get(name))))
        for name, (label, _reader) in FIELDS.items()
        if old.get(name) != new.get(name)
    ]
