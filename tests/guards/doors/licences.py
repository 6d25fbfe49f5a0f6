"""What stands on rights, offers of licences, licences, their reports and their money."""

from typing import Any

from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import FrozenClock
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import licences as deeds
from tests.guards.doors.rows import Call, door
from tests.licensing.factories import ACCEPTED, DECLARED, TAKEN, TRIAL

REASONS = {"reasons": "示范理由"}


def about(thing: Any, body: Any = None, at: FrozenClock = DECLARED) -> Call:
    return Call({"number": thing.number}, body=body, at=at)


@door("GET listings/<number>/encumbrances")
def encumbrances(cast: Cast) -> Call:
    recorded = deeds.recorded(cast)
    listing = cast.own.listings.get(rights__number=recorded.right_number)
    return Call({"number": listing.number}, finds=recorded.number, at=DECLARED)


@door("POST listings/<number>/encumbrances")
def new_encumbrance(cast: Cast) -> Call:
    given = deeds.record_encumbrance(cast)
    body = {
        "right": given["right"],
        "kind": "pledge",
        "beneficiary": "示范银行",
        "basis": "示范质押登记〔2027〕1 号",
        "agreement": "示范同意书",
        "from_date": "2027-02-01",
        "ends_date": "2028-02-01",
    }
    return about(given["listing"], body)


@door("GET listings/<number>/right-checks")
def right_checks(cast: Cast) -> Call:
    given = deeds.check_right(cast)
    made = catalogue.check_right(actor=cast["SW.off"], **given)
    return Call({"number": given["listing"].number}, finds=made.number, at=DECLARED)


@door("POST listings/<number>/right-checks")
def new_right_check(cast: Cast) -> Call:
    given = deeds.check_right(cast)
    body = {"status": "granted", "register": "示范专利登记簿副本 1 号", "checked_date": "2027-02-26"}
    return about(given["listing"], {"right": given["right"]} | body)


@door("GET rights-to-check")
def rights_to_check(cast: Cast) -> Call:
    return Call(finds=deeds.check_right(cast)["right"], at=DECLARED)


@door("GET listings/<number>/readiness-reviews")
def readiness_reviews(cast: Cast) -> Call:
    given = deeds.record_readiness(cast)
    made = catalogue.record_readiness(actor=cast["SW.off"], **given)
    return Call({"number": given["listing"].number}, finds=made.number, at=DECLARED)


@door("POST listings/<number>/readiness-reviews")
def new_readiness_review(cast: Cast) -> Call:
    body = {"level": 6, "evaluator": "示范评价机构", "paper": "示范评价报告 1 号", "reviewed_date": "2027-02-26"}
    return about(deeds.record_readiness(cast)["listing"], body)


@door("POST encumbrances/<number>/lifting")
def lifting(cast: Cast) -> Call:
    return about(deeds.recorded(cast), {"reason": "示范解除登记"})


@door("GET licence-offers")
def offers(cast: Cast) -> Call:
    return Call(finds=deeds.published(cast, **TRIAL).number, at=DECLARED)


@door("GET licence-offers (one that waits)")
def waiting_offers(cast: Cast) -> Call:
    return Call(finds=deeds.declared(cast).number, at=DECLARED)


@door("POST licence-offers")
def new_offer(cast: Cast) -> Call:
    given = deeds.declare_offer(cast)
    body = {
        "listing": given["listing"].number,
        "right": given["draft"].right,
        "kind": "trial",
        "scope": "示范范围：成渝地区，不限数量。",
        "term_months": 60,
        "base": "net_sales",
        "rate_bp": 300,
        "trigger": money("2000000.00"),
        "trigger_months": 24,
        "retroactive": True,
        "cap": money("600000.00"),
        "report_months": 3,
        "nets_fee": True,
        "evaluation": "",
    }
    return Call(body=body, at=DECLARED)


@door("GET licence-offers/<number>")
def offer(cast: Cast) -> Call:
    return about(deeds.published(cast, **TRIAL))


@door("GET licence-offers/<number> (one that waits)")
def waiting_offer(cast: Cast) -> Call:
    return about(deeds.declared(cast))


@door("POST licence-offers/<number>/publication")
def publication(cast: Cast) -> Call:
    return about(deeds.declared(cast), {"announcement": "示范公告 第 1 号"})


@door("POST licence-offers/<number>/return")
def returned(cast: Cast) -> Call:
    return about(deeds.declared(cast), REASONS)


@door("POST licence-offers/<number>/withdrawal")
def offer_withdrawal(cast: Cast) -> Call:
    return about(deeds.withdraw_offer(cast)["offer"], REASONS)


@door("GET licences")
def licences(cast: Cast) -> Call:
    return Call(finds=deeds.to_own(cast).number, at=ACCEPTED)


@door("POST licences")
def taking(cast: Cast) -> Call:
    offer = deeds.take_licence(cast)["offer"]
    body = {"offer": offer.number, "use": "示范产品", "foreign_link": "none", "via_exchange": "CQ"}
    return Call(body=body, at=TAKEN)


@door("GET licences/<number>")
def licence(cast: Cast) -> Call:
    return about(deeds.to_own(cast), at=ACCEPTED)


@door("POST licences/<number>/screenings")
def screening(cast: Cast) -> Call:
    return about(deeds.unscreened(cast), {**deeds.SCREENED, "permit": ""}, at=TAKEN)


@door("POST licences/<number>/acceptance")
def acceptance(cast: Cast) -> Call:
    return about(deeds.applied(cast), at=ACCEPTED)


@door("POST licences/<number>/refusal")
def refusal(cast: Cast) -> Call:
    return about(deeds.applied(cast), {"answer": "示范理由"}, at=ACCEPTED)


@door("POST licences/<number>/withdrawal")
def withdrawal(cast: Cast) -> Call:
    return about(deeds.notified_by_own(cast), at=TAKEN)


@door("POST licences/<number>/termination")
def termination(cast: Cast) -> Call:
    given = deeds.terminate_licence(cast)
    return about(given["licence"], {"reason": given["reason"]}, at=deeds.BREACHED)


@door("POST licences/<number>/recording")
def recording(cast: Cast) -> Call:
    return about(deeds.to_own(cast), {"note": "示范备案〔2027〕1 号"}, at=ACCEPTED)


@door("POST licences/<number>/files-return")
def files_return(cast: Cast) -> Call:
    given = deeds.return_files(cast)
    return about(given["licence"], {"note": given["note"]}, at=deeds.BREACHED)


@door("POST licence-reports/<number>/sales")
def sales(cast: Cast) -> Call:
    body = {"amount": money("100000.00"), "note": "示范说明"}
    return about(deeds.report_sales(cast)["report"], body, at=deeds.REPORTED)


@door("POST licence-reports/<number>/correction")
def correction(cast: Cast) -> Call:
    body = {"amount": money("90000.00"), "reason": "示范更正"}
    return about(deeds.correct_report(cast)["report"], body, at=deeds.REPORTED)


@door("POST licence-reports/<number>/notice")
def notice(cast: Cast) -> Call:
    return about(deeds.overdue(cast), at=deeds.OVERDUE)


@door("POST licence-charges/<number>/settlement")
def settlement(cast: Cast) -> Call:
    return about(deeds.settle_charge(cast)["charge"], at=TAKEN)
