"""Every write of the sandbox: a file per noun. What happens on the market goes through the market's own commands."""

from marketplace.sandbox.commands.clock import jump_to_next_deadline, reset_clock, set_clock
from marketplace.sandbox.commands.counterparts import act_for_others, confirm_own_deposit
from marketplace.sandbox.commands.lots import prepare_lot
from marketplace.sandbox.commands.robots import bid_as_robot

__all__ = [
    "act_for_others",
    "bid_as_robot",
    "confirm_own_deposit",
    "jump_to_next_deadline",
    "prepare_lot",
    "reset_clock",
    "set_clock",
]
