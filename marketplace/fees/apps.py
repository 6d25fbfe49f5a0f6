from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "marketplace.fees"
