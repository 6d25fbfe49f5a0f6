"""How often one client may ask for quotes: anybody may, and a thousand deals at once are work."""

from django.conf import settings

from marketplace.core.throttling import ClientThrottle


class FeeQuoteThrottle(ClientThrottle):
    scope = "fee-quotes"

    def limit(self) -> int:
        return int(settings.FEE_QUOTES_PER_MINUTE)
