"""python manage.py verify_ledger: recompute every balance from its legs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from marketplace.ledger.models import Account, Transfer
from marketplace.ledger.queries import faults


class Command(BaseCommand):
    help = "Recompute all balances from the legs; exit 1 and name what does not agree."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )  # one instant, while others book
            found = list(faults())
        for fault in found[:50]:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"The ledger does not verify: {len(found)} faults.")
        self.stdout.write(
            f"The ledger verifies: {Account.objects.count()} accounts, {Transfer.objects.count()} transfers."
        )
