from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("status", models.CharField(choices=[("official", "已公布"), ("provisional", "暂定")], max_length=11)),
                ("source", models.CharField(max_length=200)),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1990), ("year__lte", 2199)), name="a_calendar_year_is_near"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="RV")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草案"),
                            ("consultation", "公开征求意见"),
                            ("active", "已批准"),
                            ("ended", "已废止"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("trading", "交易与结算"),
                            ("credential", "资格认定"),
                            ("fees", "服务类别与收费"),
                            ("conduct", "自律监管"),
                            ("data", "数据"),
                            ("credit", "信用"),
                            ("expert", "专家"),
                        ],
                        max_length=10,
                    ),
                ),
                ("edition", models.CharField(max_length=20)),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=160)),
                ("source", models.CharField(max_length=300)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RuleValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=40)),
                ("value", models.JSONField()),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("label_zh", models.CharField(max_length=120)),
                ("label_en", models.CharField(max_length=160)),
                ("source", models.CharField(max_length=120)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="rulebook.ruleversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("instrument", models.CharField(max_length=200)),
                ("adopted_at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adoptions", to="rulebook.ruleversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False)),
                ("working", models.BooleanField()),
                ("name", models.CharField(blank=True, max_length=40)),
                (
                    "year",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="rulebook.calendaryear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date__year", models.F("year_id"))), name="a_calendar_day_lies_in_its_year"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(fields=("family", "edition"), name="one_edition_per_family"),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="approved_by_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("published_at__isnull", False), ("published_at__lt", models.F("effective_from"))),
                    _connector="OR",
                ),
                name="published_before_it_takes_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to__isnull", True), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                ),
                name="a_version_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulevalue",
            constraint=models.UniqueConstraint(fields=("version", "rule", "key"), name="one_value_per_rule_and_key"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                fields=("version", "exchange"), name="an_exchange_adopts_a_version_once"
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "versions.sql").read_text()),
    ]
