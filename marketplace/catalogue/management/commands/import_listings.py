"""manage.py import_listings FILE: achievements from CSV, XLSX, JSON Lines or patent XML, as unverified listings."""

from marketplace.catalogue.importing.terminal import ImportCommand


class Command(ImportCommand):
    help = __doc__
    kind = "listings"
