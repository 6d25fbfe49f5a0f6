"""What a venue must be able to do for a listing (R-LST-11)."""

from collections.abc import Mapping

from marketplace.catalogue.models import Listing, StateLevel
from marketplace.rulebook.models import CapabilityCode

OF_STATE_ASSETS: Mapping[str, CapabilityCode] = {
    StateLevel.CENTRAL: CapabilityCode.STATE_ASSETS_CENTRAL,
    StateLevel.PROVINCIAL: CapabilityCode.STATE_ASSETS_PROVINCIAL,
}


def capabilities_needed(listing: Listing) -> list[CapabilityCode]:
    """To display it; and to trade state assets of its level, if it belongs to a state firm."""
    state = [OF_STATE_ASSETS[listing.state_level]] if listing.state_level else []
    return [CapabilityCode.DISPLAY, *state]
