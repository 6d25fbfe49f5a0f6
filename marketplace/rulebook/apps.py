from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class RulebookConfig(AppConfig):
    name = "marketplace.rulebook"

    def ready(self) -> None:
        post_migrate.connect(load_shipped_rows, sender=self)
        # Each area says in its clocks.py which time limits run on what it has.
        autodiscover_modules("clocks")


def load_shipped_rows(using: str, **_: Any) -> None:
    """Add what ships with the product and is not there yet: rules, calendar of the known years, capabilities, agreements."""
    from marketplace.core.clock import market_clock  # noqa: PLC0415  models load only after the apps are ready
    from marketplace.rulebook import commands  # noqa: PLC0415

    if "rulebook_agreement" not in connections[using].introspection.table_names():
        return
    commands.seed_known_years(at=market_clock.read())
    commands.load_reference()
    commands.load_capabilities()
    commands.load_agreements()
