from django.db import migrations, models

from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Key",
                    fields=[
                        ("kid", models.CharField(max_length=43, primary_key=True, serialize=False)),
                        ("algorithm", models.CharField(max_length=10)),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "使用中"), ("retired", "已停用")], default="active", max_length=7
                            ),
                        ),
                        ("public_jwk", models.JSONField()),
                        ("private_box", models.TextField()),
                        ("created_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "active")),
                                fields=("algorithm",),
                                name="one_active_key_per_algorithm",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "active"), ("retired_at__isnull", False), _connector="XOR"
                                ),
                                name="retired_at_a_time",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
