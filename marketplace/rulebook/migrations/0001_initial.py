import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("accounts", "0002_acting_token"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="AG")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("entered", "待核对"),
                                    ("confirmed", "已核对文本"),
                                    ("paper", "仅见于研究资料"),
                                    ("model", "示范文本"),
                                    ("ended", "已终止"),
                                ],
                                default="entered",
                                max_length=9,
                            ),
                        ),
                        ("title_zh", models.CharField(max_length=160, unique=True, verbose_name="中文名称")),
                        ("title_en", models.CharField(max_length=200, verbose_name="英文名称")),
                        ("parties_zh", models.CharField(max_length=300, verbose_name="签订各方")),
                        ("parties_en", models.CharField(max_length=300, verbose_name="签订各方（英文）")),
                        ("signed_date", models.DateField(blank=True, null=True, verbose_name="签订日期")),
                        ("ends_date", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                        ("functions", models.JSONField(default=list, verbose_name="所支持的共享业务")),
                        ("source", models.CharField(max_length=200, verbose_name="来源")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="agreement_confirmed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_date__isnull", True),
                                    ("signed_date__isnull", True),
                                    ("ends_date__gte", models.F("signed_date")),
                                    _connector="OR",
                                ),
                                name="agreement_ends_after_it_was_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    ("ended_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="ended_agreement_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarYear",
                    fields=[
                        ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                        (
                            "status",
                            models.CharField(choices=[("official", "已公布"), ("provisional", "暂定")], max_length=11),
                        ),
                        ("source", models.CharField(max_length=200)),
                        ("loaded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1990), ("year__lte", 2199)),
                                name="a_calendar_year_is_near",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        ("date", models.DateField(primary_key=True, serialize=False)),
                        (
                            "year",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="days",
                                to="rulebook.calendaryear",
                            ),
                        ),
                        ("working", models.BooleanField()),
                        ("name", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("date__year", models.F("year_id"))),
                                name="a_calendar_day_lies_in_its_year",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Capability",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    name="CapabilityChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
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
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
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
                                    models.Q(
                                        ("capability__isnull", False), ("kind", "end"), ("to_date__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="capability_change_has_its_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("state", "proposed"),
                                    ),
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
                migrations.CreateModel(
                    name="RuleVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                    ("reward", "收益分配与奖励"),
                                    ("registry", "技术合同登记与税收估算"),
                                    ("matching", "撮合与对接"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("edition", models.CharField(max_length=20)),
                        ("title_zh", models.CharField(max_length=120)),
                        ("title_en", models.CharField(max_length=160)),
                        ("source", models.CharField(max_length=300)),
                        (
                            "base",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="rulebook.ruleversion",
                            ),
                        ),
                        ("explanation_zh", models.TextField(blank=True, max_length=4000)),
                        ("explanation_en", models.TextField(blank=True, max_length=8000)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("effective_from", models.DateTimeField()),
                        ("effective_to", models.DateTimeField(blank=True, null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("family", "edition"), name="one_edition_per_family"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="approved_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("published_at__lt", models.F("effective_from")),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_before_it_takes_effect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gte", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="a_version_ends_after_its_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="values",
                                to="rulebook.ruleversion",
                            ),
                        ),
                        ("rule", models.CharField(max_length=10)),
                        ("key", models.CharField(max_length=40)),
                        ("value", models.JSONField()),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("label_zh", models.CharField(max_length=120)),
                        ("label_en", models.CharField(max_length=160)),
                        ("source", models.CharField(max_length=120)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "rule", "key"), name="one_value_per_rule_and_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Adoption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="rulebook.ruleversion",
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "exchange"), name="an_exchange_adopts_a_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RC")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="rulebook.ruleversion",
                            ),
                        ),
                        ("rule", models.CharField(blank=True, max_length=10, verbose_name="涉及条款")),
                        ("text", models.TextField(max_length=2000, verbose_name="意见")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)
                                    ),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="comment_answered_as_a_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LimitNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="TL")),
                        ("limit", models.CharField(max_length=40)),
                        ("row", models.BigIntegerField()),
                        ("due_at", models.DateTimeField()),
                        ("step", models.CharField(choices=[("near", "将届满"), ("missed", "已届满")], max_length=6)),
                        ("about", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=300)),
                        ("noted_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("limit", "row", "due_at", "step"), name="a_limit_is_told_once_a_step"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                fields=("exchange", "kind", "code", "from_date"),
                                name="one_service_area_per_exchange_and_day",
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
            ]
        ),
        *triggers(__file__, "versions", "capabilities", "comments"),
    ]
