import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "__first__"),
        ("fees", "0001_initial"),
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Simulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="FS")),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.schedule"
                            ),
                        ),
                        (
                            "baseline",
                            models.CharField(
                                choices=[("present", "各机构现行标准"), ("own", "各机构自行制定的原标准")],
                                default="present",
                                max_length=7,
                            ),
                        ),
                        ("day", models.DateField()),
                        ("weights", models.JSONField(default=list)),
                        ("lower_of_for_small_firms", models.BooleanField(default=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[("quotes", "平台已有的全部计费"), ("file", "上传的成交文件")], max_length=6
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.file",
                            ),
                        ),
                        ("last_quote", models.BigIntegerField(default=0)),
                        (
                            "job",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="simulation", to="jobs.job"
                            ),
                        ),
                        ("bad", models.PositiveIntegerField(default=0)),
                        ("faults", models.JSONField(default=list)),
                        ("result", models.JSONField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["exchange", "-id"], name="simulations_of_an_exchange")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file__isnull", False), ("source", "file")),
                                    models.Q(("file__isnull", True), ("source", "quotes")),
                                    _connector="OR",
                                ),
                                name="a_file_exactly_if_deals_are_uploaded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("result__isnull", True), ("bad", 0), _connector="OR"),
                                name="no_figures_of_a_file_with_faults",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "simulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="simulation.simulation",
                            ),
                        ),
                        ("position", models.BigIntegerField()),
                        ("content", models.BinaryField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("simulation", "position"), name="one_part_per_position")
                        ],
                    },
                ),
            ]
        ),
    ]
