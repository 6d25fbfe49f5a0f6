"""The registration of technology contracts."""

from marketplace.registry import commands
from marketplace.registry.models import Change
from tests.files.factories import stored, upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, OfWhoTries, row
from tests.registry import factories as registry
from tests.registry.factories import TODAY

SMALL = {"total_fen": 1_000_000_00, "items": ()}


@row("registry.draft_filing")
def draft_filing(cast: Cast) -> Arguments:
    return {"draft": registry.draft(), "exchange": "SW", "clock": TODAY}


@row("registry.edit_filing")
def edit_filing(cast: Cast) -> Arguments:
    return {"filing": registry.drafted(cast["own.agt"]), "draft": registry.draft(), "clock": TODAY}


@row("registry.hand_in_paper")
def hand_in_paper(cast: Cast) -> Arguments:
    filing = registry.drafted(cast["own.agt"])
    return {"filing": filing, "purpose": "contract", "upload": upload, "clock": TODAY}


@row("registry.attach_paper")
def attach_paper(cast: Cast) -> Arguments:
    filing = registry.drafted(cast["own.agt"])
    return {"filing": filing, "purpose": "contract", "file": OfWhoTries(stored), "clock": TODAY}


@row("registry.submit_filing")
def submit_filing(cast: Cast) -> Arguments:
    return {"filing": registry.ready(cast["own.agt"]), "clock": TODAY}


@row("registry.withdraw_filing")
def withdraw_filing(cast: Cast) -> Arguments:
    return {"filing": registry.submitted(cast["own.agt"]), "reason": "示范原因", "clock": TODAY}


@row("registry.accept_filing")
def accept_filing(cast: Cast) -> Arguments:
    return {"filing": registry.submitted(cast["own.agt"]), "clock": TODAY}


@row("registry.return_filing")
def return_filing(cast: Cast) -> Arguments:
    return {"filing": registry.submitted(cast["own.agt"]), "reason": "示范原因", "clock": TODAY}


@row("registry.record_opinion")
def record_opinion(cast: Cast) -> Arguments:
    filing = registry.accepted(cast["own.agt"], by=cast["SW.did"])
    return {"filing": filing, "clock": TODAY, **registry.opinion()}


@row("registry.register_filing")
def register_filing(cast: Cast) -> Arguments:
    return {"filing": registry.reviewed(cast["own.agt"], by=cast["SW.did"]), "clock": TODAY}


@row("registry.refuse_filing")
def refuse_filing(cast: Cast) -> Arguments:
    filing = registry.reviewed(cast["own.agt"], by=cast["SW.did"])
    return {"filing": filing, "reason": "示范原因", "clock": TODAY}


@row("registry.propose_change")
def propose_change(cast: Cast) -> Arguments:
    filing = registry.registered(cast["own.agt"])
    return {"filing": filing, "kind": "cancellation", "reason": "示范原因", "relief_used": True, "clock": TODAY}


def proposed(cast: Cast) -> Change:
    return commands.propose_change(actor=cast["own.agt"], **propose_change(cast))


@row("registry.decide_change")
def decide_change(cast: Cast) -> Arguments:
    return {"change": proposed(cast), "approved": True, "clock": TODAY}


@row("registry.state_tax_facts")
def state_tax_facts(cast: Cast) -> Arguments:
    return {"filing": registry.submitted(cast["own.agt"]), "facts": registry.facts(), "clock": TODAY}
