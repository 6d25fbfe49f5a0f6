from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "marketplace.catalogue"

    def ready(self) -> None:
        post_migrate.connect(load_shipped_tables, sender=self)


def load_shipped_tables(using: str, **_: Any) -> None:
    """Load the reference tables that ship with the product, if their files have changed."""
    from marketplace.catalogue.commands.reference import load_reference_tables  # noqa: PLC0415  models load only after the apps are ready

    if "catalogue_loaded" in connections[using].introspection.table_names():
        load_reference_tables()
