from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trading", "0003_commissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Protocol",
            fields=[
                (
                    "sale",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="trading.sale",
                    ),
                ),
                ("line_count", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("jws", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("line_count__gte", 2)), name="protocol_has_lines")
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "protocols.sql").read_text()),
    ]
