from importlib import import_module

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    name = "marketplace.commissioning"

    def ready(self) -> None:
        # What its contracts do to it is registered downward.
        import_module("marketplace.commissioning.contract_matter")
