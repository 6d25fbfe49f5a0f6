from marketplace.core.errors import Refused


class Cancelled(Refused):
    """Somebody asked the work to stop; raised by `advance`, so that its transaction is undone and its runner ends it."""
