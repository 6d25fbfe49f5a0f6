"""What comes from other systems, and deals closed elsewhere."""

from typing import Any

from marketplace.network import commands as network
from marketplace.network.models import ExternalDeal, Reading
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.network.factories import CASE, TODAY, deal, deal_draft
from tests.network.factories import conflict as conflict_at_sw

TABLE = "原项目编号,项目名称\nXN-1,示范\n".encode()


@row("network.bring_in")
def bring_in(cast: Cast) -> Arguments:
    return {"exchange": "SW", "kind": "case", "rows": lambda: [(2, CASE)], "clock": TODAY}


def conflict(cast: Cast) -> Reading:
    return conflict_at_sw(by=cast["SW.off"])


@row("network.keep_ours")
def keep_ours(cast: Cast) -> Arguments:
    return {"reading": conflict(cast), "reason": "示范理由", "clock": TODAY}


@row("network.take_theirs")
def take_theirs(cast: Cast) -> Arguments:
    return keep_ours(cast)


def file_of(name: str = "a.csv") -> Any:
    return upload(TABLE, name)


@row("network.receive_transfer")
def receive_transfer(cast: Cast) -> Arguments:
    return {"upload": file_of, "exchange": "SW", "kind": "case", "clock": TODAY}


@row("network.start_transfer")
def start_transfer(cast: Cast) -> Arguments:
    given = {"upload": file_of(), "exchange": "SW", "kind": "case", "clock": TODAY}
    return {"transfer": network.receive_transfer(actor=cast["SW.off"], **given), "clock": TODAY}


@row("network.register_deal")
def register_deal(cast: Cast) -> Arguments:
    return {"draft": deal_draft(), "exchange": "SW", "evidence": upload, "clock": TODAY}


def told(cast: Cast) -> ExternalDeal:
    """A deal that `own` told SW of."""
    return deal(by=cast["own.agt"])


@row("network.correct_deal")
def correct_deal(cast: Cast) -> Arguments:
    return {"deal": told(cast), "draft": deal_draft(title="示范更正"), "clock": TODAY}


@row("network.check_deal")
def check_deal(cast: Cast) -> Arguments:
    return {"deal": told(cast), "clock": TODAY}


@row("network.check_deal (of who entered it)")
def check_own_deal(cast: Cast) -> Arguments:
    return {"deal": deal(by=cast["SW.did"]), "clock": TODAY}


@row("network.send_back_deal")
def send_back_deal(cast: Cast) -> Arguments:
    return {"deal": told(cast), "reason": "示范原因", "clock": TODAY}


__all__ = ["conflict", "file_of", "start_transfer", "told"]
