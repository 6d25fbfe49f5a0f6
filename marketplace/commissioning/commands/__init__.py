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
from marketplace.commissioning.commands.judging import confirm_scores, enter_scores, open_solutions
from marketplace.commissioning.commands.proposing import hand_in_solution, screen_solution, withdraw_solution

__all__ = [
    "amend_call",
    "answer_question",
    "ask_question",
    "award_call",
    "check_call",
    "confirm_scores",
    "decide_call_objection",
    "decline_award",
    "draft_call",
    "enter_scores",
    "hand_in_solution",
    "object_to_result",
    "open_solutions",
    "publicise_award",
    "publish_call",
    "return_call",
    "screen_solution",
    "withdraw_call",
    "withdraw_solution",
]
