from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("fees", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0005_priority"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FiledValuation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount_fen",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000000000000),
                        ],
                        verbose_name="评估值",
                    ),
                ),
                ("document", models.CharField(max_length=200, verbose_name="备案编号")),
                ("filed_date", models.DateField(verbose_name="备案日期")),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Interruption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=500, verbose_name="暂停原因")),
                ("paused_at", models.DateTimeField()),
                ("after_sequence", models.PositiveIntegerField()),
                ("resume_by", models.DateTimeField()),
                ("resumed_at", models.DateTimeField(null=True)),
                ("until_sequence", models.PositiveIntegerField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Relisting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="RL")),
                (
                    "floor_fen",
                    models.BigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000000000000000),
                        ],
                        verbose_name="转让底价",
                    ),
                ),
                ("before_fen", models.BigIntegerField()),
                ("least_fen", models.BigIntegerField(null=True)),
                ("approval", models.CharField(blank=True, max_length=200, verbose_name="批准文件")),
                ("working_days", models.PositiveSmallIntegerField()),
                ("disclosed_from", models.DateTimeField()),
                ("disclosure_ends_at", models.DateTimeField()),
                ("notice", models.CharField(max_length=20)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="closed_sale_has_a_result",
        ),
        migrations.RemoveIndex(
            model_name="sale",
            name="sales_to_close",
        ),
        migrations.AddField(
            model_name="sale",
            name="agreed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="sale",
            name="registration_ends_at",
            field=models.DateTimeField(null=True, verbose_name="报名截止时间"),
        ),
        migrations.AlterField(
            model_name="bid",
            name="refusal",
            field=models.CharField(
                blank=True,
                choices=[
                    ("early", "竞价尚未开始"),
                    ("late", "竞价已结束"),
                    ("low", "低于最低有效出价"),
                    ("step", "不是加价幅度的整数倍"),
                    ("rank", "顺位在先的优先购买权人已应价"),
                    ("pause", "竞价暂停中"),
                ],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="sale",
            name="result",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sold", "成交"),
                    ("below_reserve", "最高报价未达保留价"),
                    ("no_bid", "无人有效报价"),
                    ("withdrawn", "标的已撤回或中止"),
                    ("no_bidder", "登记截止，无合格的意向受让方"),
                    ("interrupted", "竞价暂停后未按期恢复"),
                ],
                max_length=13,
            ),
        ),
        migrations.AlterField(
            model_name="sale",
            name="state",
            field=models.CharField(
                choices=[
                    ("announced", "已公告"),
                    ("open", "竞价中"),
                    ("paused", "已暂停"),
                    ("won", "已成交"),
                    ("failed", "未成交"),
                    ("contracted", "已签约"),
                    ("settled", "已结算"),
                    ("certified", "已出具鉴证书"),
                    ("defaulted", "受让方违约"),
                ],
                default="announced",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(
                condition=models.Q(("state__in", ["announced", "open"])), fields=["ends_at"], name="sales_to_close"
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed", False),
                    models.Q(
                        ("bid_count", 0),
                        ("leading_fen", models.F("start_fen")),
                        ("registration_ends_at__isnull", False),
                        ("reserve_commitment", ""),
                        ("method", "bidding"),
                    ),
                    _connector="OR",
                ),
                name="agreed_sale_is_at_the_start_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registration_ends_at__isnull", True),
                    ("registration_ends_at__lte", models.F("opens_at")),
                    _connector="OR",
                ),
                name="registration_ends_by_the_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("result", ""),
                        ("state__in", frozenset(["announced", "open", "paused"])),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("result__in", ["no_bid", "below_reserve", "withdrawn", "no_bidder", "interrupted"]),
                        ("state", "failed"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("leading_fen__isnull", False),
                        ("result", "sold"),
                        ("state__in", frozenset(["certified", "contracted", "defaulted", "settled", "won"])),
                    ),
                    _connector="OR",
                ),
                name="closed_sale_has_a_result",
            ),
        ),
        migrations.AddField(
            model_name="filedvaluation",
            name="listing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="filed_valuations", to="catalogue.listing"
            ),
        ),
        migrations.AddField(
            model_name="filedvaluation",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="interruption",
            name="paused_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="interruption",
            name="resumed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="interruption",
            name="sale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interruptions", to="trading.sale"
            ),
        ),
        migrations.AddField(
            model_name="relisting",
            name="listing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="relistings", to="catalogue.listing"
            ),
        ),
        migrations.AddField(
            model_name="relisting",
            name="relisted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="filedvaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gt", 0)), name="filed_valuation_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.UniqueConstraint(fields=("sale", "position"), name="one_interruption_per_place"),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resumed_at__isnull", True)), fields=("sale",), name="one_interruption_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="interruption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ends_at__isnull", True),
                        ("resumed_at__isnull", True),
                        ("resumed_by__isnull", True),
                        ("until_sequence__isnull", True),
                    ),
                    models.Q(
                        ("ends_at__gt", models.F("resumed_at")),
                        ("resumed_at__gte", models.F("paused_at")),
                        ("resumed_at__lt", models.F("resume_by")),
                        ("resumed_by__isnull", False),
                        ("until_sequence__gte", models.F("after_sequence")),
                    ),
                    _connector="OR",
                ),
                name="resumption_says_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="relisting",
            constraint=models.CheckConstraint(condition=models.Q(("floor_fen__gt", 0)), name="floor_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="relisting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least_fen__isnull", True),
                    ("floor_fen__gte", models.F("least_fen")),
                    ("floor_fen", models.F("before_fen")),
                    models.Q(("approval", ""), _negated=True),
                    _connector="OR",
                ),
                name="price_below_the_limit_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="relisting",
            constraint=models.CheckConstraint(
                condition=models.Q(("disclosure_ends_at__gt", models.F("disclosed_from"))),
                name="relisting_is_disclosed",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "interruptions.sql").read_text()),
    ]
