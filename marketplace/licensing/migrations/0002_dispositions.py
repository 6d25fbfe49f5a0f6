from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0001_initial"),
        ("trading", "0010_halting"),
    ]

    operations = [migrations.RunSQL((Path(__file__).parent / "dispositions.sql").read_text())]
