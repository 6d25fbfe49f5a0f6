"""Market time and public numbers."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

FOLDER = Path(__file__).parent


def create_market_now(apps, schema_editor):
    # The kind of a database is fixed here, at its creation.
    name = "market_now_sandbox.sql" if settings.SANDBOX else "market_now.sql"
    schema_editor.execute((FOLDER / name).read_text())


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunPython(create_market_now),
        migrations.RunSQL((FOLDER / "next_number.sql").read_text()),
    ]
