"""Counting what came to the accounts that the market shares into what they keep (migrations/posting.sql)."""

from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.ledger.models import Increment

FREE = "SELECT id FROM ledger_account WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED"
COUNTED = "DELETE FROM ledger_increment WHERE account_id = %s"  # its trigger moves the sum into the account


def keep_increments() -> int:
    """Count all increments that wait, account by account, so that a balance stays a short sum; returns how many.

    An account from which money just moves counts them itself and is left alone. No balance changes by it.
    """
    waiting = Increment.objects.order_by("account").values_list("account", flat=True).distinct()
    return sum(_keep(account) for account in list(waiting))


@atomic
def _keep(account: int) -> int:
    if execute(FREE, [account]).fetchone() is None:
        return 0
    return execute(COUNTED, [account]).rowcount
