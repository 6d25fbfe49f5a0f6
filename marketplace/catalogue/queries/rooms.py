"""A listing's papers by level, who asked for its data room, and who looked at what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, User
from marketplace.audit.models import Entry
from marketplace.catalogue import rooms
from marketplace.catalogue.models import ConfidentialityText, Listing, Material, RoomAccess
from marketplace.files.models import File

LOOKS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Paper:
    """A material with its file, which is None for who may not read it."""

    material: Material
    file: File | None


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody opened a file: who, for whom, which, when."""

    at: datetime
    material: Material
    person: str
    organisation: str


def materials_of(listing: Listing, /) -> QuerySet[Material]:
    """What is shown now, at whatever level; titles are public."""
    return Material.objects.filter(listing=listing, taken_back_at__isnull=True)


def papers_of(actor: Actor, listing: Listing, now: datetime) -> list[Paper]:
    """The materials of a listing, with their files for who may read them."""
    levels = rooms.levels_open(actor, listing, now)
    found = list(materials_of(listing).order_by("pk"))
    files = _files_of(found)
    return [Paper(one, files.get(one.pk) if one.level in levels else None) for one in found]


def _files_of(materials: Sequence[Material]) -> dict[int, File]:
    by_subject = {f"material:{one.number}": one.pk for one in materials}
    return {by_subject[file.subject]: file for file in File.objects.filter(subject__in=list(by_subject))}


def material(actor: Actor, number: str) -> Material:
    """One of the lister's own. Raises Http404 for everybody else's."""
    found = Material.objects.select_related("listing__lister").filter(number=number).first()
    if found is None or not actor.acts_for(found.listing.lister):
        raise Http404(_("没有找到资料 {number}。").format(number=number[:20]))
    return found


def undertaking(listing: Listing, /) -> ConfidentialityText | None:
    """The edition that is signed now; None while it is the market's own text."""
    return ConfidentialityText.objects.filter(listing=listing).order_by("-edition").first()


def accesses(actor: Actor, listing: Listing) -> QuerySet[RoomAccess]:
    """Of a listing: all for its lister, one's own for a firm; none for others."""
    found = RoomAccess.objects.filter(listing=listing).select_related(
        "organisation", "signed_by", "text", "listing__lister"
    )
    if actor.acts_for(listing.lister):
        return found
    return found.filter(organisation=actor.organisation) if actor.organisation else found.none()


def access(actor: Actor, number: str) -> RoomAccess:
    """One that the lister has to answer. Raises Http404 for everybody but the lister and who asked."""
    concerned = Q(listing__lister=actor.organisation) | Q(organisation=actor.organisation)
    found = RoomAccess.objects.filter(concerned, number=number) if actor.organisation else RoomAccess.objects.none()
    one = found.select_related("listing__lister", "organisation", "text").first()
    if one is None:
        raise Http404(_("没有找到查阅申请 {number}。").format(number=number[:20]))
    return one


def looks_of(actor: Actor, listing: Listing) -> list[Look]:
    """Every look of others into the files of a listing, the newest first, for its lister; the log keeps them (R-SEC-01)."""
    if not actor.acts_for(listing.lister):
        return []
    materials = {one.pk: one for one in Material.objects.filter(listing=listing)}
    files = {f"file:{file.number}": materials[pk] for pk, file in _files_of(list(materials.values())).items()}
    entries = Entry.objects.filter(verb="files.read", subject__in=list(files)).exclude(
        organisation=listing.lister.number
    )
    rows = list(entries.order_by("-pk")[:LOOKS_SHOWN])
    people = User.objects.in_bulk({row.actor.partition(":")[2] for row in rows}, field_name="number")
    firms = Organisation.objects.in_bulk({row.organisation for row in rows}, field_name="number")
    return [
        Look(
            at=row.at,
            material=files[row.subject],
            person=str(people.get(row.actor.partition(":")[2], "")),
            organisation=firms[row.organisation].local_name if row.organisation in firms else "",
        )
        for row in rows
    ]
