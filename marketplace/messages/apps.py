from importlib import import_module

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "marketplace.messages"
    label = "market_messages"  # Django has an app of this label

    def ready(self) -> None:
        """Every process knows every kind, also one that only reads."""
        import_module("marketplace.messages.following.table")
