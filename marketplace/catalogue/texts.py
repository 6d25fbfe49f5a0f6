"""What of a listing or a need is searched and matched. Public text only: no trade secret enters it (R-LST-07)."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.catalogue.identifiers import ipc_levels
from marketplace.catalogue.models import Listing, Need, Ownership


@dataclass(frozen=True, slots=True)
class Text:
    """A listing or a need in words. `codes` hold every level of each code, so that a subclass finds its groups."""

    title: str
    body: str
    keywords: tuple[str, ...]
    codes: tuple[str, ...]  # technology field, industries, IPC levels
    names: tuple[str, ...]  # of holders or of the firm that seeks
    numbers: tuple[str, ...]  # public number, project number, numbers of rights
    title_en: str = ""
    body_en: str = ""


def listing_text(listing: Listing) -> Text:
    """The words of a listing; fetch it with `Listing.objects.with_parts()` to stay at a fixed number of queries."""
    rights = [right for right in listing.rights.all() if not right.is_secret]
    titles = [right.title for right in rights]
    body = [listing.abstract, *listing.applications, *listing.advantages, listing.maturity, *titles]
    holders = [name for owner in listing.ownerships.all() for name in _names(owner)]
    return Text(
        title=listing.title,
        body=_joined(body),
        keywords=tuple(listing.keywords),
        codes=_codes(listing),
        names=tuple(dict.fromkeys([*holders, listing.lister.name])),
        numbers=_filled([listing.number, listing.project_number, *(right.number for right in rights)]),
        title_en=listing.title_en,
        body_en=listing.abstract_en,
    )


def need_text(need: Need) -> Text:
    """The words of a need; fetch it with `Need.objects.with_parts()`."""
    return Text(
        title=need.title,
        body=need.content,
        keywords=tuple(need.keywords),
        codes=_codes(need),
        names=_filled([need.organisation.name, need.organisation.name_en]),
        numbers=(need.number,),
        title_en=need.title_en,
    )


def _codes(thing: Listing | Need) -> tuple[str, ...]:
    ipc = [level for code in thing.ipc_codes for level in ipc_levels(code)]
    field = [thing.technology_field_id] if thing.technology_field_id else []
    return tuple(dict.fromkeys([*field, *thing.industry_codes, *ipc]))


def _names(owner: Ownership) -> Iterable[str]:
    organisation = owner.organisation
    return _filled([organisation.name, organisation.name_en]) if organisation else [owner.name]


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(_filled(texts))


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
