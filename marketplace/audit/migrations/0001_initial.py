import django.db.models.deletion
from django.db import migrations, models

from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("verb", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=60)),
                        ("actor", models.CharField(max_length=60)),
                        ("organisation", models.CharField(blank=True, max_length=20)),
                        ("private", models.BooleanField()),
                        ("payload_hash", models.BinaryField(max_length=32)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject", "id"], name="entry_by_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="Payload",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                serialize=False,
                                to="audit.entry",
                            ),
                        ),
                        ("salt", models.BinaryField(max_length=16)),
                        ("body", models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Pending",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                serialize=False,
                                to="audit.entry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="audit.entry")),
                        ("hash", models.BinaryField(max_length=32)),
                    ],
                ),
                migrations.CreateModel(
                    name="Follower",
                    fields=[
                        ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("cursor", models.BigIntegerField(default=0)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                    ],
                ),
            ]
        ),
        *triggers(__file__, "log", "record"),
    ]
