"""The product as a server runs it: Django, behind what keeps bodies within bounds."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
django.setup(set_prefix=False)

from marketplace.files.receiving import LimitedHandler  # noqa: E402  Django must be set up first

application = LimitedHandler()
