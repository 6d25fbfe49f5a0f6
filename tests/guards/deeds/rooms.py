"""Papers of a listing of `own`, and its data room, which the stranger asks for."""

from marketplace.catalogue import commands
from marketplace.catalogue.models import Listing, Material, RoomAccess
from tests.catalogue.factories import TODAY, published_listing
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


def lot(cast: Cast) -> Listing:
    return published_listing(lister=cast["own.agt"])


def shown(cast: Cast, level: str = "confidential") -> Material:
    said = {"title": "示范试验记录", "level": level, "file": upload(name="示范试验记录.pdf")}
    return commands.add_material(listing=lot(cast), actor=cast["own.agt"], clock=TODAY, **said)


def asked(cast: Cast, listing: Listing | None = None) -> RoomAccess:
    return commands.ask_access(
        listing=listing or lot(cast), purpose="示范评估", edition=0, actor=cast["str.agt"], clock=TODAY
    )


def granted(cast: Cast) -> RoomAccess:
    access = asked(cast)
    commands.grant_access(access=access, days=30, actor=cast["own.agt"], clock=TODAY)
    return access


@row("catalogue.add_material")
def add_material(cast: Cast) -> Arguments:
    return {"listing": lot(cast), "title": "示范图纸", "level": "registered", "file": upload, "clock": TODAY}


@row("catalogue.take_back_material")
def take_back_material(cast: Cast) -> Arguments:
    return {"material": shown(cast), "clock": TODAY}


@row("catalogue.write_undertaking")
def write_undertaking(cast: Cast) -> Arguments:
    return {"listing": lot(cast), "text": "示范保密承诺", "clock": TODAY}


@row("catalogue.ask_access")
def ask_access(cast: Cast) -> Arguments:
    return {"listing": lot(cast), "purpose": "示范评估", "edition": 0, "clock": TODAY}


@row("catalogue.grant_access")
def grant_access(cast: Cast) -> Arguments:
    return {"access": asked(cast), "days": 30, "clock": TODAY}


@row("catalogue.decline_access")
def decline_access(cast: Cast) -> Arguments:
    return {"access": asked(cast), "reason": "示范理由", "clock": TODAY}


@row("catalogue.revoke_access")
def revoke_access(cast: Cast) -> Arguments:
    return {"access": granted(cast), "reason": "示范理由", "clock": TODAY}
