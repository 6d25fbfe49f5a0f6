from decimal import Decimal

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.catalogue.identifiers
import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("jobs", "0001_initial"),
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("organisation", "name"), name="one_source_per_name")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TechnologyField",
                    fields=[
                        ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60)),
                        ("name_en", models.CharField(max_length=80)),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="IpcClass",
                    fields=[
                        ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                        ("level", models.CharField(max_length=8)),
                        ("parent", models.CharField(blank=True, db_index=True, max_length=3)),
                        ("title", models.CharField(max_length=300)),
                    ],
                ),
                migrations.CreateModel(
                    name="Industry",
                    fields=[
                        ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                        ("level", models.PositiveSmallIntegerField()),
                        ("parent", models.CharField(blank=True, db_index=True, max_length=3)),
                        ("name", models.CharField(max_length=120)),
                    ],
                ),
                migrations.CreateModel(
                    name="Division",
                    fields=[
                        ("code", models.CharField(max_length=6, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60)),
                        ("parent", models.CharField(blank=True, db_index=True, max_length=4)),
                    ],
                ),
                migrations.CreateModel(
                    name="ResearchField",
                    fields=[
                        ("code", models.CharField(max_length=7, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=60)),
                        ("name_en", models.CharField(max_length=160)),
                        ("parent", models.CharField(blank=True, db_index=True, max_length=5)),
                    ],
                ),
                migrations.CreateModel(
                    name="Sector",
                    fields=[
                        ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=40)),
                        ("name_en", models.CharField(max_length=60)),
                        ("place", models.CharField(max_length=40)),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Zone",
                    fields=[
                        ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                        ("province", models.CharField(max_length=2)),
                        ("name", models.CharField(max_length=40)),
                        ("name_en", models.CharField(max_length=60)),
                        ("positioning", models.CharField(max_length=80)),
                        ("industries", models.CharField(max_length=120)),
                        ("share_bp", models.PositiveSmallIntegerField(null=True)),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="IpcIndustry",
                    fields=[
                        ("code", models.CharField(max_length=9, primary_key=True, serialize=False)),
                        ("ipc", models.CharField(db_index=True, max_length=4)),
                        ("industry", models.CharField(db_index=True, max_length=4)),
                        ("field", models.CharField(max_length=30)),
                    ],
                ),
                migrations.CreateModel(
                    name="IndustrySector",
                    fields=[
                        ("code", models.CharField(max_length=35, primary_key=True, serialize=False)),
                        ("industry", models.CharField(db_index=True, max_length=4)),
                        ("sector", models.CharField(max_length=30)),
                    ],
                ),
                migrations.CreateModel(
                    name="Loaded",
                    fields=[
                        ("name", models.CharField(max_length=30, primary_key=True, serialize=False)),
                        ("checksum", models.CharField(max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="Listing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="L")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("submitted", "待受理"),
                                    ("returned", "退回补正"),
                                    ("accepted", "已受理"),
                                    ("published", "挂牌中"),
                                    ("suspended", "已中止"),
                                    ("under_contract", "已成交待签约"),
                                    ("sold", "已成交"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="draft",
                                max_length=14,
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
                                verbose_name="挂牌交易机构",
                            ),
                        ),
                        (
                            "lister",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="listings",
                                to="accounts.organisation",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="成果名称")),
                        ("title_en", models.CharField(blank=True, max_length=300, verbose_name="英文名称")),
                        (
                            "abstract",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(10000)],
                                verbose_name="成果简介",
                            ),
                        ),
                        (
                            "abstract_en",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(10000)],
                                verbose_name="英文简介",
                            ),
                        ),
                        (
                            "keywords",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="关键词",
                            ),
                        ),
                        (
                            "applications",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=300),
                                blank=True,
                                default=list,
                                size=20,
                                verbose_name="应用场景",
                            ),
                        ),
                        (
                            "advantages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=300),
                                blank=True,
                                default=list,
                                size=20,
                                verbose_name="技术优势",
                            ),
                        ),
                        ("evidence", models.JSONField(blank=True, default=list, verbose_name="成熟度证据")),
                        (
                            "maturity",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="成熟度说明",
                            ),
                        ),
                        (
                            "trl",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="技术就绪度（自评）",
                            ),
                        ),
                        (
                            "technology_field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.technologyfield",
                                verbose_name="技术领域",
                            ),
                        ),
                        (
                            "industry_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=4),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="行业代码",
                            ),
                        ),
                        (
                            "ipc_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    max_length=12, validators=[marketplace.catalogue.identifiers.validate_ipc]
                                ),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="IPC 分类号",
                            ),
                        ),
                        (
                            "transfer_modes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("assignment", "转让"),
                                        ("exclusive_licence", "独占许可"),
                                        ("sole_licence", "排他许可"),
                                        ("ordinary_licence", "普通许可"),
                                        ("equity", "作价入股"),
                                        ("development", "技术开发"),
                                        ("service", "技术服务"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="转化方式",
                            ),
                        ),
                        (
                            "price_mode",
                            models.CharField(
                                choices=[("negotiated", "协议定价"), ("listed", "挂牌交易"), ("bidding", "网络竞价")],
                                default="negotiated",
                                max_length=10,
                                verbose_name="定价方式",
                            ),
                        ),
                        (
                            "asking_price_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="意向价格",
                            ),
                        ),
                        (
                            "owner_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("university", "国家设立的高校院所"),
                                    ("state_firm", "国有企业"),
                                    ("private", "民营及其他企业"),
                                    ("natural_person", "自然人"),
                                ],
                                max_length=14,
                                verbose_name="所有制类别",
                            ),
                        ),
                        (
                            "state_level",
                            models.CharField(
                                blank=True,
                                choices=[("central", "中央企业"), ("provincial", "地方国有企业")],
                                max_length=10,
                                verbose_name="国资层级",
                            ),
                        ),
                        (
                            "encumbrances",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="已有许可、质押和争议",
                            ),
                        ),
                        (
                            "defects",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="已知缺陷",
                            ),
                        ),
                        (
                            "payment_terms",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="付款条件",
                            ),
                        ),
                        (
                            "decision_basis",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="决策或批准文件",
                            ),
                        ),
                        (
                            "buyer_conditions",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="受让方资格条件",
                            ),
                        ),
                        (
                            "buyer_conditions_basis",
                            models.CharField(blank=True, max_length=300, verbose_name="资格条件的法律依据"),
                        ),
                        ("secrecy_reviewer", models.CharField(blank=True, max_length=60, verbose_name="保密审查人")),
                        ("secrecy_reviewed_date", models.DateField(blank=True, null=True, verbose_name="保密审查日期")),
                        ("project_number", models.CharField(blank=True, max_length=20, verbose_name="项目编号")),
                        (
                            "rule_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="rulebook.ruleversion",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("disclosure_ends_at", models.DateTimeField(blank=True, null=True)),
                        ("suspended_at", models.DateTimeField(blank=True, null=True)),
                        ("rights_checked_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("reasons", models.TextField(blank=True)),
                        ("unverified", models.BooleanField(default=False)),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.source",
                            ),
                        ),
                        ("content_hash", models.BinaryField(blank=True, max_length=32, null=True)),
                        ("extras", models.JSONField(blank=True, default=dict)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["published", "sold", "suspended", "under_contract"])),
                                fields=["exchange", "-id"],
                                name="public_listings",
                            ),
                            models.Index(fields=["technology_field", "-id"], name="listings_by_field"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "content_hash"), name="one_listing_per_source_row"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("project_number", ""), _negated=True),
                                fields=("project_number",),
                                name="one_listing_per_project_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("trl__isnull", True), models.Q(("trl__gte", 1), ("trl__lte", 9)), _connector="OR"
                                ),
                                name="listing_trl_1_to_9",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asking_price_fen__isnull", True), ("asking_price_fen__gt", 0), _connector="OR"
                                ),
                                name="listing_price_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("content_hash__isnull", True), ("source__isnull", True)),
                                    models.Q(("content_hash__isnull", False), ("source__isnull", False)),
                                    _connector="OR",
                                ),
                                name="listing_of_a_source_has_its_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state_level", ""), ("owner_category", "state_firm"), _connector="OR"
                                ),
                                name="state_level_of_state_firms_alone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state_level", ""), _negated=True),
                                    models.Q(("owner_category", "state_firm"), _negated=True),
                                    ("unverified", True),
                                    models.Q(
                                        ("state__in", ["accepted", "published", "sold", "suspended", "under_contract"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="accepted_state_asset_says_its_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["accepted", "published", "sold", "suspended", "under_contract"]),
                                        _negated=True,
                                    ),
                                    ("unverified", True),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("rule_version__isnull", False),
                                        models.Q(("project_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accepted_listing_has_its_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["published", "sold", "suspended", "under_contract"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("secrecy_reviewed_date__isnull", False),
                                        models.Q(("secrecy_reviewer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="public_listing_was_reviewed_for_secrets",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unverified", False),
                                    models.Q(("state__in", ["accepted", "sold", "under_contract"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="unverified_listing_is_never_sold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DC")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="catalogue.listing",
                            ),
                        ),
                        ("body", models.CharField(max_length=80, verbose_name="决策机构")),
                        ("meeting", models.CharField(max_length=120, verbose_name="会议名称或届次")),
                        ("decided_date", models.DateField(verbose_name="决策日期")),
                        ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        (
                            "route",
                            models.CharField(
                                choices=[("negotiated", "协议定价"), ("listed", "挂牌交易"), ("bidding", "网络竞价")],
                                max_length=10,
                                verbose_name="定价方式",
                            ),
                        ),
                        (
                            "price_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="拟交易价格或底价",
                            ),
                        ),
                        (
                            "deciders",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), size=40, verbose_name="参与决策人"
                            ),
                        ),
                        (
                            "recusals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=40,
                                verbose_name="回避情况",
                            ),
                        ),
                        ("valuation", models.CharField(blank=True, max_length=300, verbose_name="评估情况")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("route", "negotiated"), _negated=True),
                                    ("price_fen__isnull", False),
                                    _connector="OR",
                                ),
                                name="negotiated_decision_has_its_price",
                                violation_error_message="协议定价的，决策须写明拟交易价格（规则 R-PRI-02）。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deciders__len__gte", 1)),
                                name="somebody_decided",
                                violation_error_message="请填写参与决策的人员。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InHouseNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IN")),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="catalogue.decision",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="公示的成果名称")),
                        (
                            "price_fen",
                            models.BigIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="公示的拟交易价格",
                            ),
                        ),
                        ("place", models.CharField(max_length=200, verbose_name="公示载体")),
                        ("published_date", models.DateField(verbose_name="公示发布日期")),
                        ("days", models.PositiveSmallIntegerField()),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1), ("price_fen__gte", 1)),
                                name="notice_of_a_day_at_least",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="catalogue.inhousenotice",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("raised_date", models.DateField(verbose_name="提出日期")),
                        ("raised_by", models.CharField(max_length=60, verbose_name="提出人")),
                        ("content", models.CharField(max_length=1000, verbose_name="异议内容")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("", "待处理"), ("unfounded", "异议不成立"), ("upheld", "异议成立")],
                                default="",
                                max_length=9,
                            ),
                        ),
                        ("resolved_date", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                        ("handling", models.CharField(blank=True, max_length=1000, verbose_name="处理情况")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("notice", "position"), name="one_objection_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handling", ""), ("outcome", ""), ("resolved_date__isnull", True)),
                                    models.Q(
                                        ("resolved_date__gte", models.F("raised_date")),
                                        ("resolved_date__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("handling", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="resolved_objection_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Encumbrance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EN")),
                        (
                            "right_kind",
                            models.CharField(
                                choices=[
                                    ("patent", "专利"),
                                    ("trade_secret", "技术秘密"),
                                    ("software", "计算机软件著作权"),
                                    ("plant_variety", "植物新品种"),
                                    ("ic_layout", "集成电路布图设计"),
                                ],
                                max_length=14,
                                verbose_name="权利类型",
                            ),
                        ),
                        ("right_number", models.CharField(max_length=40, verbose_name="申请号或登记号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("open_licence", "开放许可声明"),
                                    ("exclusive_licence", "独占许可"),
                                    ("sole_licence", "排他许可"),
                                    ("pledge", "质押"),
                                    ("dispute", "权属争议或程序中止"),
                                    ("annuity_unpaid", "年费未缴"),
                                ],
                                max_length=17,
                                verbose_name="负担类型",
                            ),
                        ),
                        ("beneficiary", models.CharField(blank=True, max_length=120, verbose_name="权利人或相对人")),
                        ("basis", models.CharField(max_length=300, verbose_name="依据")),
                        ("agreement", models.CharField(blank=True, max_length=300, verbose_name="质权人同意")),
                        ("from_date", models.DateField(verbose_name="起始日")),
                        ("ends_date", models.DateField(blank=True, null=True, verbose_name="终止日")),
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
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(null=True)),
                        ("lift_reason", models.CharField(blank=True, max_length=300, verbose_name="解除原因")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=["right_number"],
                                name="encumbrances_of_a_right",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind__in", ("open_licence", "exclusive_licence", "sole_licence")),
                                    ("lifted_at__isnull", True),
                                ),
                                fields=("right_kind", "right_number"),
                                name="open_or_exclusive_licence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("right_number", ""), _negated=True),
                                    models.Q(("basis", ""), _negated=True),
                                ),
                                name="encumbrance_names_right_and_basis",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_date__isnull", True),
                                    ("ends_date__gte", models.F("from_date")),
                                    _connector="OR",
                                ),
                                name="encumbrance_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("lift_reason", ""), ("lifted_at__isnull", True), ("lifted_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("lifted_at__isnull", False),
                                        ("lifted_by__isnull", False),
                                        models.Q(("lift_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="encumbrance_is_lifted_as_a_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreement", ""), ("kind", "pledge"), _connector="OR"),
                                name="only_a_pledgee_agrees",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Need",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="N")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "征集中"), ("closed", "已结束")], default="open", max_length=6
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs",
                                to="accounts.organisation",
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
                                verbose_name="受理交易机构",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ordinary", "一般需求"), ("challenge", "揭榜挂帅")],
                                default="ordinary",
                                max_length=9,
                                verbose_name="需求类型",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="需求名称")),
                        ("title_en", models.CharField(blank=True, max_length=300, verbose_name="英文名称")),
                        (
                            "content",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(20000)],
                                verbose_name="需求内容",
                            ),
                        ),
                        (
                            "keywords",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="关键词",
                            ),
                        ),
                        (
                            "technology_field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.technologyfield",
                                verbose_name="技术领域",
                            ),
                        ),
                        (
                            "industry_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=4),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="行业代码",
                            ),
                        ),
                        (
                            "ipc_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    max_length=12, validators=[marketplace.catalogue.identifiers.validate_ipc]
                                ),
                                blank=True,
                                default=list,
                                size=30,
                                verbose_name="IPC 分类号",
                            ),
                        ),
                        (
                            "cooperation_modes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("assignment", "转让"),
                                        ("exclusive_licence", "独占许可"),
                                        ("sole_licence", "排他许可"),
                                        ("ordinary_licence", "普通许可"),
                                        ("equity", "作价入股"),
                                        ("development", "技术开发"),
                                        ("service", "技术服务"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="合作方式",
                            ),
                        ),
                        (
                            "budget_low_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="预算下限",
                            ),
                        ),
                        (
                            "budget_high_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="预算上限",
                            ),
                        ),
                        ("deadline_date", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                        ("posted_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("close_reason", models.CharField(blank=True, max_length=500)),
                        ("unverified", models.BooleanField(default=False)),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.source",
                            ),
                        ),
                        ("content_hash", models.BinaryField(blank=True, max_length=32, null=True)),
                        ("extras", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["deadline_date"],
                                name="needs_that_fall_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "content_hash"), name="one_need_per_source_row"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("budget_low_fen__isnull", True),
                                    ("budget_high_fen__isnull", True),
                                    ("budget_low_fen__lte", models.F("budget_high_fen")),
                                    _connector="OR",
                                ),
                                name="need_budget_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("content_hash__isnull", True), ("source__isnull", True)),
                                    models.Q(("content_hash__isnull", False), ("source__isnull", False)),
                                    _connector="OR",
                                ),
                                name="need_of_a_source_has_its_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="closed_need_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ownership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ownerships",
                                to="catalogue.listing",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ownerships",
                                to="accounts.organisation",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="权利人名称")),
                        (
                            "share_numerator",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000),
                                ],
                                verbose_name="份额分子",
                            ),
                        ),
                        (
                            "share_denominator",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000),
                                ],
                                verbose_name="份额分母",
                            ),
                        ),
                        ("consented_at", models.DateTimeField(blank=True, null=True)),
                        ("consent_note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "position"), name="owner_position_in_listing"),
                            models.UniqueConstraint(
                                fields=("listing", "organisation"), name="one_share_per_organisation"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), ("organisation__isnull", False)),
                                    models.Q(("organisation__isnull", True), models.Q(("name", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="owner_is_an_organisation_or_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("share_denominator__isnull", True), ("share_numerator__isnull", True)),
                                    models.Q(
                                        ("share_denominator__lte", 1000000),
                                        ("share_numerator__gte", 1),
                                        ("share_numerator__lte", models.F("share_denominator")),
                                    ),
                                    _connector="OR",
                                ),
                                name="share_is_a_proper_fraction",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inventor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="inventors",
                                to="catalogue.listing",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="完成人")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "position"), name="inventor_position_in_listing")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Right",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rights",
                                to="catalogue.listing",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("patent", "专利"),
                                    ("trade_secret", "技术秘密"),
                                    ("software", "计算机软件著作权"),
                                    ("plant_variety", "植物新品种"),
                                    ("ic_layout", "集成电路布图设计"),
                                ],
                                max_length=14,
                                verbose_name="权利类型",
                            ),
                        ),
                        (
                            "patent_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("invention", "发明专利"),
                                    ("utility_model", "实用新型专利"),
                                    ("design", "外观设计专利"),
                                ],
                                max_length=14,
                                verbose_name="专利类型",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="申请号或登记号")),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="权利名称")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "审查中"),
                                    ("granted", "有效"),
                                    ("lapsed", "已终止"),
                                    ("invalidated", "已宣告无效"),
                                ],
                                default="granted",
                                max_length=12,
                                verbose_name="法律状态",
                            ),
                        ),
                        (
                            "status_checked_date",
                            models.DateField(blank=True, null=True, verbose_name="法律状态核查日期"),
                        ),
                        ("filing_date", models.DateField(blank=True, null=True, verbose_name="申请日")),
                        ("term_ends_date", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="备注")),
                        ("live", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "position"), name="right_position_in_listing"),
                            models.UniqueConstraint(
                                condition=models.Q(("live", True), models.Q(("number", ""), _negated=True)),
                                fields=("kind", "number"),
                                name="one_live_listing_per_right",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "trade_secret"), _negated=True), ("number", ""), _connector="OR"
                                ),
                                name="trade_secret_has_no_number",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=["number"],
                                name="rights_by_number",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IM")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("listings", "成果"), ("needs", "需求")], max_length=8, verbose_name="内容"
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
                        ("source", models.CharField(max_length=80, verbose_name="来源名称")),
                        ("secrecy_reviewer", models.CharField(max_length=60, verbose_name="保密审查人")),
                        ("secrecy_reviewed_date", models.DateField(verbose_name="保密审查日期")),
                        ("file_name", models.CharField(max_length=200)),
                        ("content", models.BinaryField(null=True)),
                        ("good", models.PositiveIntegerField(default=0)),
                        (
                            "job",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="upload",
                                to="jobs.job",
                            ),
                        ),
                        ("landed", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("bad", models.PositiveIntegerField(default=0)),
                        ("headings", models.JSONField(default=list)),
                        ("columns", models.JSONField(default=dict)),
                        ("preview", models.JSONField(default=list)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("content__isnull", False), ("job__isnull", False), _connector="OR"),
                                name="upload_waits_with_its_content",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RejectedRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rejected",
                                to="catalogue.upload",
                            ),
                        ),
                        ("place", models.PositiveIntegerField()),
                        ("line", models.PositiveIntegerField()),
                        ("cells", models.JSONField(default=dict)),
                        ("faults", models.JSONField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("upload", "place"), name="a_row_is_rejected_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="HM")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("listings", "成果"), ("needs", "需求")], max_length=8),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="对照名称")),
                        ("columns", models.JSONField()),
                        ("signature", models.CharField(max_length=64)),
                        ("changed_at", models.DateTimeField()),
                        ("changed_by", models.CharField(max_length=60)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "kind", "name"), name="one_mapping_per_name"
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "kind", "signature"), name="one_mapping_per_headings"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comparison",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("measure", models.CharField(max_length=80, verbose_name="指标")),
                        ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                        (
                            "ours",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=18,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("-100000000000")),
                                    django.core.validators.MaxValueValidator(Decimal("100000000000")),
                                ],
                                verbose_name="本成果",
                            ),
                        ),
                        (
                            "today",
                            models.DecimalField(
                                decimal_places=6,
                                max_digits=18,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("-100000000000")),
                                    django.core.validators.MaxValueValidator(Decimal("100000000000")),
                                ],
                                verbose_name="现有做法",
                            ),
                        ),
                        ("practice", models.CharField(max_length=120, verbose_name="现有做法是什么")),
                        ("method", models.CharField(max_length=200, verbose_name="测量方法")),
                        ("origin", models.CharField(max_length=200, verbose_name="数据来源")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comparisons",
                                to="catalogue.listing",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("listing", "position"), name="comparison_position_in_listing"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("measure", ""), _negated=True),
                                    models.Q(("practice", ""), _negated=True),
                                    models.Q(("method", ""), _negated=True),
                                    models.Q(("origin", ""), _negated=True),
                                ),
                                name="comparison_says_how_and_whence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListingVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("drafted", "登记"),
                                    ("edited", "修改草稿"),
                                    ("found", "变更之前的内容"),
                                    ("corrected", "更正"),
                                    ("restated", "变更条件"),
                                    ("relisted", "重新披露"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=2000)),
                        ("said", models.JSONField()),
                        ("made_at", models.DateTimeField()),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "position"), name="version_position_in_listing"),
                            models.CheckConstraint(
                                condition=models.Q(("position__gte", 1)), name="version_counts_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RA")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="技术就绪度",
                            ),
                        ),
                        ("evaluator", models.CharField(max_length=120, verbose_name="评价机构或专家组")),
                        ("paper", models.CharField(max_length=300, verbose_name="评价报告")),
                        ("reviewed_date", models.DateField(verbose_name="评价日期")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readiness_reviews",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__gte", 1),
                                    ("level__lte", 9),
                                    models.Q(("evaluator", ""), _negated=True),
                                    models.Q(("paper", ""), _negated=True),
                                ),
                                name="readiness_review_is_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CK")),
                        (
                            "right_kind",
                            models.CharField(
                                choices=[
                                    ("patent", "专利"),
                                    ("trade_secret", "技术秘密"),
                                    ("software", "计算机软件著作权"),
                                    ("plant_variety", "植物新品种"),
                                    ("ic_layout", "集成电路布图设计"),
                                ],
                                max_length=14,
                                verbose_name="权利类型",
                            ),
                        ),
                        ("right_number", models.CharField(max_length=40, verbose_name="申请号或登记号")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("pending", "审查中"),
                                    ("granted", "有效"),
                                    ("lapsed", "已终止"),
                                    ("invalidated", "已宣告无效"),
                                ],
                                max_length=12,
                                verbose_name="法律状态",
                            ),
                        ),
                        ("register", models.CharField(max_length=300, verbose_name="查询的登记簿或公告")),
                        ("checked_date", models.DateField(verbose_name="核查日期")),
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
                        ("recorded_at", models.DateTimeField()),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["right_number", "-id"], name="checks_of_a_right")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("right_number", ""), _negated=True),
                                    models.Q(("register", ""), _negated=True),
                                ),
                                name="check_names_right_and_register",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConfidentialityText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("edition", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(verbose_name="保密承诺")),
                        ("made_at", models.DateTimeField()),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confidentiality_texts",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("listing", "edition"), name="edition_of_confidentiality_text"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="confidentiality_text_says_something",
                            ),
                        ]
                    },
                ),
                migrations.CreateModel(
                    name="Material",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="MT")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("public", "公开"),
                                    ("registered", "登录用户"),
                                    ("confidential", "签署保密承诺后"),
                                ],
                                max_length=12,
                                verbose_name="谁可以看",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("proves", models.CharField(blank=True, max_length=220, verbose_name="证明哪一项成熟度证据")),
                        ("added_at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="catalogue.listing",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="material_has_its_title"
                            )
                        ]
                    },
                ),
                migrations.CreateModel(
                    name="RoomAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RM")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "待答复"),
                                    ("granted", "已准许"),
                                    ("declined", "未准许"),
                                    ("revoked", "已撤销"),
                                    ("ended", "已到期"),
                                ],
                                default="asked",
                                max_length=8,
                            ),
                        ),
                        ("purpose", models.CharField(max_length=500, verbose_name="用途")),
                        ("signed_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("ends_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room_accesses",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.confidentialitytext",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["asked", "granted"])),
                                fields=("listing", "organisation"),
                                name="one_living_access_per_firm",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "granted"), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("ends_at__gt", models.F("answered_at")),
                                        ("ends_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="granted_access_ends",
                            ),
                        ]
                    },
                ),
                migrations.CreateModel(
                    name="Fingerprint",
                    fields=[
                        (
                            "listing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="fingerprint",
                                serialize=False,
                                to="catalogue.listing",
                            ),
                        ),
                        ("sketch", models.BinaryField(max_length=256)),
                        (
                            "keys",
                            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=16),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="listings_by_likeness")
                        ]
                    },
                ),
            ]
        ),
        *triggers(__file__, "shares", "encumbrances", "checks", "versions", "rooms"),
    ]
