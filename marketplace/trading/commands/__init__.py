"""Every write of the trading area: a file per noun."""

from marketplace.trading.commands.announcements import announce_sale
from marketplace.trading.commands.attending import attend_round
from marketplace.trading.commands.attributions import attribute_sale
from marketplace.trading.commands.bids import Receipt, place_bid
from marketplace.trading.commands.certificates import issue_certificate
from marketplace.trading.commands.closing import close_sale
from marketplace.trading.commands.commissions import (
    agree_commission,
    decline_commission,
    propose_commission,
    withdraw_commission,
)
from marketplace.trading.commands.concluding import conclude_negotiation, end_due_negotiation
from marketplace.trading.commands.contracts import sign_contract
from marketplace.trading.commands.contributions import record_paid_in, record_transfer
from marketplace.trading.commands.defaults import conclude_default, declare_default, propose_default, reject_default
from marketplace.trading.commands.deposits import confirm_deposit, return_deposits
from marketplace.trading.commands.envelopes import MOST_FILES, EnvelopeReceipt, open_own_envelope, seal_envelope
from marketplace.trading.commands.forfeitures import (
    answer_forfeiture,
    approve_forfeiture,
    lapse_forfeiture,
    propose_forfeiture,
    reject_forfeiture,
)
from marketplace.trading.commands.halting import watch_listing
from marketplace.trading.commands.instalments import confirm_instalment, settle_instalment
from marketplace.trading.commands.invitations import (
    allow_invitations,
    decline_invitation,
    invite_firms,
    stop_invitations,
)
from marketplace.trading.commands.leaving import withdraw_registration
from marketplace.trading.commands.matching_price import match_price
from marketplace.trading.commands.negotiations import open_negotiation, screen_negotiation, withdraw_negotiation
from marketplace.trading.commands.netting import choose_netting, confirm_seller_fee
from marketplace.trading.commands.offers import accept_offer, make_offer
from marketplace.trading.commands.opening import open_sale
from marketplace.trading.commands.opening_keys import approve_opening_key, register_opening_key, retire_opening_key
from marketplace.trading.commands.overdue import demand_instalment, demand_payment, note_overdue, note_payment_overdue
from marketplace.trading.commands.pausing import pause_sale, resume_sale
from marketplace.trading.commands.payments import confirm_payment
from marketplace.trading.commands.planning import propose_instalments, withdraw_instalments
from marketplace.trading.commands.priority import (
    identify_priority_holder,
    notify_priority_holder,
    record_priority_holder,
    waive_priority,
)
from marketplace.trading.commands.publicities import dismiss_objection, object_to_notice, uphold_objection
from marketplace.trading.commands.qualifying import confirm_qualification, give_opinion, refuse_qualification
from marketplace.trading.commands.receiving import confirm_expected
from marketplace.trading.commands.registrations import register_bidder
from marketplace.trading.commands.relisting import record_valuation, relist_listing
from marketplace.trading.commands.schemes import CriterionDraft, approve_scheme, draft_scheme, reject_scheme
from marketplace.trading.commands.scoring import confirm_scores, enter_scores
from marketplace.trading.commands.screening_bidders import screen_bidder
from marketplace.trading.commands.sealed_terms import SealedDraft
from marketplace.trading.commands.settlements import settle_sale
from marketplace.trading.commands.silence import attend_silence
from marketplace.trading.commands.supplementing import supplement_statement
from marketplace.trading.commands.unsealing import hand_in_shares
from marketplace.trading.commands.unwinding import approve_unwinding, propose_unwinding, reject_unwinding
from marketplace.trading.commands.withdrawing import withdraw_sale
from marketplace.trading.queries.plans import Parcel

__all__ = [
    "MOST_FILES",
    "CriterionDraft",
    "EnvelopeReceipt",
    "Parcel",
    "Receipt",
    "SealedDraft",
    "accept_offer",
    "agree_commission",
    "allow_invitations",
    "announce_sale",
    "answer_forfeiture",
    "approve_forfeiture",
    "approve_opening_key",
    "approve_scheme",
    "approve_unwinding",
    "attend_round",
    "attend_silence",
    "attribute_sale",
    "choose_netting",
    "close_sale",
    "conclude_default",
    "conclude_negotiation",
    "confirm_deposit",
    "confirm_expected",
    "confirm_instalment",
    "confirm_payment",
    "confirm_qualification",
    "confirm_scores",
    "confirm_seller_fee",
    "declare_default",
    "decline_commission",
    "decline_invitation",
    "demand_instalment",
    "demand_payment",
    "dismiss_objection",
    "draft_scheme",
    "end_due_negotiation",
    "enter_scores",
    "give_opinion",
    "hand_in_shares",
    "identify_priority_holder",
    "invite_firms",
    "issue_certificate",
    "lapse_forfeiture",
    "make_offer",
    "match_price",
    "note_overdue",
    "note_payment_overdue",
    "notify_priority_holder",
    "object_to_notice",
    "open_negotiation",
    "open_own_envelope",
    "open_sale",
    "pause_sale",
    "place_bid",
    "propose_commission",
    "propose_default",
    "propose_forfeiture",
    "propose_instalments",
    "propose_unwinding",
    "record_paid_in",
    "record_priority_holder",
    "record_transfer",
    "record_valuation",
    "refuse_qualification",
    "register_bidder",
    "register_opening_key",
    "reject_default",
    "reject_forfeiture",
    "reject_scheme",
    "reject_unwinding",
    "relist_listing",
    "resume_sale",
    "retire_opening_key",
    "return_deposits",
    "screen_bidder",
    "screen_negotiation",
    "seal_envelope",
    "settle_instalment",
    "settle_sale",
    "sign_contract",
    "stop_invitations",
    "supplement_statement",
    "uphold_objection",
    "waive_priority",
    "watch_listing",
    "withdraw_commission",
    "withdraw_instalments",
    "withdraw_negotiation",
    "withdraw_registration",
    "withdraw_sale",
]
