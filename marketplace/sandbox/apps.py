from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "marketplace.sandbox"
