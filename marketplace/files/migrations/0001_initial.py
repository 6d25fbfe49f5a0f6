import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Blob",
                    fields=[
                        ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("size_bytes", models.PositiveBigIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="blob_is_named_by_its_sha256",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="File",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="F")),
                        (
                            "blob",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="files.blob"
                            ),
                        ),
                        ("owner", models.CharField(blank=True, max_length=20)),
                        ("uploaded_by", models.CharField(max_length=60)),
                        ("subject", models.CharField(blank=True, max_length=60)),
                        ("purpose", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=200)),
                        ("kind", models.CharField(max_length=8)),
                        ("media_type", models.CharField(max_length=100)),
                        ("size_bytes", models.PositiveBigIntegerField()),
                        ("stored_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("subject", ""), _negated=True),
                                fields=["subject", "id"],
                                name="files_of_a_subject",
                            ),
                            models.Index(fields=["owner", "-id"], name="files_of_an_owner"),
                        ],
                    },
                ),
            ]
        ),
    ]
