"""The sweep of the ledger."""

from celery import shared_task

from marketplace.ledger import commands


@shared_task(name="ledger.keep_increments")
def keep_increments() -> int:
    """Keep the balances of the market's shared accounts short sums; a second worker finds nothing left to do."""
    return commands.keep_increments()
