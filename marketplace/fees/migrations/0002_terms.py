from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_decision_limits"),
        ("fees", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A column that a trigger looks at keeps its type: the trigger comes back with terms.sql.
        migrations.RunSQL("DROP TRIGGER schedule_in_force_is_fixed ON fees_schedule"),
        migrations.CreateModel(
            name="DealLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "协议转让"),
                            ("listed", "挂牌交易"),
                            ("competitive", "网络竞价"),
                            ("licence", "许可"),
                            ("equity", "作价入股"),
                            ("open_licence", "开放许可"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        choices=[
                            ("trading_service", "交易服务"),
                            ("valuation", "价值评估"),
                            ("legal", "法律服务"),
                            ("assessment", "成果评价"),
                            ("certification", "认证"),
                            ("ip_agency", "知识产权代理"),
                            ("guarantee", "担保"),
                            ("listing_advice", "挂牌辅导"),
                        ],
                        default="trading_service",
                        max_length=15,
                    ),
                ),
                ("minimum_fen", models.BigIntegerField(null=True)),
                ("maximum_fen", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("everyone", "全部交易方"),
                            ("small_firm", "中小微企业"),
                            ("research", "高校和科研院所"),
                            ("inventor", "自然人发明人"),
                            ("first_deal", "首次在平台成交"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "协议转让"),
                            ("listed", "挂牌交易"),
                            ("competitive", "网络竞价"),
                            ("licence", "许可"),
                            ("equity", "作价入股"),
                            ("open_licence", "开放许可"),
                        ],
                        max_length=12,
                    ),
                ),
                ("numerator", models.PositiveIntegerField()),
                ("denominator", models.PositiveIntegerField()),
                ("from_date", models.DateField(null=True)),
                ("to_date", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ScheduleComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="FC")),
                ("text", models.TextField(max_length=2000, verbose_name="意见")),
                ("made_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="band",
            name="band_rate_is_a_fraction",
        ),
        migrations.RemoveConstraint(
            model_name="quote",
            name="quote_is_not_negative",
        ),
        migrations.RemoveConstraint(
            model_name="rate",
            name="one_rate_per_side",
        ),
        migrations.RemoveConstraint(
            model_name="schedule",
            name="no_schedule_in_force_without_legal_basis",
        ),
        migrations.AddField(
            model_name="adoption",
            name="denominator",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="adoption",
            name="numerator",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="quote",
            name="occasion",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="quote",
            name="received_before_fen",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="rate",
            name="base",
            field=models.CharField(
                choices=[
                    ("price", "成交价（作价入股为协议作价）"),
                    ("floor", "底价（起始价）"),
                    ("receipts", "累计实收金额"),
                ],
                default="price",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="rate",
            name="method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agreed", "协议转让"),
                    ("listed", "挂牌交易"),
                    ("competitive", "网络竞价"),
                    ("licence", "许可"),
                    ("equity", "作价入股"),
                    ("open_licence", "开放许可"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="rate",
            name="service",
            field=models.CharField(
                choices=[
                    ("trading_service", "交易服务"),
                    ("valuation", "价值评估"),
                    ("legal", "法律服务"),
                    ("assessment", "成果评价"),
                    ("certification", "认证"),
                    ("ip_agency", "知识产权代理"),
                    ("guarantee", "担保"),
                    ("listing_advice", "挂牌辅导"),
                ],
                default="trading_service",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="approved_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="schedule",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草案"),
                    ("consultation", "征求意见"),
                    ("active", "已批准"),
                    ("ended", "已定终止日"),
                    ("discarded", "已撤下"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__gt", 0), ("numerator__lt", models.F("denominator"))),
                name="adoption_reduces_by_less_than_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__gt", 0), ("numerator__lte", models.F("denominator"))),
                name="band_rate_is_a_fraction",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gte", 0), ("price_fen__gte", 0), ("received_before_fen__gte", 0)),
                name="quote_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.UniqueConstraint(
                fields=("schedule", "service", "method", "side"), name="one_rate_per_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base__in", ["price", "floor", "receipts"]),
                    (
                        "service__in",
                        [
                            "trading_service",
                            "valuation",
                            "legal",
                            "assessment",
                            "certification",
                            "ip_agency",
                            "guarantee",
                            "listing_advice",
                        ],
                    ),
                    ("side__in", ["seller", "buyer"]),
                    ("method__in", ["", "agreed", "listed", "competitive", "licence", "equity", "open_licence"]),
                ),
                name="rate_side_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("minimum_fen__isnull", True), ("minimum_fen__gte", 0), _connector="OR"),
                    models.Q(("maximum_fen__isnull", True), ("maximum_fen__gte", 0), _connector="OR"),
                ),
                name="limits_are_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["active", "ended"]), _negated=True),
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
                    models.Q(("state__in", ["consultation", "active", "ended"]), _negated=True),
                    ("published_at__isnull", False),
                    ("drafted_by__isnull", True),
                    _connector="OR",
                ),
                name="no_schedule_in_force_without_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="schedule_approved_by_another_person",
            ),
        ),
        migrations.AddField(
            model_name="deallimit",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="limits", to="fees.schedule"
            ),
        ),
        migrations.AddField(
            model_name="relief",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reliefs", to="fees.schedule"
            ),
        ),
        migrations.AddField(
            model_name="schedulecomment",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="schedulecomment",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="schedulecomment",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="schedulecomment",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="fees.schedule"
            ),
        ),
        migrations.AddConstraint(
            model_name="deallimit",
            constraint=models.UniqueConstraint(fields=("schedule", "service", "method"), name="one_limit_per_deal"),
        ),
        migrations.AddConstraint(
            model_name="deallimit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("maximum_fen__isnull", True), ("minimum_fen__gt", 0)),
                    models.Q(("maximum_fen__gt", 0), ("minimum_fen__isnull", True)),
                    models.Q(("maximum_fen__gte", models.F("minimum_fen")), ("minimum_fen__gt", 0)),
                    _connector="OR",
                ),
                name="deal_limit_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.UniqueConstraint(
                fields=("schedule", "criterion", "method", "from_date"),
                name="one_relief_per_criterion",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(("criterion__in", ["everyone", "small_firm", "research", "inventor", "first_deal"])),
                name="relief_is_open_to_all_who_qualify",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(("denominator__gte", models.F("numerator")), ("numerator__gt", 0)),
                name="relief_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("criterion", "everyone"), _negated=True),
                    models.Q(("from_date__isnull", False), ("to_date__isnull", False)),
                    _connector="OR",
                ),
                name="relief_of_everyone_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_date__isnull", True),
                    ("to_date__isnull", True),
                    ("to_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="relief_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedulecomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="schedule_comment_answered_as_a_whole",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "terms.sql").read_text()),
    ]
