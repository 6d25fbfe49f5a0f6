"""A line of the log by one call, also from within the database."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL((Path(__file__).parent / "record.sql").read_text())]
