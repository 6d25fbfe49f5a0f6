"""Who reads the papers of a unit's decision and notice: whoever sees inside the listing; and those of its data room, by level."""

from accounts.actor import Actor
from marketplace.catalogue.models import Decision, InHouseNotice, Material
from marketplace.catalogue.rooms import may_read_material
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.clock import market_clock
from marketplace.files.access import guard


@guard("decision")
def may_read_decision(actor: Actor, number: str) -> bool:
    found = Decision.objects.select_related("listing__lister").filter(number=number).first()
    return found is not None and may_see_inside(actor, found.listing)


@guard("inhousenotice")
def may_read_in_house_notice(actor: Actor, number: str) -> bool:
    found = InHouseNotice.objects.select_related("decision__listing__lister").filter(number=number).first()
    return found is not None and may_see_inside(actor, found.decision.listing)


@guard("material")
def may_read_paper_of_listing(actor: Actor, number: str) -> bool:
    found = Material.objects.select_related("listing__lister").filter(number=number).first()
    return found is not None and may_read_material(actor, found, market_clock.read())
