"""A sale with sealed prices that is held before its opening, or while it waits to be opened, goes on; envelopes keep their receipts (R-LST-06, R-BID-15)."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("trading", "0016_forfeitures")]

    operations = [
        migrations.RemoveConstraint(model_name="interruption", name="resumption_says_all"),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                name="resumption_says_all",
                condition=Q(
                    resumed_at__isnull=True, resumed_by__isnull=True, until_sequence__isnull=True, ends_at__isnull=True
                )
                | Q(
                    resumed_at__gte=F("paused_at"),
                    resumed_at__lt=F("resume_by"),
                    until_sequence__gte=F("after_sequence"),
                    ends_at__isnull=False,
                ),
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="receipt",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL((HERE / "sealed_held.sql").read_text()),
    ]
