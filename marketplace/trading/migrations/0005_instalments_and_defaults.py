from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_decision_limits"),
        ("catalogue", "0004_state_level"),
        ("fees", "0003_refunds"),
        ("ledger", "0002_guards"),
        ("rulebook", "0003_consultation_and_agreements"),
        ("trading", "0004_supplements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Default",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="DF")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待复核"),
                            ("rejected", "未获认定"),
                            ("declared", "已认定"),
                            ("concluded", "已了结"),
                            ("lifted", "已撤销"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                (
                    "grounds",
                    models.CharField(
                        choices=[("not_signed", "逾期未签署合同"), ("not_paid", "逾期未支付价款")],
                        max_length=10,
                        verbose_name="违约情形",
                    ),
                ),
                ("reason", models.TextField(verbose_name="事实和理由")),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
                ("deposit_fen", models.BigIntegerField()),
                ("fees_fen", models.BigIntegerField()),
                ("costs_fen", models.BigIntegerField()),
                ("fees_taken_fen", models.BigIntegerField(default=0)),
                ("costs_taken_fen", models.BigIntegerField(default=0)),
                ("rest_fen", models.BigIntegerField(default=0)),
                ("second_price_fen", models.BigIntegerField(null=True)),
                ("shortfall_fen", models.BigIntegerField(null=True)),
                ("claim_fen", models.BigIntegerField(null=True)),
                ("fees_claim_fen", models.BigIntegerField(default=0)),
                ("concluded_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="IM")),
                ("position", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("agreed", "待付款"), ("paid", "已到账"), ("settled", "已划付")],
                        default="agreed",
                        max_length=7,
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("deposit_fen", models.BigIntegerField(default=0)),
                ("interest_fen", models.BigIntegerField(default=0)),
                ("buyer_fee_fen", models.BigIntegerField(default=0)),
                ("seller_fee_fen", models.BigIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("overdue_at", models.DateTimeField(null=True)),
                ("demanded_at", models.DateTimeField(null=True)),
                ("demand_ends_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "security",
                    models.CharField(
                        choices=[
                            ("bank_guarantee", "银行保函"),
                            ("guarantee", "第三方保证"),
                            ("pledge", "质押"),
                            ("mortgage", "抵押"),
                        ],
                        max_length=14,
                        verbose_name="担保方式",
                    ),
                ),
                ("security_note", models.CharField(max_length=500, verbose_name="担保说明")),
                ("interest_bp", models.PositiveIntegerField(verbose_name="年利率（万分之一）")),
                ("proposed_side", models.CharField(max_length=6)),
                ("proposed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Unwinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="UW")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("refund_buyer", "退还受让方服务费"),
                            ("refund_seller", "退还转让方服务费"),
                            ("lift_default", "撤销违约认定"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待复核"), ("approved", "已办理"), ("rejected", "未批准")],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("amount_fen", models.BigIntegerField()),
                ("reason", models.TextField(verbose_name="理由")),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="one_live_sale_per_listing",
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="closed_sale_has_a_result",
        ),
        migrations.RemoveConstraint(
            model_name="settlement",
            name="paid_settlement_has_its_receipt",
        ),
        migrations.AlterField(
            model_name="registration",
            name="state",
            field=models.CharField(
                choices=[
                    ("applying", "待资格确认"),
                    ("refused", "资格未确认"),
                    ("registered", "待交保证金"),
                    ("qualified", "保证金已到账"),
                    ("returned", "保证金已退还"),
                    ("applied", "保证金已抵作价款"),
                    ("forfeited", "保证金已扣划"),
                ],
                default="registered",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="sale",
            name="state",
            field=models.CharField(
                choices=[
                    ("announced", "已公告"),
                    ("open", "竞价中"),
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
        migrations.AlterField(
            model_name="settlement",
            name="state",
            field=models.CharField(
                choices=[
                    ("due", "待付款"),
                    ("paid", "价款已到账"),
                    ("running", "分期履行中"),
                    ("settled", "已结算"),
                    ("void", "已终止"),
                ],
                default="due",
                max_length=7,
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", frozenset(["defaulted", "failed"])), _negated=True),
                fields=("listing",),
                name="one_live_sale_per_listing",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True), ("result", ""), ("state__in", frozenset(["announced", "open"]))
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("result__in", ["no_bid", "below_reserve", "withdrawn"]),
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
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["due", "void"]),
                    models.Q(("confirmed_by__isnull", False), ("paid_at__isnull", False), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="paid_settlement_has_its_receipt",
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="concluded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="forfeit",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="defaults", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="second_sale",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="concludes", to="trading.sale"
            ),
        ),
        migrations.AddField(
            model_name="default",
            name="settlement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="defaults", to="trading.settlement"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="buyer_quote",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="demanded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="receipt",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="seller_quote",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="settled_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="contract",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="trading.contract"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="instalment",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="instalments", to="trading.plan"
            ),
        ),
        migrations.AddField(
            model_name="unwinding",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unwinding",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unwinding",
            name="settlement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="unwindings", to="trading.settlement"
            ),
        ),
        migrations.AddField(
            model_name="unwinding",
            name="transfer",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
            ),
        ),
        migrations.AddConstraint(
            model_name="default",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["rejected"]), _negated=True),
                fields=("settlement",),
                name="one_default_per_deal",
            ),
        ),
        migrations.AddConstraint(
            model_name="default",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="four_eyes_declare_default",
            ),
        ),
        migrations.AddConstraint(
            model_name="default",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("costs_fen__gte", 0),
                    ("costs_taken_fen__gte", 0),
                    ("deposit_fen__gt", 0),
                    ("fees_claim_fen__gte", 0),
                    ("fees_fen__gte", 0),
                    ("fees_taken_fen__gte", 0),
                    ("rest_fen__gte", 0),
                ),
                name="default_amounts_are_none_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="default",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("forfeit__isnull", True), ("state__in", ["proposed", "rejected"])),
                    models.Q(
                        ("decided_at__isnull", False),
                        (
                            "deposit_fen",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("fees_taken_fen"), "+", models.F("costs_taken_fen")
                                ),
                                "+",
                                models.F("rest_fen"),
                            ),
                        ),
                        ("forfeit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="forfeited_deposit_is_used_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="default",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "concluded"), _negated=True),
                    models.Q(("claim_fen__gte", 0), ("concluded_at__isnull", False), ("concluded_by__isnull", False)),
                    _connector="OR",
                ),
                name="concluded_default_says_its_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("security__in", ["bank_guarantee", "guarantee", "pledge", "mortgage"]),
                    models.Q(("security_note", ""), _negated=True),
                    ("proposed_side__in", ["seller", "buyer"]),
                ),
                name="plan_says_its_security",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("interest_bp__gt", 0), ("interest_bp__lte", 10000)), name="plan_bears_interest"
            ),
        ),
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(
                condition=models.Q(("overdue_at", None), ("state", "agreed")),
                fields=["due_at"],
                name="instalments_to_watch",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.UniqueConstraint(fields=("plan", "position"), name="one_instalment_per_place"),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_fen__gt", 0),
                    ("buyer_fee_fen__gte", 0),
                    ("deposit_fen__gte", 0),
                    ("deposit_fen__lte", models.F("amount_fen")),
                    ("interest_fen__gte", 0),
                    ("seller_fee_fen__gte", 0),
                ),
                name="instalment_amounts_are_none_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("interest_fen", 0), ("months", 0), ("position", 1)),
                    models.Q(("deposit_fen", 0), ("months__gt", 0), ("position__gt", 1)),
                    _connector="OR",
                ),
                name="first_instalment_bears_no_interest",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt__isnull", True), ("state", "agreed")),
                    models.Q(("confirmed_by__isnull", False), ("paid_at__isnull", False), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="paid_instalment_has_its_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True),
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="four_eyes_settle_instalment",
            ),
        ),
        migrations.AddConstraint(
            model_name="unwinding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "rejected"), _negated=True),
                fields=("settlement", "kind"),
                name="one_unwinding_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="unwinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="four_eyes_unwind",
            ),
        ),
        migrations.AddConstraint(
            model_name="unwinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(("decided_at__isnull", False), ("transfer__isnull", False)),
                    _connector="OR",
                ),
                name="approved_unwinding_has_its_transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="unwinding",
            constraint=models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="unwinding_gives_back"),
        ),
        migrations.RunSQL((Path(__file__).parent / "instalments.sql").read_text()),
    ]
