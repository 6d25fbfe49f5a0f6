from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    name = "marketplace.desk"

    def ready(self) -> None:
        # Each area says in its putting_right.py what the corrections do that it knows how to do.
        autodiscover_modules("putting_right")
