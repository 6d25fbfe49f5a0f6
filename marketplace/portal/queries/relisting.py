"""The page on which a lot that found no buyer is disclosed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from marketplace.catalogue.models import Listing
from marketplace.core.clock import market_clock
from marketplace.portal.halting_forms import RelistingForm, ValuationForm
from marketplace.trading.models import FiledValuation, Relisting
from marketplace.trading.queries import sales
from marketplace.trading.queries.floors import floor_of, found_no_buyer, least_floor, relistings_of, valuation_of
from marketplace.trading.rules import may_announce, may_record_valuation


@dataclass(frozen=True, slots=True)
class RelistingPage:
    listing: Listing
    valuation: FiledValuation | None
    floor_fen: int | None
    least_fen: int | None
    relistings: Sequence[Relisting]
    value: BaseForm | None
    relist: BaseForm | None
    waits: bool  # for the end of the disclosure, or of a sale


def relisting_page(actor: Actor, number: str, given: Mapping[str, BaseForm] | None = None) -> RelistingPage:
    """The page; `given` are forms that were sent and not taken. Raises Http404."""
    listing, given = sales.listing(actor, number), given or {}
    rules = listing.rule_version
    if listing.unverified or rules is None:
        raise Http404(_("该成果尚未受理。"))
    state_owned = listing.owner_category == OwnerCategory.STATE_FIRM
    ready = found_no_buyer(listing, market_clock.read())
    values, relists = state_owned and may_record_valuation(actor, listing), may_announce(actor, listing)
    return RelistingPage(
        listing=listing,
        valuation=valuation_of(listing),
        floor_fen=floor_of(listing),
        least_fen=least_floor(listing, rules),
        relistings=list(relistings_of(listing)),
        value=(given.get("value") or ValuationForm(prefix="value")) if values else None,
        relist=(given.get("relist") or RelistingForm(prefix="relist")) if relists and ready else None,
        waits=relists and not ready,
    )
