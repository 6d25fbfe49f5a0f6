"""Rows of the pages of licences and of what stands on rights."""

from collections.abc import Callable
from typing import Any

from marketplace.core.clock import FrozenClock
from tests.guards.cast import Cast
from tests.guards.deeds import licences as deeds
from tests.guards.doors import Call
from tests.licensing.factories import ACCEPTED, DECLARED, TAKEN, TRIAL

Page = Callable[[Cast], Call]
REASONS = {"reasons": "示范理由"}
LOOKED_UP = {"check-status": "granted", "check-register": "示范专利登记簿副本 1 号", "check-checked_date": "2027-02-26"}
REVIEWED = {
    "readiness-level": "6",
    "readiness-evaluator": "示范评价机构",
    "readiness-paper": "示范评价报告 1 号",
    "readiness-reviewed_date": "2027-02-26",
}
BASIS = {"basis": "示范质押登记〔2027〕1 号", "from_date": "2027-02-01", "kind": "pledge"}
TERMS = {
    "kind": "trial",
    "scope": "示范范围",
    "term_months": "60",
    "base": "net_sales",
    "rate_bp": "300",
    "report_months": "3",
    "trigger": "200万",
    "trigger_months": "24",
    "cap": "600000",
    "retroactive": "on",
    "nets_fee": "on",
}


def about(make: Callable[[Cast], Any], form: Any = None, at: FrozenClock = DECLARED) -> Page:
    return lambda cast: Call({"number": make(cast).number}, body=form, at=at)


def of(make: Callable[[Cast], dict[str, Any]], name: str, form: Any = None, at: FrozenClock = DECLARED) -> Page:
    """The page of what a command's row makes under this name."""
    return about(lambda cast: make(cast)[name], form, at)


def encumber(cast: Cast) -> Call:
    given = deeds.record_encumbrance(cast)
    return Call({"number": given["listing"].number}, body=BASIS | {"right": given["right"]}, at=DECLARED)


def check(cast: Cast) -> Call:
    given = deeds.check_right(cast)
    return Call({"number": given["listing"].number}, body=LOOKED_UP | {"check-right": given["right"]}, at=DECLARED)


def lift(cast: Cast) -> Call:
    recorded = deeds.recorded(cast)
    listing = cast.own.listings.get(rights__number=recorded.right_number)
    params = {"number": listing.number, "encumbrance": recorded.number}
    return Call(params, body={"reason": "示范解除登记"}, at=DECLARED)


def declare(form: Any = None) -> Page:
    def call(cast: Cast) -> Call:
        given = deeds.declare_offer(cast)
        body = form and form | {"right": given["draft"].right}
        return Call({"listing": given["listing"].number}, body=body, at=DECLARED)

    return call


LICENCE_PAGES: dict[str, Page] = {
    "GET listings/<number>/encumbrances/": of(deeds.record_encumbrance, "listing"),
    "POST listings/<number>/encumbrances/": encumber,
    "POST listings/<number>/encumbrances/<encumbrance>/lift/": lift,
    "GET listings/<number>/checks/": of(deeds.check_right, "listing"),
    "POST listings/<number>/checks/": check,
    "POST listings/<number>/checks/readiness/": of(deeds.record_readiness, "listing", REVIEWED),
    "GET rights/to-check/": lambda cast: Call(at=DECLARED),
    "GET licences/offers/": lambda cast: Call(at=DECLARED),
    "GET licences/offers/new/<listing>/": declare(),
    "POST licences/offers/new/<listing>/": declare(TERMS),
    "GET licences/offers/<number>/": about(lambda cast: deeds.published(cast, **TRIAL)),
    "GET licences/offers/<number>/ (one that waits)": about(deeds.declared),
    "POST licences/offers/<number>/publish/": about(deeds.declared_open, {"announcement": "示范公告 第 1 号"}),
    "POST licences/offers/<number>/publish/ (a trial)": about(deeds.declared, {}),
    "POST licences/offers/<number>/return/": about(deeds.declared, REASONS),
    "POST licences/offers/<number>/withdraw/": of(deeds.withdraw_offer, "offer", REASONS),
    "POST licences/offers/<number>/take/": of(
        deeds.take_licence, "offer", {"use": "示范产品", "foreign_link": "none", "via_exchange": ""}, TAKEN
    ),
    "GET licences/": lambda cast: Call(at=DECLARED),
    "GET licences/<number>/": about(deeds.to_own, at=ACCEPTED),
    "GET licences/<number>/ (one that waits)": about(deeds.applied, at=ACCEPTED),
    "GET licences/<number>/ (one to screen)": about(deeds.unscreened, at=TAKEN),
    "POST licences/<number>/screen/": about(deeds.unscreened, {**deeds.SCREENED, "permit": ""}, TAKEN),
    "POST licences/<number>/accept/": about(deeds.applied, {}, ACCEPTED),
    "POST licences/<number>/refuse/": about(deeds.applied, {"answer": "示范理由"}, ACCEPTED),
    "POST licences/<number>/withdraw/": about(deeds.notified_by_own, {}, TAKEN),
    "POST licences/<number>/terminate/": of(deeds.terminate_licence, "licence", {"reason": "示范理由"}, deeds.BREACHED),
    "POST licences/<number>/record/": about(deeds.to_own, {"note": "示范备案〔2027〕1 号"}, ACCEPTED),
    "POST licences/<number>/files/": of(deeds.return_files, "licence", {"note": "示范技术资料"}, deeds.BREACHED),
    "POST licences/reports/<number>/": of(
        deeds.report_sales, "report", {"amount": "100000", "note": ""}, deeds.REPORTED
    ),
    "POST licences/reports/<number>/correct/": of(
        deeds.correct_report, "report", {"amount": "90000", "reason": "示范更正"}, deeds.REPORTED
    ),
    "POST licences/reports/<number>/notice/": about(deeds.overdue, {}, deeds.OVERDUE),
    "POST licences/charges/<number>/settle/": of(deeds.settle_charge, "charge", {}, TAKEN),
}
