"""Shares of a team that sum to one, consents that hold, and published rules that nobody edits."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("proceeds", "0001_initial")]

    operations = [migrations.RunSQL((Path(__file__).parent / "guards.sql").read_text())]
