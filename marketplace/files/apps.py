from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    name = "marketplace.files"

    def ready(self) -> None:
        # Each area says in its access.py who reads what was handed in about its things.
        autodiscover_modules("access")
