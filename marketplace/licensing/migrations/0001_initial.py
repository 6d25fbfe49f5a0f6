import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("trading", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("fees", "0001_initial"),
        ("ledger", "0001_initial"),
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="LO")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("declared", "待挂牌机构核对"),
                                    ("open", "生效中"),
                                    ("returned", "已退回"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="declared",
                                max_length=9,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("open", "专利开放许可"), ("trial", "先使用后付费")],
                                max_length=5,
                                verbose_name="许可方式",
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="licence_offers",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "right",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.right"
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
                            "licensor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="licence_offers",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.schedule"
                            ),
                        ),
                        ("scope", models.CharField(max_length=1000, verbose_name="许可范围")),
                        ("term_months", models.PositiveSmallIntegerField(verbose_name="许可期限（月）")),
                        ("fixed_fen", models.BigIntegerField(null=True, verbose_name="固定费用")),
                        (
                            "base",
                            models.CharField(
                                blank=True,
                                choices=[("net_sales", "净销售额"), ("profit", "新增利润")],
                                max_length=9,
                                verbose_name="提成基数",
                            ),
                        ),
                        ("rate_bp", models.PositiveIntegerField(null=True, verbose_name="提成比例（万分之一）")),
                        ("trigger_fen", models.BigIntegerField(default=0, verbose_name="触发金额")),
                        ("trigger_months", models.PositiveSmallIntegerField(null=True, verbose_name="试用期（月）")),
                        ("retroactive", models.BooleanField(default=True, verbose_name="触发后追溯")),
                        ("cap_fen", models.BigIntegerField(null=True, verbose_name="封顶金额")),
                        (
                            "report_months",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "每月"), (3, "每季度"), (6, "每半年"), (12, "每年")],
                                null=True,
                                verbose_name="报告周期",
                            ),
                        ),
                        ("nets_fee", models.BooleanField(default=True, verbose_name="从许可费中扣收许可方服务费")),
                        ("evaluation", models.CharField(blank=True, max_length=500, verbose_name="专利权评价报告")),
                        (
                            "encumbrance",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.encumbrance",
                            ),
                        ),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("declared_at", models.DateTimeField()),
                        ("announcement", models.CharField(blank=True, max_length=500, verbose_name="公告号和日期")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("reasons", models.CharField(blank=True, max_length=500)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["declared", "open"])),
                                fields=("right", "kind"),
                                name="one_live_offer_per_right_and_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("base", ""),
                                        ("cap_fen__isnull", True),
                                        ("fixed_fen__gt", 0),
                                        ("rate_bp__isnull", True),
                                        ("report_months__isnull", True),
                                    ),
                                    models.Q(
                                        ("base__in", ["net_sales", "profit"]),
                                        ("fixed_fen__isnull", True),
                                        ("rate_bp__gt", 0),
                                        ("rate_bp__lte", 10000),
                                        ("report_months__in", [1, 3, 6, 12]),
                                    ),
                                    _connector="OR",
                                ),
                                name="offer_is_paid_at_once_or_by_reports",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("fixed_fen__isnull", True),
                                        ("kind", "trial"),
                                        ("trigger_fen__gt", 0),
                                        ("trigger_months__gt", 0),
                                    ),
                                    models.Q(("kind", "open"), ("trigger_fen", 0), ("trigger_months__isnull", True)),
                                    _connector="OR",
                                ),
                                name="trial_has_its_trigger",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("encumbrance__isnull", False), ("kind", "open")),
                                    models.Q(("encumbrance__isnull", True), ("kind", "trial")),
                                    _connector="OR",
                                ),
                                name="open_licence_is_an_encumbrance",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scope", ""), _negated=True),
                                    ("term_months__gt", 0),
                                    ("term_months__lte", 240),
                                ),
                                name="offer_has_scope_and_term",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cap_fen__isnull", True), ("cap_fen__gt", 0), _connector="OR"),
                                    ("trigger_fen__gte", 0),
                                ),
                                name="offer_amounts_are_above_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "open"), _negated=True),
                                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="another_person_publishes_the_offer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Licence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "foreign_link",
                            models.CharField(
                                choices=[
                                    ("none", "不涉外"),
                                    ("party", "境外主体"),
                                    ("controlled", "外商投资企业或受境外控制"),
                                    ("destination", "在境外使用、实施或交付"),
                                    ("access", "由境外远程访问"),
                                    ("personnel", "由境外人员使用或参与"),
                                ],
                                max_length=11,
                                verbose_name="涉外情况",
                            ),
                        ),
                        (
                            "declaration",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="涉外情况说明",
                            ),
                        ),
                        (
                            "screening",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "自由进出口"),
                                    ("restricted", "限制进出口，已取得许可意向书"),
                                    ("prohibited", "禁止进出口"),
                                ],
                                max_length=10,
                                verbose_name="审查结论",
                            ),
                        ),
                        (
                            "screening_basis",
                            models.CharField(blank=True, max_length=200, verbose_name="所查目录及版本"),
                        ),
                        (
                            "screening_reason",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="审查理由",
                            ),
                        ),
                        ("permit", models.CharField(blank=True, max_length=100, verbose_name="许可意向书编号")),
                        (
                            "screened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("screened_at", models.DateTimeField(null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="LC")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("screening", "待涉外审查"),
                                    ("applied", "待许可方同意"),
                                    ("notified", "待付款"),
                                    ("in_force", "许可有效"),
                                    ("ended", "已终止"),
                                    ("refused", "未同意"),
                                    ("withdrawn", "已撤回"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="licences",
                                to="licensing.offer",
                            ),
                        ),
                        (
                            "licensee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="licences",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        ("use", models.CharField(max_length=500, verbose_name="使用计划")),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_at", models.DateTimeField()),
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
                        ("answer", models.CharField(blank=True, max_length=500)),
                        ("starts_date", models.DateField(null=True, verbose_name="起始日")),
                        ("ends_date", models.DateField(null=True, verbose_name="终止日")),
                        ("trigger_by", models.DateField(null=True, verbose_name="触发截止日")),
                        ("triggered_at", models.DateTimeField(null=True)),
                        ("record_due_at", models.DateTimeField(null=True)),
                        ("record_note", models.CharField(blank=True, max_length=500, verbose_name="备案号和日期")),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("term", "期限届满"),
                                    ("lapsed", "试用期内未触发"),
                                    ("breach", "经通知仍未报告"),
                                    ("unpaid", "逾期未付款"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("files_returned_at", models.DateTimeField(null=True)),
                        ("files_note", models.CharField(blank=True, max_length=500, verbose_name="技术资料返还")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "in_force")), fields=["ends_date"], name="licences_to_end"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["screening", "applied", "notified", "in_force"])),
                                fields=("offer", "licensee"),
                                name="one_open_licence_per_licensee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("foreign_link", "none"), ("screening", "")),
                                    models.Q(("screened_at__isnull", False), ("screening", "free")),
                                    models.Q(
                                        ("screened_at__isnull", False),
                                        ("screening", "restricted"),
                                        models.Q(("permit", ""), _negated=True),
                                    ),
                                    ("state__in", ["screening", "refused", "withdrawn"]),
                                    _connector="OR",
                                ),
                                name="licensee_is_screened_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "screening"), _negated=True),
                                    models.Q(("foreign_link", "none"), _negated=True),
                                    _connector="OR",
                                ),
                                name="only_a_foreign_licensee_is_screened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "in_force"), _negated=True),
                                    models.Q(
                                        ("ends_date__gte", models.F("starts_date")), ("starts_date__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="licence_in_force_has_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state", "ended"),
                                        models.Q(("ending", ""), _negated=True),
                                    ),
                                    models.Q(("ending", ""), models.Q(("state", "ended"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="ended_licence_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("files_note", ""), ("files_returned_at__isnull", True)),
                                    models.Q(
                                        ("files_returned_at__isnull", False),
                                        models.Q(("files_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="files_come_back_with_a_note",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SalesReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="LR")),
                        (
                            "state",
                            models.CharField(
                                choices=[("expected", "待报告"), ("reported", "已报告"), ("corrected", "已更正")],
                                default="expected",
                                max_length=9,
                            ),
                        ),
                        (
                            "licence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="licensing.licence",
                            ),
                        ),
                        ("period_start", models.DateField()),
                        ("period_end", models.DateField()),
                        ("due_at", models.DateTimeField()),
                        ("amount_fen", models.BigIntegerField(null=True, verbose_name="本期金额")),
                        ("cumulative_fen", models.BigIntegerField(null=True)),
                        ("royalty_fen", models.BigIntegerField(null=True)),
                        ("owed_fen", models.BigIntegerField(null=True)),
                        ("capped", models.BooleanField(default=False)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reported_at", models.DateTimeField(null=True)),
                        ("overdue_at", models.DateTimeField(null=True)),
                        (
                            "noticed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noticed_at", models.DateTimeField(null=True)),
                        ("notice_ends_at", models.DateTimeField(null=True)),
                        ("breached_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "expected")), fields=["due_at"], name="reports_to_watch"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "corrected"), _negated=True),
                                fields=("licence", "period_end"),
                                name="one_report_per_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_end__gte", models.F("period_start"))),
                                name="period_has_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount_fen__isnull", True),
                                        ("reported_at__isnull", True),
                                        ("royalty_fen__isnull", True),
                                        ("state", "expected"),
                                    ),
                                    models.Q(
                                        ("amount_fen__gte", 0),
                                        ("cumulative_fen__gte", models.F("amount_fen")),
                                        ("owed_fen__gte", models.F("royalty_fen")),
                                        ("reported_at__isnull", False),
                                        ("reported_by__isnull", False),
                                        ("royalty_fen__gte", 0),
                                        ("state__in", ["reported", "corrected"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_says_what_it_makes_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("breached_at__isnull", True),
                                    models.Q(("notice_ends_at__isnull", False), ("overdue_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="breach_only_after_notice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Charge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="LF")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "待付款"),
                                    ("paid", "已到账"),
                                    ("settled", "已划付"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="due",
                                max_length=9,
                            ),
                        ),
                        (
                            "licence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="charges",
                                to="licensing.licence",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="charges",
                                to="licensing.salesreport",
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("licensee_fee_fen", models.BigIntegerField()),
                        ("licensor_fee_fen", models.BigIntegerField()),
                        (
                            "licensee_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        (
                            "licensor_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        ("due_at", models.DateTimeField()),
                        ("overdue_at", models.DateTimeField(null=True)),
                        (
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        ("paid_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fee_receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "fee_confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("overdue_at", None), ("state", "due")),
                                fields=["due_at"],
                                name="charges_to_watch",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__gt", 0), ("licensee_fee_fen__gte", 0), ("licensor_fee_fen__gte", 0)
                                ),
                                name="charge_is_an_amount_and_two_fees",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("report",),
                                name="one_charge_per_report",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("report__isnull", True), models.Q(("state", "withdrawn"), _negated=True)
                                ),
                                fields=("licence",),
                                name="one_fixed_charge_per_licence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receipt__isnull", True), ("state__in", ["due", "withdrawn"])),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("paid_at__isnull", False),
                                        ("receipt__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_charge_has_its_receipt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "settled"), _negated=True),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                                        models.Q(
                                            ("fee_confirmed_by__isnull", True),
                                            models.Q(("settled_by", models.F("fee_confirmed_by")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="four_eyes_settle_charge",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "licences", "dispositions", "foreign_links"),
    ]
