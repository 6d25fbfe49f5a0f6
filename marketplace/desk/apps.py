from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "marketplace.desk"
