"""Every write of the ledger."""

from marketplace.ledger.commands.bank import pay_out, receive
from marketplace.ledger.commands.holds import apply_hold, forfeit, hold, release
from marketplace.ledger.commands.keeping import keep_increments
from marketplace.ledger.commands.opening import open_account
from marketplace.ledger.commands.posting import lock_accounts, post, reverse

__all__ = [
    "apply_hold",
    "forfeit",
    "hold",
    "keep_increments",
    "lock_accounts",
    "open_account",
    "pay_out",
    "post",
    "receive",
    "release",
    "reverse",
]
