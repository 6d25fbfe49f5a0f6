"""Schedules, phases, quotes and notices, and the triggers that keep them as they were."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_acting_token"),
        ("ledger", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8)),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草案"), ("active", "施行中"), ("ended", "已定终止日")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                (
                    "exchange",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SW", "西南联交所"),
                            ("CQ", "重庆联交所"),
                            ("CD", "成都知识产权交易中心"),
                            ("NT", "国家技术转移西南中心"),
                        ],
                        max_length=2,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("title_en", models.CharField(max_length=120)),
                ("calibre", models.CharField(max_length=120)),
                ("calibre_en", models.CharField(max_length=160)),
                ("is_example", models.BooleanField(default=True)),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "交易机构自行制定，联盟只公布比较与结构标准（反垄断法第十七条、第二十一条）"),
                            ("guided", "有权政府部门制定的政府指导价，经公平竞争审查"),
                            ("exempt", "反垄断法第二十条豁免，理由已存档"),
                        ],
                        max_length=6,
                    ),
                ),
                ("instrument", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("source_en", models.CharField(max_length=300)),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
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
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("seller", "转让方"), ("buyer", "受让方")], max_length=6)),
                ("minimum_fen", models.BigIntegerField(null=True)),
                ("maximum_fen", models.BigIntegerField(null=True)),
                ("whole_amount", models.BooleanField(default=False)),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="fees.schedule"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="Q")),
                ("side", models.CharField(choices=[("seller", "转让方"), ("buyer", "受让方")], max_length=6)),
                (
                    "exchange",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SW", "西南联交所"),
                            ("CQ", "重庆联交所"),
                            ("CD", "成都知识产权交易中心"),
                            ("NT", "国家技术转移西南中心"),
                        ],
                        max_length=2,
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("price_fen", models.BigIntegerField()),
                ("amount_fen", models.BigIntegerField()),
                ("breakdown", models.JSONField()),
                ("comparison", models.JSONField()),
                ("created_by", models.CharField(max_length=60)),
                ("created_at", models.DateTimeField()),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_quotes",
                        to="accounts.organisation",
                    ),
                ),
                ("schedule", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="fees.schedule")),
            ],
        ),
        migrations.CreateModel(
            name="Phase",
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
                ("name", models.CharField(max_length=4)),
                ("numerator", models.PositiveSmallIntegerField()),
                ("denominator", models.PositiveSmallIntegerField()),
                ("lower_of_for_small_firms", models.BooleanField(default=False)),
                ("from_date", models.DateField()),
                ("is_example", models.BooleanField(default=True)),
                (
                    "legacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="phases_from", to="fees.schedule"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="phases_to", to="fees.schedule"
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
                ("effective_from", models.DateField()),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="adoptions", to="fees.schedule"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                (
                    "state",
                    models.CharField(choices=[("due", "待付款"), ("paid", "已付款")], default="due", max_length=4),
                ),
                ("issued_at", models.DateTimeField()),
                ("paid_at", models.DateTimeField(null=True)),
                (
                    "transfer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_notices",
                        to="ledger.transfer",
                    ),
                ),
                (
                    "quote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notice", to="fees.quote"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at__isnull", True), ("state", "due"), ("transfer__isnull", True)),
                            models.Q(("paid_at__isnull", False), ("state", "paid"), ("transfer__isnull", False)),
                            _connector="OR",
                        ),
                        name="paid_by_a_transfer_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lower_fen", models.BigIntegerField()),
                ("upper_fen", models.BigIntegerField(null=True)),
                ("numerator", models.PositiveIntegerField()),
                ("denominator", models.PositiveIntegerField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bands", to="fees.rate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of", "lower_fen"), name="one_band_per_lower_edge"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lower_fen__gte", 0),
                            models.Q(
                                ("upper_fen__isnull", True), ("upper_fen__gt", models.F("lower_fen")), _connector="OR"
                            ),
                        ),
                        name="band_has_a_width",
                    ),
                    models.CheckConstraint(condition=models.Q(("denominator__gt", 0)), name="band_rate_is_a_fraction"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="one_schedule_per_version"),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(models.Q(("legal_basis", ""), _negated=True), models.Q(("instrument", ""), _negated=True)),
                    _connector="OR",
                ),
                name="no_schedule_in_force_without_legal_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to__isnull", True), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                ),
                name="schedule_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True), ("effective_to__isnull", False), _connector="OR"
                ),
                name="an_ended_schedule_has_its_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.UniqueConstraint(fields=("schedule", "side"), name="one_rate_per_side"),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_fen__isnull", True),
                    ("maximum_fen__isnull", True),
                    ("minimum_fen__lte", models.F("maximum_fen")),
                    _connector="OR",
                ),
                name="minimum_below_maximum",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["subject"], name="quote_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gte", 0), ("price_fen__gte", 0)), name="quote_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(fields=("exchange", "from_date"), name="one_phase_per_day"),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__gt", 0), ("numerator__lte", models.F("denominator"))),
                name="phase_weight_between_0_and_1",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(fields=("schedule", "exchange"), name="one_adoption_per_exchange"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("instrument", ""), _negated=True), name="adopted_by_an_instrument"
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "fees.sql").read_text()),
    ]
