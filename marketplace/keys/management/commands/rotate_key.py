"""python manage.py rotate_key: retire the signing key and make the next."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.keys.commands import rotate


class Command(BaseCommand):
    help = "Retire the signing key and make the next; what the old one signed still verifies."

    def handle(self, *args: Any, **options: Any) -> None:
        key = rotate(actor=system_actor("keys.rotate_key"), clock=market_clock)
        self.stdout.write(f"The market signs with {key.kid} from now on.")
