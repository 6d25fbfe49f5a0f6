"""The core: what every floor above stands on. No models."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "marketplace.core"

    def ready(self) -> None:
        from marketplace.core import checks, numbers  # noqa: F401, PLC0415  models load only after the apps are ready

        post_migrate.connect(numbers.create_sequences, sender=self)
