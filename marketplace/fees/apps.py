from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FeesConfig(AppConfig):
    name = "marketplace.fees"

    def ready(self) -> None:
        from marketplace.fees.commands.reference import load_reference  # noqa: PLC0415  models load only after the apps are ready

        post_migrate.connect(load_reference, sender=self)
