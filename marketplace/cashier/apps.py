from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CashierConfig(AppConfig):
    name = "marketplace.cashier"

    def ready(self) -> None:
        # Each area says in its receivables.py which money it expects and what a confirmed receipt does.
        autodiscover_modules("receivables")
