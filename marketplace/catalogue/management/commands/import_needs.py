"""manage.py import_needs FILE: technology needs from CSV, XLSX or JSON Lines, as unverified needs."""

from marketplace.catalogue.importing.terminal import ImportCommand


class Command(ImportCommand):
    help = __doc__
    kind = "needs"
