import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="BankStatement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="BS")),
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
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("first_date", models.DateField(verbose_name="起始日期")),
                        ("last_date", models.DateField(verbose_name="截止日期")),
                        ("opening_fen", models.BigIntegerField(verbose_name="期初余额")),
                        ("closing_fen", models.BigIntegerField(verbose_name="期末余额")),
                        ("incoming_fen", models.BigIntegerField(verbose_name="收入合计")),
                        ("outgoing_fen", models.BigIntegerField(verbose_name="支出合计")),
                        ("line_count", models.PositiveIntegerField()),
                        ("known_count", models.PositiveIntegerField()),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("exchange", "sha256"), name="one_statement_per_file"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "closing_fen",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("opening_fen"), "+", models.F("incoming_fen")
                                            ),
                                            "-",
                                            models.F("outgoing_fen"),
                                        ),
                                    )
                                ),
                                name="statement_balances",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first_date__lte", models.F("last_date"))),
                                name="statement_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="BL")),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="cashier.bankstatement",
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
                        ("row", models.PositiveIntegerField()),
                        ("booked_date", models.DateField(verbose_name="交易日期")),
                        ("booked_at", models.DateTimeField(verbose_name="交易时间")),
                        (
                            "direction",
                            models.CharField(
                                choices=[("in", "收入"), ("out", "支出")], max_length=3, verbose_name="借贷方向"
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField(verbose_name="金额")),
                        ("party_name", models.CharField(blank=True, max_length=120, verbose_name="对方户名")),
                        ("party_account", models.CharField(blank=True, max_length=40, verbose_name="对方账号")),
                        ("bank_reference", models.CharField(max_length=60, verbose_name="银行流水号")),
                        ("remark", models.CharField(blank=True, max_length=200, verbose_name="摘要")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待认领"),
                                    ("suspense", "不明款"),
                                    ("booked", "已入账"),
                                    ("returned", "已原路退回"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("reported_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["exchange", "booked_date"], name="bank_lines_of_a_day"),
                            models.Index(
                                condition=models.Q(("state__in", ["open", "suspense"])),
                                fields=["exchange", "state"],
                                name="bank_lines_that_wait",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("exchange", "bank_reference"), name="bank_line_known_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="bank_line_moves_money"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("bank_reference", ""), _negated=True),
                                name="bank_line_has_a_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("direction", "in"),
                                    models.Q(("direction", "out"), ("state__in", ["open", "booked"])),
                                    _connector="OR",
                                ),
                                name="only_what_came_in_is_claimed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LinePosting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="cashier.bankline",
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
                        (
                            "transfer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("transfer", "exchange"), name="transfer_stands_for_one_line"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CP")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待复核"), ("confirmed", "已确认"), ("rejected", "未通过")],
                                default="proposed",
                                max_length=9,
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
                            "action",
                            models.CharField(
                                choices=[("receipt", "到账确认"), ("return", "原路退回")],
                                max_length=7,
                                verbose_name="事项",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="cashier.bankline",
                            ),
                        ),
                        ("kind", models.CharField(blank=True, max_length=20)),
                        ("subject", models.CharField(blank=True, max_length=20)),
                        ("payer_name", models.CharField(max_length=120, verbose_name="付款户名")),
                        ("payer_account", models.CharField(blank=True, max_length=40, verbose_name="付款账号")),
                        ("bank_reference", models.CharField(max_length=60, verbose_name="银行流水号")),
                        ("amount_fen", models.BigIntegerField(verbose_name="金额")),
                        ("score", models.PositiveSmallIntegerField(default=0)),
                        ("reasons", models.JSONField(default=list)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                        (
                            "transfer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("line",),
                                name="one_open_proposal_per_line",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("exchange", "bank_reference"),
                                name="one_open_proposal_per_reference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("transfer__isnull", False),
                                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="receipt_confirmed_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("action", "receipt"),
                                        models.Q(("kind", ""), _negated=True),
                                        models.Q(("subject", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("action", "return"), ("kind", ""), ("line__isnull", False), ("subject", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="receipt_says_what_is_paid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="proposal_moves_money"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Day",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DR")),
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
                        ("date", models.DateField(verbose_name="日期")),
                        (
                            "state",
                            models.CharField(
                                choices=[("closed", "待复核"), ("checked", "已复核"), ("sent_back", "已退回")],
                                default="closed",
                                max_length=9,
                            ),
                        ),
                        ("bank_fen", models.BigIntegerField()),
                        ("ledger_fen", models.BigIntegerField()),
                        ("matched_count", models.PositiveIntegerField()),
                        ("suspense_fen", models.BigIntegerField()),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField()),
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
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "sent_back"), _negated=True),
                                fields=("exchange", "date"),
                                name="a_day_is_closed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("checked_at__isnull", True), ("checked_by__isnull", True), ("state", "closed")
                                    ),
                                    models.Q(
                                        ("checked_at__isnull", False),
                                        ("checked_by__isnull", False),
                                        models.Q(("checked_by", models.F("closed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="day_checked_by_another_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DayDifference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="differences",
                                to="cashier.day",
                            ),
                        ),
                        ("place", models.PositiveIntegerField()),
                        ("reference", models.CharField(max_length=120)),
                        (
                            "fault",
                            models.CharField(
                                choices=[
                                    ("missing_here", "银行有，账上无"),
                                    ("missing_there", "账上有，银行无"),
                                    ("amount", "金额不符"),
                                    ("doubled_here", "账上重复"),
                                    ("doubled_there", "银行重复"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("bank_fen", models.BigIntegerField(null=True)),
                        ("ledger_fen", models.BigIntegerField(null=True)),
                        ("explanation", models.CharField(max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "place"), name="difference_has_its_place"),
                            models.CheckConstraint(
                                condition=models.Q(("explanation", ""), _negated=True), name="difference_is_explained"
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "cashier"),
    ]
