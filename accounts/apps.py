from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # The rulebook says in its limits.py how many days an exchange has.
        autodiscover_modules("limits")
