import django.db.models.deletion
from django.db import migrations, models

from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("trading", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="TourLot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tour_lot", to="trading.sale"
                            ),
                        ),
                        ("prepared_at", models.DateTimeField()),
                    ],
                ),
            ]
        ),
    ]
