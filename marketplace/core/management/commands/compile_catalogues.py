"""`manage.py compile_catalogues`: makes `.mo` files of the `.po` files; needs neither gettext nor a database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.core.catalogues import BadCatalogue, compile_catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues that changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = compile_catalogues()
        except BadCatalogue as error:
            raise CommandError(str(error)) from error
        if made:
            self.stdout.write(f"Compiled {made} message catalogue{'s' if made > 1 else ''}.")
