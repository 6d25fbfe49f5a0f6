import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers
import marketplace.jobs.models
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="J")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "排队中"),
                                    ("running", "进行中"),
                                    ("done", "已完成"),
                                    ("failed", "失败"),
                                    ("cancelled", "已取消"),
                                ],
                                default="queued",
                                max_length=9,
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("total", models.PositiveIntegerField(null=True)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("error", models.CharField(blank=True, max_length=500)),
                        ("cancel_requested", models.BooleanField(default=False)),
                        ("checkpoint", models.JSONField(blank=True, default=dict)),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("created_by", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField(db_default=marketplace.jobs.models.RealNow())),
                        ("started_at", models.DateTimeField(null=True)),
                        ("heartbeat_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "-id"], name="jobs_of_an_organisation"),
                            models.Index(
                                condition=models.Q(("state", "running")), fields=["heartbeat_at"], name="running_jobs"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    ("heartbeat_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_running_job_has_a_heartbeat",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("total__isnull", True), ("done__lte", models.F("total")), _connector="OR"
                                ),
                                name="done_within_total",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
