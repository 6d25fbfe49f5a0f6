from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "marketplace.documents"

    def ready(self) -> None:
        from marketplace.documents.commands.reference import load_shipped  # noqa: PLC0415  models load only after the apps are ready

        post_migrate.connect(load_shipped, sender=self)
        # Each area says in its sealed.py what the confirmed seals of its documents do.
        autodiscover_modules("sealed")
