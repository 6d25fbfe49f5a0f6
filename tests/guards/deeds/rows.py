"""How a row is written, and which commands need none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from tests.guards.cast import Cast

Arguments = dict[str, Any]
Row = Callable[[Cast], Arguments]

DEEDS: dict[str, Row] = {}


@dataclass(frozen=True)
class OfWhoTries:
    """An argument that whoever tries brings along, such as a paper he has handed in."""

    make: Callable[[Actor], Any]


# Commands that ask nobody: the command above them has asked, in its own words. No page and no endpoint calls one of them.
ASK_NOBODY = {
    "agency.freeze_attributions": "a step of trading's commands",
    "agency.propose_attribution": "a step of trading's commands",
    "accounts.mark_overdue": "the sweep",
    "accounts.remind_expiring": "the sweep",
    "agency.remind_due_annuities": "the sweep",
    "audit.erase": "for whoever handles a request for erasure, which no area does yet",
    "audit.record": "the log line of a command that has asked",
    "audit.record_many": "the log lines of a command that has asked",
    "catalogue.close_due_needs": "the sweep",
    "catalogue.release_listing": "a step of trading's commands",
    "catalogue.reserve_listing": "a step of trading's commands",
    "catalogue.disclose_anew": "a step of trading's commands",
    "catalogue.sell_listing": "a step of trading's commands",
    "documents.archive_index": "a step of the desk's archiving, and of reports",
    "documents.issue": "a step of the desk's and trading's commands",
    "documents.issue_or_log": "the same",
    "documents.reissue": "a step of a correction, which has four eyes",
    "documents.revoke": "a step of a correction, which has four eyes",
    "contracts.draft": "a step of the deal's own command",
    "contracts.end_noticed": "the sweep; nobody objected in the days of R-SET-03",
    "contracts.lapse_deed": "a step of the deal's own command",
    "contracts.note_overdue": "the sweep; it notes what has happened, whoever calls",
    "contracts.note_paid": "a step of the deal's own command",
    "contracts.pursue_silence": "the sweep; what follows on silence stands in the contract",
    "contracts.redraft": "a step of the deal's own command",
    "contracts.remind_step": "the sweep; it reminds, whoever calls",
    "contracts.sign_deed": "a step of the deal's own command, which asks who signs for whom",
    "desk.pass_stage": "a step of trading's commands",
    "desk.prolong_offer": "a step of trading's commands",
    "fees.quote": "a step of trading's commands",
    "jobs.enqueue": "the beginning of a command that has asked",
    "jobs.start": "the beginning of a command that has asked",
    "ledger.apply_hold": "a step of trading's commands",
    "ledger.forfeit": "a step of trading's commands",
    "ledger.hold": "a step of trading's commands",
    "ledger.post": "a step of the commands that book",
    "ledger.release": "a step of trading's commands",
    "ledger.reverse": "a step of the commands that book",
    "matching.count_quality": "the nightly task; it counts what was said, whoever calls",
    "matching.keep_ranking": "the nightly task; it keeps what was learned, whoever calls",
    "matching.lapse": "a follower of the log",
    "matching.note_contract": "a step of trading's and commissioning's commands",
    "matching.raise_silence": "the sweep; it notes that nobody has acted, whoever calls (R-MAT-01)",
    "matching.propose": "a follower of the log, and runs",
    "registry.end_with_contract": "a follower of the log",
    "registry.mark_overdue_filings": "the sweep",
    "reporting.note_execution": "a follower of the log",
    "reporting.note_look": "the middleware, after each page that a supervisor was shown",
    "reporting.raise_alerts": "a follower of the log",
    "trading.note_payment_overdue": "the sweep; it notes what has happened, whoever calls (R-SET-04)",
    "trading.attend_silence": "the sweep; silence ends a negotiation, whoever calls (R-PRI-01)",
    "trading.end_due_negotiation": "the sweep; it makes the deal that anybody concerned could make (R-PRI-04)",
    "trading.ask_for": "a step of licensing's and commissioning's commands",
    "trading.give_back": "a step of commissioning's commands",
    "trading.pass_on": "a step of licensing's and commissioning's commands",
    "trading.quote_growth": "a step of licensing's and commissioning's commands",
    "trading.close_sale": "the sweep; at the same time it does the same, whoever calls (R-BID-07)",
    "trading.reissue_certificate": "a step of a correction, which has four eyes",
    "cashier.report_suspense": "the sweep; it notes what has happened, whoever calls (R-SET-08)",
    "rulebook.note_missed_limit": "the sweep",
    "rulebook.note_near_limit": "the sweep",
    "trading.watch_listing": "the sweep; it does what stands on the rights leads to, whoever calls (R-LST-06)",
    "desk.halt_offer": "a part of trading's commands, which have found why",
    "trading.attend_round": "the sweep; it notes what time has brought, whoever calls (R-BID-15)",
    "trading.lapse_forfeiture": "the sweep; nobody has decided in time, and the deposit goes back (R-BID-04)",
    "trading.note_overdue": "the sweep; it notes what has happened, whoever calls (R-SET-04)",
    "trading.open_sale": "the sweep; nothing depends on when it runs (R-BID-07)",
}


def row(name: str) -> Callable[[Row], Row]:
    """`@row("area.command")`, or `@row("area.command (case)")` for a second one of the same command.

    A row makes the arguments, without the actor, with which those who may can do it; a value that is called makes a new
    one for each try.
    """

    def keep(make: Row) -> Row:
        assert name not in DEEDS
        DEEDS[name] = make
        return make

    return keep
