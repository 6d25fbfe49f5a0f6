from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Capability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="CB")),
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
                        verbose_name="交易机构",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("display", "展示挂牌"),
                            ("online_bidding", "网络竞价"),
                            ("settlement", "交易结算"),
                            ("certificate", "出具交易凭证"),
                            ("state_assets_provincial", "地方国有资产交易"),
                            ("state_assets_central", "中央企业国有资产交易"),
                            ("licensed_auction", "持证拍卖"),
                        ],
                        max_length=24,
                        verbose_name="业务能力",
                    ),
                ),
                ("from_date", models.DateField(verbose_name="起始日")),
                ("to_date", models.DateField(blank=True, null=True, verbose_name="截止日")),
                ("licence_number", models.CharField(blank=True, max_length=60, verbose_name="许可证号")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="capability_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="capability_names_its_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "licensed_auction"), _negated=True),
                            models.Q(("licence_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="licensed_auction_names_its_licence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceArea",
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
                        verbose_name="交易机构",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("tier", "服务层级"), ("region", "服务地区"), ("sector", "特色化行业平台")],
                        max_length=6,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("title_zh", models.CharField(max_length=80)),
                ("title_en", models.CharField(max_length=120)),
                ("place", models.CharField(blank=True, max_length=40)),
                ("operator", models.CharField(blank=True, max_length=80)),
                ("ipc_prefixes", models.JSONField(blank=True, default=list)),
                ("technology_field", models.CharField(blank=True, max_length=40)),
                ("from_date", models.DateField()),
                ("to_date", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exchange", "kind", "code", "from_date"), name="one_service_area_per_exchange_and_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="service_area_ends_after_its_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CapabilityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="CC")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待复核"), ("approved", "已批准"), ("rejected", "未批准")],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(choices=[("grant", "授予"), ("end", "终止")], max_length=5)),
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
                        verbose_name="交易机构",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("display", "展示挂牌"),
                            ("online_bidding", "网络竞价"),
                            ("settlement", "交易结算"),
                            ("certificate", "出具交易凭证"),
                            ("state_assets_provincial", "地方国有资产交易"),
                            ("state_assets_central", "中央企业国有资产交易"),
                            ("licensed_auction", "持证拍卖"),
                        ],
                        max_length=24,
                        verbose_name="业务能力",
                    ),
                ),
                ("from_date", models.DateField(blank=True, null=True, verbose_name="起始日")),
                ("to_date", models.DateField(blank=True, null=True, verbose_name="截止日")),
                ("licence_number", models.CharField(blank=True, max_length=60, verbose_name="许可证号")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "capability",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="rulebook.capability",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="capability_change_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_date__isnull", False), ("kind", "grant")),
                            models.Q(("capability__isnull", False), ("kind", "end"), ("to_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="capability_change_has_its_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "proposed")),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="capability_change_decided_with_a_person",
                    ),
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "capabilities.sql").read_text()),
    ]
