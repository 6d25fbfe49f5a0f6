from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ContractsConfig(AppConfig):
    name = "marketplace.contracts"

    def ready(self) -> None:
        # Each area with deals says in its contract_matter.py what follows as the text of one changes or ends.
        autodiscover_modules("contract_matter")
