"""What stands on rights, offers of licences, licences, their reports and their money."""

from datetime import date
from itertools import count

from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Encumbrance
from marketplace.core.clock import frozen
from marketplace.licensing import commands
from marketplace.licensing.models import Charge, Licence, Offer, SalesReport
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import ASK_NOBODY, Arguments, row
from tests.licensing import factories as licences
from tests.licensing.factories import ACCEPTED, DECLARED, OPEN, TAKEN, TRIAL

REPORTED = frozen("2027-07-05T10:00:00")
OVERDUE = frozen("2027-07-16T10:00:00")
BREACHED = frozen("2027-08-02T10:00:00")
ROYALTY = {
    "kind": "open",
    "scope": "示范范围",
    "term_months": 36,
    "base": "net_sales",
    "rate_bp": 300,
    "report_months": 3,
}
line = count(1)

ASK_NOBODY.update(
    {
        "catalogue.keep_version": "a step of the commands that change a listing",
        "catalogue.encumber": "a step of commands that have asked, its own and licensing's",
        "licensing.end_due_licence": "the sweep; a term that is over ends a licence, whoever calls (R-LIC-06)",
        "licensing.note_breach": "the sweep; it notes what has happened, whoever calls (R-LIC-07)",
        "licensing.note_overdue_charge": "the sweep; the same",
        "licensing.note_overdue_report": "the sweep; the same",
    }
)


@row("catalogue.record_encumbrance")
def record_encumbrance(cast: Cast) -> Arguments:
    listing = published_listing(lister=cast["own.agt"])
    pledge = {"kind": "pledge", "basis": "示范质押登记〔2027〕1 号", "from_date": date(2027, 2, 1)}
    return {"listing": listing, "right": listing.rights.get().number, **pledge, "clock": DECLARED}


def recorded(cast: Cast) -> Encumbrance:
    return catalogue.record_encumbrance(actor=cast["SW.did"], **record_encumbrance(cast))


@row("catalogue.lift_encumbrance")
def lift_encumbrance(cast: Cast) -> Arguments:
    return {"encumbrance": recorded(cast), "reason": "示范解除登记", "clock": DECLARED}


@row("catalogue.check_right")
def check_right(cast: Cast) -> Arguments:
    listing = published_listing(lister=cast["own.agt"])
    looked_up = {"status": "granted", "register": "示范专利登记簿副本 1 号", "checked_date": date(2027, 2, 26)}
    return {"listing": listing, "right": listing.rights.get().number, **looked_up, "clock": DECLARED}


@row("catalogue.record_readiness")
def record_readiness(cast: Cast) -> Arguments:
    listing = published_listing(lister=cast["own.agt"])
    review = {"level": 6, "evaluator": "示范评价机构", "paper": "示范评价报告 1 号", "reviewed_date": date(2027, 2, 26)}
    return {"listing": listing, **review, "clock": DECLARED}


@row("licensing.declare_offer")
def declare_offer(cast: Cast) -> Arguments:
    listing = licences.licensable(lister=cast["own.agt"])
    return {"listing": listing, "draft": licences.offer_draft(listing, **TRIAL), "clock": DECLARED}


def declared(cast: Cast) -> Offer:
    return commands.declare_offer(actor=cast["own.agt"], **declare_offer(cast))


def declared_open(cast: Cast) -> Offer:
    return licences.declared(licences.licensable(lister=cast["own.agt"]), **OPEN)


def published(cast: Cast, **terms: object) -> Offer:
    return licences.published(licences.licensable(lister=cast["own.agt"]), **terms)


@row("licensing.publish_offer")
def publish_offer(cast: Cast) -> Arguments:
    return {"offer": declared(cast), "clock": DECLARED}


@row("licensing.return_offer")
def return_offer(cast: Cast) -> Arguments:
    return {"offer": declared(cast), "reasons": "示范理由", "clock": DECLARED}


@row("licensing.withdraw_offer")
def withdraw_offer(cast: Cast) -> Arguments:
    return {"offer": published(cast, **OPEN), "reasons": "示范理由", "clock": DECLARED}


@row("licensing.take_licence")
def take_licence(cast: Cast) -> Arguments:
    return {"offer": published(cast, **OPEN), "use": "示范产品", "foreign_link": "none", "clock": TAKEN}


def applied(cast: Cast) -> Licence:
    """Of a small firm that stands outside the cast, so that the licensee's rights are tried by `own`'s open licences."""
    return licences.taken(published(cast, **TRIAL))


def in_force(cast: Cast) -> Licence:
    """A licence that `str` took, by reports; in force from 2027-03-31."""
    return licences.taken(published(cast, **ROYALTY), by=cast["str.agt"])


