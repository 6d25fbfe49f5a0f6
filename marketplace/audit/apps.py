from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "marketplace.audit"

    def ready(self) -> None:
        # Followers are registered in the areas' tasks.py: every process knows them all, not only the workers.
        autodiscover_modules("tasks")
