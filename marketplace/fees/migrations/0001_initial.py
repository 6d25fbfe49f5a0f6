import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Schedule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=8)),
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
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
                                    (
                                        "own",
                                        "交易机构自行制定，联盟只公布比较与结构标准（反垄断法第十七条、第二十一条）",
                                    ),
                                    ("guided", "有权政府部门制定的政府指导价，经公平竞争审查"),
                                    ("exempt", "反垄断法第二十条豁免，理由已存档"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("instrument", models.CharField(blank=True, max_length=200)),
                        ("source", models.CharField(max_length=200)),
                        ("source_en", models.CharField(max_length=300)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("effective_from", models.DateField()),
                        ("effective_to", models.DateField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "version"), name="one_schedule_per_version"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["active", "ended"]), _negated=True),
                                    models.Q(
                                        models.Q(("legal_basis", ""), _negated=True),
                                        models.Q(("instrument", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="no_schedule_in_force_without_legal_basis",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["consultation", "active", "ended"]), _negated=True),
                                    ("published_at__isnull", False),
                                    ("drafted_by__isnull", True),
                                    _connector="OR",
                                ),
                                name="no_schedule_in_force_without_consultation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="schedule_approved_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gte", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="schedule_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    ("effective_to__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_ended_schedule_has_its_last_day",
                            ),
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
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="fees.schedule",
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
                        ("numerator", models.PositiveIntegerField(default=0)),
                        ("denominator", models.PositiveIntegerField(default=1)),
                        ("effective_from", models.DateField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("denominator__gt", 0), ("numerator__lt", models.F("denominator"))),
                                name="adoption_reduces_by_less_than_all",
                            ),
                            models.UniqueConstraint(fields=("schedule", "exchange"), name="one_adoption_per_exchange"),
                            models.CheckConstraint(
                                condition=models.Q(("instrument", ""), _negated=True), name="adopted_by_an_instrument"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScheduleComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="FC")),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="fees.schedule"
                            ),
                        ),
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
                                name="schedule_comment_answered_as_a_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="Q")),
                        (
                            "schedule",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="fees.schedule"),
                        ),
                        ("side", models.CharField(choices=[("seller", "转让方"), ("buyer", "受让方")], max_length=6)),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fee_quotes",
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
                            ),
                        ),
                        ("subject", models.CharField(max_length=60)),
                        ("price_fen", models.BigIntegerField()),
                        ("amount_fen", models.BigIntegerField()),
                        ("occasion", models.JSONField(default=dict)),
                        ("received_before_fen", models.BigIntegerField(default=0)),
                        ("breakdown", models.JSONField()),
                        ("comparison", models.JSONField()),
                        ("created_by", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject"], name="quote_by_subject")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__gte", 0), ("price_fen__gte", 0), ("received_before_fen__gte", 0)
                                ),
                                name="quote_is_not_negative",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=24, unique=True)),
                        (
                            "quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notice", to="fees.quote"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "待付款"),
                                    ("paid", "已付款"),
                                    ("refunded", "已退还"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="due",
                                max_length=9,
                            ),
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
                        ("refunded_at", models.DateTimeField(null=True)),
                        (
                            "refund",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunded_notices",
                                to="ledger.transfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("paid_at__isnull", True),
                                        ("state__in", ["due", "withdrawn"]),
                                        ("transfer__isnull", True),
                                    ),
                                    models.Q(
                                        ("paid_at__isnull", False),
                                        ("state__in", ["paid", "refunded"]),
                                        ("transfer__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_by_a_transfer_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("refund__isnull", True),
                                        ("refunded_at__isnull", True),
                                        models.Q(("state", "refunded"), _negated=True),
                                    ),
                                    models.Q(
                                        ("refund__isnull", False), ("refunded_at__isnull", False), ("state", "refunded")
                                    ),
                                    _connector="OR",
                                ),
                                name="refunded_by_a_transfer_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Particulars",
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
                                related_name="invoice_particulars",
                                to="accounts.organisation",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=120, verbose_name="发票抬头")),
                        ("taxpayer_number", models.CharField(blank=True, max_length=18, verbose_name="纳税人识别号")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="注册地址")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="注册电话")),
                        ("bank", models.CharField(blank=True, max_length=120, verbose_name="开户银行")),
                        ("bank_account", models.CharField(blank=True, max_length=40, verbose_name="银行账号")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "version"), name="one_particulars_per_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="particulars_have_a_title"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invoice",
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
                                related_name="invoices",
                                to="fees.paymentnotice",
                            ),
                        ),
                        ("number", models.CharField(max_length=20, verbose_name="数电发票号码")),
                        ("invoice_date", models.DateField(verbose_name="开票日期")),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="fees.invoice",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^[0-9]{20}$")),
                                name="invoice_number_has_20_digits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="a_correction_has_its_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaces__isnull", True)),
                                fields=("notice",),
                                name="one_first_invoice_per_notice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
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
                            ),
                        ),
                        ("name", models.CharField(max_length=4)),
                        (
                            "legacy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="phases_from",
                                to="fees.schedule",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="phases_to",
                                to="fees.schedule",
                            ),
                        ),
                        ("numerator", models.PositiveSmallIntegerField()),
                        ("denominator", models.PositiveSmallIntegerField()),
                        ("lower_of_for_small_firms", models.BooleanField(default=False)),
                        ("from_date", models.DateField()),
                        ("is_example", models.BooleanField(default=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("exchange", "from_date"), name="one_phase_per_day"),
                            models.CheckConstraint(
                                condition=models.Q(("denominator__gt", 0), ("numerator__lte", models.F("denominator"))),
                                name="phase_weight_between_0_and_1",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="fees.schedule"
                            ),
                        ),
                        ("side", models.CharField(choices=[("seller", "转让方"), ("buyer", "受让方")], max_length=6)),
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
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("price", "成交价（作价入股为协议作价）"),
                                    ("floor", "底价（起始价）"),
                                    ("receipts", "累计实收金额"),
                                ],
                                default="price",
                                max_length=8,
                            ),
                        ),
                        ("minimum_fen", models.BigIntegerField(null=True)),
                        ("maximum_fen", models.BigIntegerField(null=True)),
                        ("whole_amount", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("schedule", "service", "method", "side"), name="one_rate_per_side"
                            ),
                            models.CheckConstraint(
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
                                    (
                                        "method__in",
                                        ["", "agreed", "listed", "competitive", "licence", "equity", "open_licence"],
                                    ),
                                ),
                                name="rate_side_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("minimum_fen__isnull", True), ("minimum_fen__gte", 0), _connector="OR"),
                                    models.Q(("maximum_fen__isnull", True), ("maximum_fen__gte", 0), _connector="OR"),
                                ),
                                name="limits_are_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum_fen__isnull", True),
                                    ("maximum_fen__isnull", True),
                                    ("minimum_fen__lte", models.F("maximum_fen")),
                                    _connector="OR",
                                ),
                                name="minimum_below_maximum",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Band",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="bands", to="fees.rate"
                            ),
                        ),
                        ("lower_fen", models.BigIntegerField()),
                        ("upper_fen", models.BigIntegerField(null=True)),
                        ("numerator", models.PositiveIntegerField()),
                        ("denominator", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("of", "lower_fen"), name="one_band_per_lower_edge"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lower_fen__gte", 0),
                                    models.Q(
                                        ("upper_fen__isnull", True),
                                        ("upper_fen__gt", models.F("lower_fen")),
                                        _connector="OR",
                                    ),
                                ),
                                name="band_has_a_width",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("denominator__gt", 0), ("numerator__lte", models.F("denominator"))),
                                name="band_rate_is_a_fraction",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DealLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="limits", to="fees.schedule"
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("schedule", "service", "method"), name="one_limit_per_deal"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("maximum_fen__isnull", True), ("minimum_fen__gt", 0)),
                                    models.Q(("maximum_fen__gt", 0), ("minimum_fen__isnull", True)),
                                    models.Q(("maximum_fen__gte", models.F("minimum_fen")), ("minimum_fen__gt", 0)),
                                    _connector="OR",
                                ),
                                name="deal_limit_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relief",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reliefs", to="fees.schedule"
                            ),
                        ),
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("schedule", "criterion", "method", "from_date"),
                                name="one_relief_per_criterion",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("criterion__in", ["everyone", "small_firm", "research", "inventor", "first_deal"])
                                ),
                                name="relief_is_open_to_all_who_qualify",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("denominator__gte", models.F("numerator")), ("numerator__gt", 0)),
                                name="relief_is_a_share",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("criterion", "everyone"), _negated=True),
                                    models.Q(("from_date__isnull", False), ("to_date__isnull", False)),
                                    _connector="OR",
                                ),
                                name="relief_of_everyone_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("from_date__isnull", True),
                                    ("to_date__isnull", True),
                                    ("to_date__gte", models.F("from_date")),
                                    _connector="OR",
                                ),
                                name="relief_ends_after_it_began",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "fees", "terms", "invoices"),
    ]
