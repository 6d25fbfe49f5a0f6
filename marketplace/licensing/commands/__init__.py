"""Every write about licences."""

from marketplace.licensing.commands.charging import confirm_charge, confirm_licensor_fee, settle_charge
from marketplace.licensing.commands.ending import (
    end_due_licence,
    give_notice,
    note_breach,
    note_overdue_charge,
    note_overdue_report,
    return_files,
    terminate_licence,
)
from marketplace.licensing.commands.granting import (
    accept_licence,
    note_record,
    refuse_licence,
    take_licence,
    withdraw_licence,
)
from marketplace.licensing.commands.offering import declare_offer, publish_offer, return_offer, withdraw_offer
from marketplace.licensing.commands.receiving import confirm_licence_money
from marketplace.licensing.commands.reporting import correct_report, report_sales
from marketplace.licensing.commands.screening_licensees import screen_licensee

__all__ = [
    "accept_licence",
    "confirm_charge",
    "confirm_licence_money",
    "confirm_licensor_fee",
    "correct_report",
    "declare_offer",
    "end_due_licence",
    "give_notice",
    "note_breach",
    "note_overdue_charge",
    "note_overdue_report",
    "note_record",
    "publish_offer",
    "refuse_licence",
    "report_sales",
    "return_files",
    "return_offer",
    "screen_licensee",
    "settle_charge",
    "take_licence",
    "terminate_licence",
    "withdraw_licence",
    "withdraw_offer",
]
