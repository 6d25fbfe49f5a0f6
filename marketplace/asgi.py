"""The product as a server runs it: streams first, then Django behind what keeps bodies within bounds."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
django.setup(set_prefix=False)

# Django must be set up first.
from marketplace.core.streams import StreamsFirst  # noqa: E402
from marketplace.files.receiving import LimitedHandler  # noqa: E402
from marketplace.messages.views.events import stream_at as stream_of_messages  # noqa: E402
from marketplace.trading.views import stream_at as stream_of_a_sale  # noqa: E402

application = StreamsFirst(LimitedHandler(), [stream_of_a_sale, stream_of_messages])
