"""What comes from other systems, and deals closed elsewhere."""

from tests.files.factories import stored
from tests.guards.cast import Cast
from tests.guards.deeds import network
from tests.guards.doors.rows import Call, door
from tests.network.factories import CASE, brought_in, deal

DEAL = {
    "exchange": "SW",
    "contract_number": "HT-1",
    "title": "示范检测方法",
    "method": "assignment",
    "amount": {"amount": "1250000.00", "currency": "CNY"},
    "deal_date": "2026-02-20",
    "seller": "示范大学",
    "seller_region": "510100",
    "buyer": "示范公司",
    "buyer_region": "500000",
}


@door("GET exchanges/<exchange>/records")
def records(cast: Cast) -> Call:
    brought_in("case", [CASE], by=cast["SW.off"])
    return Call({"exchange": "SW"}, finds=CASE["原项目编号"])


@door("POST exchanges/<exchange>/records")
def bring_in(cast: Cast) -> Call:
    return Call({"exchange": "SW"}, body={"kind": "case", "rows": [{"原项目编号": "XN-1", "项目名称": "示范"}]})


@door("GET exchanges/<exchange>/conflicts")
def conflicts(cast: Cast) -> Call:
    return Call({"exchange": "SW"}, finds=network.conflict(cast).number)


@door("POST conflicts/<number>/decision")
def decision(cast: Cast) -> Call:
    return Call({"number": network.conflict(cast).number}, body={"take": "theirs", "reason": "示范理由"})


@door("GET exchanges/<exchange>/exports/<kind>")
def exported(cast: Cast) -> Call:
    return Call({"exchange": "SW", "kind": "case"})


@door("GET external-deals")
def deals(cast: Cast) -> Call:
    return Call(finds=network.told(cast).number)


@door("POST external-deals")
def register(cast: Cast) -> Call:
    return Call(body=DEAL | {"evidence": ""})


@door("POST external-deals (with evidence)")
def register_with_evidence(cast: Cast) -> Call:
    return Call(body=DEAL | {"evidence": stored(cast["own.agt"]).number})


@door("GET external-deals/<number>")
def detail(cast: Cast) -> Call:
    return Call({"number": network.told(cast).number})


@door("POST external-deals/<number>/check")
def check(cast: Cast) -> Call:
    return Call({"number": network.told(cast).number})


@door("POST external-deals/<number>/return")
def send_back(cast: Cast) -> Call:
    return Call({"number": deal(by=cast["own.agt"]).number}, body={"reason": "示范原因"})
