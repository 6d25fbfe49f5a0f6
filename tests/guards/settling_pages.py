"""Pages of a price in parts, a default and a refund; a form about money is confirmed as it was shown."""

from dataclasses import replace
from typing import Any

from marketplace.portal.looking import seal_of
from tests.guards.deeds import sales
from tests.guards.doors import DOORS

PLAN = {
    "rows": "2",
    "amount_0": "1350000.00",
    "amount_1": "1650000.00",
    "months_1": "6",
    "security": "guarantee",
    "security_note": "示范担保公司保证",
    "interest": "3.6",
}
REFUND = {"kind": "refund_seller", "reason": "示范：交易无效"}
REASON = {"reason": "示范：证据不足"}


def sent(door: str, form: dict[str, str] | None, given: Any = None) -> Any:
    """About the same thing as an endpoint; `given` is what was shown before."""
    confirm = {} if given is None else {"confirm": seal_of(given)}
    body = None if form is None else form | confirm
    return lambda cast: replace(DOORS[door](cast), body=body, query="", finds="")


PROPOSED = {"parts": sales.parcels(), **sales.SECURED}
ACCUSED = {**sales.ACCUSED, "costs_fen": 8_000_00}
SETTLING_PAGES = {
    "GET sales/<number>/settlement/plan/": sent("POST sales/<number>/contract/instalments", None),
    "POST sales/<number>/settlement/plan/": sent("POST sales/<number>/contract/instalments", PLAN, PROPOSED),
    "POST sales/<number>/settlement/plan/withdraw/": sent("POST sales/<number>/contract/instalment-withdrawals", {}),
    "POST instalments/<number>/settle/": sent("POST instalments/<number>/settlements", {}),
    "POST instalments/<number>/demand/": sent("POST instalments/<number>/demands", {}),
    "GET sales/<number>/settlement/default/": sent("POST sales/<number>/defaults", None),
    "POST sales/<number>/settlement/default/": sent(
        "POST sales/<number>/defaults", {**sales.ACCUSED, "costs": "8000.00"}, ACCUSED
    ),
    "POST defaults/<number>/declare/": sent("POST defaults/<number>/declarations", {}),
    "POST defaults/<number>/reject/": sent("POST defaults/<number>/rejections", REASON),
    "POST defaults/<number>/conclude/": sent("POST defaults/<number>/conclusions", {}),
    "GET sales/<number>/settlement/unwinding/": sent("POST sales/<number>/unwindings", None),
    "POST sales/<number>/settlement/unwinding/": sent("POST sales/<number>/unwindings", REFUND, REFUND),
    "POST unwindings/<number>/approve/": sent("POST unwindings/<number>/approvals", {}),
    "POST unwindings/<number>/reject/": sent("POST unwindings/<number>/rejections", REASON),
}
