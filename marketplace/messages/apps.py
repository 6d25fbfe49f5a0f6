from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "marketplace.messages"
    label = "market_messages"  # Django has an app of this label
