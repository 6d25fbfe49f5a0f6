from django.apps import AppConfig


class ProceedsConfig(AppConfig):
    name = "marketplace.proceeds"