def to_own(cast: Cast) -> Licence:
    """A licence that `own` took of another's right, by reports."""
    return licences.taken(licences.published(**ROYALTY), by=cast["own.agt"])


FOREIGN = {"foreign_link": "party", "declaration": "示范：境外主体"}
SCREENED = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范：不在目录内"}


def unscreened(cast: Cast) -> Licence:
    """A licence of `own`'s terms that waits for its screening."""
    offer = licences.published(licences.licensable(lister=cast["own.agt"]), **OPEN)
    return commands.take_licence(offer=offer, use="示范产品", actor=licences.small_firm(), clock=TAKEN, **FOREIGN)


@row("licensing.screen_licensee")
def screen_licensee(cast: Cast) -> Arguments:
    return {"licence": unscreened(cast), "clock": TAKEN, **SCREENED}


@row("licensing.accept_licence")
def accept_licence(cast: Cast) -> Arguments:
    return {"licence": applied(cast), "clock": ACCEPTED}


@row("licensing.refuse_licence")
def refuse_licence(cast: Cast) -> Arguments:
    return {"licence": applied(cast), "answer": "示范理由", "clock": ACCEPTED}


def notified_by_own(cast: Cast) -> Licence:
    return licences.taken(licences.published(**OPEN), by=cast["own.agt"])


@row("licensing.withdraw_licence")
def withdraw_licence(cast: Cast) -> Arguments:
    return {"licence": notified_by_own(cast), "clock": TAKEN}


@row("licensing.note_record")
def note_record(cast: Cast) -> Arguments:
    return {"licence": in_force(cast), "note": "示范备案〔2027〕1 号", "clock": ACCEPTED}


def expected(licence: Licence) -> SalesReport:
    return licence.reports.get(state="expected")


@row("licensing.report_sales")
def report_sales(cast: Cast) -> Arguments:
    return {"report": expected(to_own(cast)), "amount_fen": 100_000_00, "clock": REPORTED}


@row("licensing.correct_report")
def correct_report(cast: Cast) -> Arguments:
    reported = commands.report_sales(actor=cast["own.agt"], **report_sales(cast))
    return {"report": reported, "amount_fen": 90_000_00, "reason": "示范更正", "clock": REPORTED}


def overdue(cast: Cast) -> SalesReport:
    report = expected(in_force(cast))
    commands.note_overdue_report(report=report, actor=cast["system"], clock=OVERDUE)
    return report


@row("licensing.give_notice")
def give_notice(cast: Cast) -> Arguments:
    return {"report": overdue(cast), "clock": OVERDUE}


@row("licensing.terminate_licence")
def terminate_licence(cast: Cast) -> Arguments:
    report = commands.give_notice(actor=cast["SW.off"], **give_notice(cast))
    commands.note_breach(report=report, actor=cast["system"], clock=BREACHED)
    return {"licence": report.licence, "reason": "经通知仍未报告", "clock": BREACHED}


@row("licensing.return_files")
def return_files(cast: Cast) -> Arguments:
    ended = commands.terminate_licence(actor=cast["own.agt"], **terminate_licence(cast))
    return {"licence": ended, "note": "示范技术资料全套", "clock": BREACHED}


def due(cast: Cast, **terms: object) -> Charge:
    """What `str` owes to `own` for an open licence."""
    return licences.taken(published(cast, **OPEN | terms), by=cast["str.agt"]).charges.get()


def arrived(charge: Charge) -> Arguments:
    return {
        "payer_name": charge.licence.licensee.name,
        "bank_reference": f"示范流水 {next(line)}",
        "amount_fen": charge.due_fen,
        "clock": TAKEN,
    }


@row("licensing.confirm_charge")
def confirm_charge(cast: Cast) -> Arguments:
    charge = due(cast)
    return {"charge": charge, **arrived(charge)}


@row("licensing.confirm_licensor_fee")
def confirm_licensor_fee(cast: Cast) -> Arguments:
    charge = due(cast, nets_fee=False)
    fee = {"payer_name": cast.own.name, "amount_fen": charge.licensor_fee_fen}
    return {"charge": charge, **arrived(charge), **fee}


@row("licensing.confirm_licence_money")
def confirm_licence_money(cast: Cast) -> Arguments:
    charge = due(cast)
    return {"kind": "licence_fee", "number": charge.number, **arrived(charge)}


@row("licensing.settle_charge")
def settle_charge(cast: Cast) -> Arguments:
    confirmed = commands.confirm_charge(actor=cast["SW.did"], **confirm_charge(cast))
    return {"charge": confirmed, "clock": TAKEN}
