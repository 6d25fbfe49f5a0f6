import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("contracts", "0001_initial"),
        ("files", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Filing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RF")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "填写中"),
                                    ("submitted", "待受理"),
                                    ("accepted", "认定中"),
                                    ("returned", "退回补正"),
                                    ("registered", "已登记"),
                                    ("refused", "不予登记"),
                                    ("withdrawn", "已撤回"),
                                    ("cancelled", "已注销"),
                                ],
                                default="draft",
                                max_length=10,
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
                                verbose_name="登记机构",
                            ),
                        ),
                        (
                            "filer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filings",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "imported",
                            models.BooleanField(default=False, verbose_name="技术进口合同（由境内受让方登记）"),
                        ),
                        (
                            "contract",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filings",
                                to="trading.contract",
                            ),
                        ),
                        (
                            "deed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.deed",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="合同名称")),
                        ("contract_number", models.CharField(max_length=60, verbose_name="合同编号")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("development", "技术开发"),
                                    ("transfer", "技术转让"),
                                    ("licence", "技术许可"),
                                    ("consulting", "技术咨询"),
                                    ("service", "技术服务"),
                                ],
                                max_length=12,
                                verbose_name="合同类型",
                            ),
                        ),
                        (
                            "subtype",
                            models.CharField(
                                choices=[
                                    ("commissioned", "委托开发"),
                                    ("joint", "合作开发"),
                                    ("patent", "专利权转让"),
                                    ("application", "专利申请权转让"),
                                    ("secret", "技术秘密转让"),
                                    ("other_right", "其他知识产权转让"),
                                    ("equity", "技术入股"),
                                    ("patent_licence", "专利实施许可"),
                                    ("secret_licence", "技术秘密使用许可"),
                                    ("other_licence", "其他知识产权许可"),
                                    ("consulting", "技术咨询"),
                                    ("service", "技术服务"),
                                ],
                                max_length=20,
                                verbose_name="合同子类",
                            ),
                        ),
                        ("other_name", models.CharField(max_length=120, verbose_name="对方名称")),
                        (
                            "other_uscc",
                            models.CharField(blank=True, max_length=18, verbose_name="对方统一社会信用代码"),
                        ),
                        (
                            "other_region",
                            models.CharField(
                                blank=True,
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{4}$",
                                        "行政区划代码为四位数字，如重庆 5000、四川 5100、成都 5101（规则 R-REG-05）。",
                                    )
                                ],
                                verbose_name="对方行政区划代码",
                            ),
                        ),
                        (
                            "other_form",
                            models.CharField(
                                choices=[
                                    ("firm", "企业法人"),
                                    ("institution", "事业单位法人"),
                                    ("public_body", "机关法人"),
                                    ("association", "社会团体法人"),
                                    ("person", "自然人"),
                                    ("other", "其他组织"),
                                ],
                                max_length=12,
                                verbose_name="对方法人类型",
                            ),
                        ),
                        (
                            "other_contact",
                            models.CharField(blank=True, max_length=100, verbose_name="对方联系人及电话"),
                        ),
                        (
                            "own_region",
                            models.CharField(
                                max_length=4,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{4}$",
                                        "行政区划代码为四位数字，如重庆 5000、四川 5100、成都 5101（规则 R-REG-05）。",
                                    )
                                ],
                                verbose_name="本方行政区划代码",
                            ),
                        ),
                        (
                            "own_form",
                            models.CharField(
                                choices=[
                                    ("firm", "企业法人"),
                                    ("institution", "事业单位法人"),
                                    ("public_body", "机关法人"),
                                    ("association", "社会团体法人"),
                                    ("person", "自然人"),
                                    ("other", "其他组织"),
                                ],
                                max_length=12,
                                verbose_name="本方法人类型",
                            ),
                        ),
                        ("own_contact", models.CharField(max_length=100, verbose_name="本方联系人及电话")),
                        ("signed_date", models.DateField(verbose_name="签订日期")),
                        ("ends_date", models.DateField(verbose_name="合同期限至")),
                        (
                            "total_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="合同成交额",
                            ),
                        ),
                        (
                            "deducted_fen",
                            models.BigIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="扣除额",
                            ),
                        ),
                        (
                            "technology_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="技术交易额",
                            ),
                        ),
                        (
                            "payment_mode",
                            models.CharField(
                                choices=[
                                    ("at_once", "一次总付"),
                                    ("instalments", "分期支付"),
                                    ("royalty", "提成支付"),
                                    ("entry_royalty", "提成支付附加入门费"),
                                ],
                                max_length=14,
                                verbose_name="支付方式",
                            ),
                        ),
                        (
                            "technology_field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.technologyfield",
                                verbose_name="技术领域",
                            ),
                        ),
                        (
                            "right_type",
                            models.CharField(
                                choices=[
                                    ("patent", "专利"),
                                    ("trade_secret", "技术秘密"),
                                    ("software", "计算机软件著作权"),
                                    ("plant_variety", "植物新品种"),
                                    ("ic_layout", "集成电路布图设计"),
                                    ("none", "未涉及知识产权"),
                                ],
                                max_length=14,
                                verbose_name="知识产权类型",
                            ),
                        ),
                        ("right_numbers", models.CharField(blank=True, max_length=300, verbose_name="知识产权编号")),
                        ("project_source", models.CharField(blank=True, max_length=120, verbose_name="计划项目来源")),
                        ("goal", models.CharField(max_length=120, verbose_name="社会经济目标")),
                        (
                            "expected_investment_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="预计新增投资",
                            ),
                        ),
                        (
                            "expected_output_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="预计新增产值",
                            ),
                        ),
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
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("disputed", models.BooleanField(default=False)),
                        ("expert_review", models.BooleanField(default=False)),
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
                        ("registration_number", models.CharField(blank=True, max_length=30, verbose_name="登记编号")),
                        ("reason", models.CharField(blank=True, max_length=1000)),
                        ("relief_warning", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("overdue_at__isnull", True), ("state", "accepted")),
                                fields=["due_at"],
                                name="registrations_to_decide",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                                fields=("contract",),
                                name="one_registration_per_contract",
                                violation_error_message="该合同已申请登记：一份合同只登记一次（规则 R-REG-02）。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                                fields=("deed",),
                                name="one_registration_per_deed",
                                violation_error_message="该合同已申请登记：一份合同只登记一次（规则 R-REG-02）。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("contract__isnull", True), ("deed__isnull", True), _connector="OR"),
                                name="registration_is_of_one_contract",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                                fields=("filer", "contract_number"),
                                name="one_registration_per_contract_number",
                                violation_error_message="该编号的合同已申请登记：一份合同只登记一次（规则 R-REG-02）。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("registration_number", ""), _negated=True),
                                fields=("registration_number",),
                                name="registration_numbers_are_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "total_fen",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("technology_fen"), "+", models.F("deducted_fen")
                                        ),
                                    ),
                                    ("deducted_fen__gte", 0),
                                    ("technology_fen__gte", 0),
                                    ("total_fen__gt", 0),
                                ),
                                name="the_two_amounts_of_a_contract_add_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
                                        ("due_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_running_registration_has_its_limit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("accepted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="registered_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["registered", "cancelled"]), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("registration_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_registered_contract_has_its_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "filing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="registry.filing"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        (
                            "amount_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="金额",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("filing", "position"), name="item_position_in_filing"),
                            models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="item_is_an_amount"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "filing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="registry.filing",
                            ),
                        ),
                        ("expert", models.CharField(max_length=60, verbose_name="专家姓名")),
                        ("institution", models.CharField(max_length=120, verbose_name="专家单位")),
                        ("supports", models.BooleanField(verbose_name="同意认定")),
                        ("reason", models.CharField(max_length=1000, verbose_name="意见")),
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
                            models.UniqueConstraint(fields=("filing", "expert"), name="one_opinion_per_expert")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "filing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="registry.filing"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("contract", "合同原件"),
                                    ("technical", "技术文件或方案（盖章）"),
                                    ("quotation", "分项报价单"),
                                    ("right", "专利证书及登记簿副本"),
                                ],
                                max_length=10,
                                verbose_name="材料类别",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RX")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待审核"), ("applied", "已办理"), ("declined", "未通过")],
                                default="proposed",
                                max_length=8,
                            ),
                        ),
                        (
                            "filing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="registry.filing",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("amount", "变更"), ("cancellation", "注销")],
                                max_length=12,
                                verbose_name="事项",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="原因")),
                        ("relief_used", models.BooleanField(default=False, verbose_name="已享受税收优惠")),
                        (
                            "total_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="变更后合同成交额",
                            ),
                        ),
                        (
                            "technology_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="变更后技术交易额",
                            ),
                        ),
                        (
                            "before_total_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="原合同成交额",
                            ),
                        ),
                        (
                            "before_technology_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="原技术交易额",
                            ),
                        ),
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
                        ("answer", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("filing",),
                                name="one_open_change_per_filing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_decided_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "cancellation"),
                                        ("technology_fen__isnull", True),
                                        ("total_fen__isnull", True),
                                    ),
                                    models.Q(
                                        ("kind", "amount"),
                                        ("technology_fen__gte", 0),
                                        ("technology_fen__lte", models.F("total_fen")),
                                        ("total_fen__gt", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_change_of_amounts_names_both",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaxFacts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "filing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tax_facts",
                                to="registry.filing",
                            ),
                        ),
                        ("income_date", models.DateField(verbose_name="收入确认日期")),
                        (
                            "cost_fen",
                            models.BigIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="技术转让成本",
                            ),
                        ),
                        (
                            "charges_fen",
                            models.BigIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="相关税费",
                            ),
                        ),
                        ("resident", models.BooleanField(default=True, verbose_name="居民企业")),
                        ("separate_accounts", models.BooleanField(default=True, verbose_name="单独核算")),
                        ("wholly_related", models.BooleanField(default=False, verbose_name="受让方为 100% 关联方")),
                        (
                            "licence_years",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="许可年限"),
                        ),
                        ("waived", models.BooleanField(default=False, verbose_name="已放弃增值税免税")),
                        (
                            "related_fen",
                            models.BigIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="与技术直接相关的咨询、服务",
                            ),
                        ),
                        ("same_invoice", models.BooleanField(default=False, verbose_name="与技术在同一张发票上")),
                        (
                            "stated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("stated_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("charges_fen__gte", 0), ("cost_fen__gte", 0), ("related_fen__gte", 0)
                                ),
                                name="tax_facts_are_amounts",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
