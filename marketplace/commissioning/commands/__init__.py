"""Every write about calls, solutions and what comes of them."""

from marketplace.commissioning.commands.asking import amend_call, answer_question, ask_question
from marketplace.commissioning.commands.awarding import (
    award_call,
    decide_call_objection,
    decline_award,
    object_to_result,
    publicise_award,
)
from marketplace.commissioning.commands.calling import check_call, draft_call, publish_call, return_call, withdraw_call
from marketplace.commissioning.commands.engaging import decline_engagement, sign_engagement
from marketplace.commissioning.commands.judging import confirm_scores, enter_scores, open_solutions
from marketplace.commissioning.commands.listings import decline_listing, offer_listing, take_listing
from marketplace.commissioning.commands.paying import (
    confirm_refund,
    confirm_stage_payment,
    note_overdue_payment,
    propose_refund,
    settle_stage_payment,
)
from marketplace.commissioning.commands.proposing import hand_in_solution, screen_solution, withdraw_solution
from marketplace.commissioning.commands.threads import (
    accept_need_offer,
    end_due_thread,
    make_need_offer,
    open_thread,
    screen_thread,
    withdraw_thread,
)

__all__ = [
    "accept_need_offer",
    "amend_call",
    "answer_question",
    "ask_question",
    "award_call",
    "check_call",
    "confirm_refund",
    "confirm_scores",
    "confirm_stage_payment",
    "decide_call_objection",
    "decline_award",
    "decline_engagement",
    "decline_listing",
    "draft_call",
    "end_due_thread",
    "enter_scores",
    "hand_in_solution",
    "make_need_offer",
    "note_overdue_payment",
    "object_to_result",
    "offer_listing",
    "open_solutions",
    "open_thread",
    "propose_refund",
    "publicise_award",
    "publish_call",
    "return_call",
    "screen_solution",
    "screen_thread",
    "settle_stage_payment",
    "sign_engagement",
    "take_listing",
    "withdraw_call",
    "withdraw_solution",
    "withdraw_thread",
]
