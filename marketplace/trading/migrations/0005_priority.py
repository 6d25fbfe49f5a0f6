from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("ledger", "0001_initial"),
        ("trading", "0004_protocol"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PriorityHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="PH")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("completer", "职务技术成果完成人"),
                            ("client", "委托开发的委托人"),
                            ("co_developer", "合作开发的其他当事人"),
                        ],
                        max_length=12,
                        verbose_name="优先权依据",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="优先购买权人")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="顺位")),
                (
                    "state",
                    models.CharField(
                        choices=[("recorded", "已登记，尚未通知"), ("notified", "已通知"), ("waived", "已放弃")],
                        default="recorded",
                        max_length=8,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("served", "送达"), ("published", "公告送达")],
                        max_length=9,
                        verbose_name="通知方式",
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=300, verbose_name="通知证明")),
                ("notice", models.CharField(blank=True, max_length=20)),
                ("notified_at", models.DateTimeField(null=True)),
                ("clear_at", models.DateTimeField(null=True)),
                ("waived_at", models.DateTimeField(null=True)),
                ("waiver_proof", models.CharField(blank=True, max_length=300, verbose_name="放弃证明")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="bid",
            name="one_accepted_bid_per_price",
        ),
        migrations.AddField(
            model_name="bid",
            name="rank",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="rank",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="sale",
            name="leading_rank",
            field=models.PositiveSmallIntegerField(null=True),
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
                ],
                max_length=5,
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted", True)),
                fields=("sale", "price_fen", "rank"),
                name="one_accepted_bid_per_price_and_rank",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="priorityholder",
            name="listing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="priority_holders", to="catalogue.listing"
            ),
        ),
        migrations.AddField(
            model_name="priorityholder",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="priorityholder",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="priority",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="trading.priorityholder",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("priority__isnull", True), ("rank__isnull", True)),
                    models.Q(("priority__isnull", False), ("rank__isnull", False)),
                    _connector="OR",
                ),
                name="rank_comes_with_a_priority",
            ),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.UniqueConstraint(fields=("listing", "name"), name="one_priority_per_name"),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False)),
                fields=("listing", "organisation"),
                name="one_priority_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 1), ("rank__lte", 99)), name="priority_rank_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clear_at__isnull", True), ("notified_at__isnull", True), ("proof", ""), ("way", "")),
                    models.Q(
                        ("clear_at__gt", models.F("notified_at")),
                        ("notified_at__isnull", False),
                        models.Q(("way", ""), _negated=True),
                        models.Q(("proof", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="priority_notice_has_its_proof",
            ),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "recorded"), ("waived_at__isnull", True), ("way", "")),
                    models.Q(("state", "notified"), ("waived_at__isnull", True), models.Q(("way", ""), _negated=True)),
                    models.Q(
                        ("state", "waived"), ("waived_at__isnull", False), models.Q(("waiver_proof", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="priority_state_says_what_was_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="priorityholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "published"), _negated=True),
                    models.Q(("notice", ""), _negated=True),
                    _connector="XOR",
                ),
                name="published_notice_is_public",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "priority.sql").read_text()),
    ]
