from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers

FOLDER = Path(__file__).parent


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("catalogue", "0001_initial"),
        ("desk", "0001_initial"),
        ("fees", "0001_initial"),
        ("ledger", "0001_initial"),
        ("rulebook", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="K")),
                ("terms", models.JSONField()),
                ("terms_hash", models.CharField(max_length=64)),
                ("due_at", models.DateTimeField()),
                ("seller_signed_at", models.DateTimeField(null=True)),
                ("buyer_signed_at", models.DateTimeField(null=True)),
                ("effective_at", models.DateTimeField(null=True)),
                (
                    "buyer_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seller_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                (
                    "contract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="trading.contract"
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
                            ("security__in", ["bank_guarantee", "guarantee", "pledge", "mortgage"]),
                            models.Q(("security_note", ""), _negated=True),
                            ("proposed_side__in", ["seller", "buyer"]),
                        ),
                        name="plan_says_its_security",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interest_bp__gt", 0), ("interest_bp__lte", 10000)),
                        name="plan_bears_interest",
                    ),
                ],
            },
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
                (
                    "buyer_quote",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                    ),
                ),
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
                    "demanded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "seller_quote",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instalments", to="trading.plan"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("overdue_at", None), ("state", "agreed")),
                        fields=["due_at"],
                        name="instalments_to_watch",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "position"), name="one_instalment_per_place"),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("interest_fen", 0), ("months", 0), ("position", 1)),
                            models.Q(("deposit_fen", 0), ("months__gt", 0), ("position__gt", 1)),
                            _connector="OR",
                        ),
                        name="first_instalment_bears_no_interest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt__isnull", True), ("state", "agreed")),
                            models.Q(
                                ("confirmed_by__isnull", False), ("paid_at__isnull", False), ("receipt__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="paid_instalment_has_its_receipt",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="RG")),
                ("code", models.CharField(max_length=3)),
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
                (
                    "state",
                    models.CharField(
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
                ("registered_at", models.DateTimeField()),
                ("statement", models.TextField(blank=True, verbose_name="资格说明")),
                (
                    "opinion",
                    models.CharField(blank=True, choices=[("none", "无异议"), ("objection", "有异议")], max_length=9),
                ),
                ("opinion_reason", models.TextField(blank=True)),
                ("opinion_due_at", models.DateTimeField(null=True)),
                ("decision_due_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
                ("deposits_reverted", models.PositiveSmallIntegerField(default=0)),
                ("qualified_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "qualified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="S")),
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
                    "state",
                    models.CharField(
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
                ("start_fen", models.BigIntegerField(verbose_name="起拍价")),
                ("increment_fen", models.BigIntegerField(verbose_name="加价幅度")),
                ("deposit_fen", models.BigIntegerField(verbose_name="交易保证金")),
                ("opens_at", models.DateTimeField(verbose_name="开始时间")),
                ("free_ends_at", models.DateTimeField(verbose_name="自由报价期结束时间")),
                ("extension_seconds", models.PositiveSmallIntegerField(verbose_name="延时秒数")),
                ("reserve_commitment", models.CharField(blank=True, max_length=64)),
                ("reserve_ciphertext", models.TextField(blank=True)),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("leading_fen", models.BigIntegerField(null=True)),
                ("bid_count", models.PositiveIntegerField(default=0)),
                ("announced_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sold", "成交"),
                            ("below_reserve", "最高报价未达保留价"),
                            ("no_bid", "无人有效报价"),
                            ("withdrawn", "标的已撤回或中止"),
                        ],
                        max_length=13,
                    ),
                ),
                ("deposits_due_at", models.DateTimeField(null=True)),
                (
                    "leading_registration",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trading.registration",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sales", to="catalogue.listing"
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", frozenset(["announced", "open"]))),
                        fields=["ends_at"],
                        name="sales_to_close",
                    ),
                    models.Index(condition=models.Q(("state", "announced")), fields=["opens_at"], name="sales_to_open"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", frozenset(["defaulted", "failed"])), _negated=True),
                        fields=("listing",),
                        name="one_live_sale_per_listing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deposit_fen__gt", 0), ("increment_fen__gt", 0), ("start_fen__gt", 0)),
                        name="sale_prices_are_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deposit_fen__lte", models.F("start_fen"))),
                        name="deposit_below_the_start_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("free_ends_at__lte", models.F("ends_at")), ("opens_at__lt", models.F("free_ends_at"))
                        ),
                        name="sale_times_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leading_fen__isnull", True), ("leading_registration__isnull", True)),
                            models.Q(
                                ("leading_fen__gte", models.F("start_fen")), ("leading_registration__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="leader_has_a_price_and_a_bidder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("result", ""),
                                ("state__in", frozenset(["announced", "open"])),
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
                ],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="sale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="trading.sale"
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="sale",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="contract", to="trading.sale"
            ),
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
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
                ("payload", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("jws", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "correction",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.correction"
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="trading.certificate",
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificates", to="trading.sale"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("sale",),
                        name="one_first_certificate_per_sale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="reissue_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction__isnull", True), ("supersedes__isnull", True)),
                            models.Q(("correction__isnull", False), ("supersedes__isnull", False)),
                            _connector="OR",
                        ),
                        name="reissue_comes_from_a_correction",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("price_fen", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("accepted", models.BooleanField()),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("early", "竞价尚未开始"),
                            ("late", "竞价已结束"),
                            ("low", "低于最低有效出价"),
                            ("step", "不是加价幅度的整数倍"),
                        ],
                        max_length=5,
                    ),
                ),
                ("ends_at", models.DateTimeField()),
                (
                    "placed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bids",
                        to="trading.registration",
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bids",
                        to="trading.sale",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sale", "sequence"), name="one_bid_per_sequence"),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted", True)),
                        fields=("sale", "price_fen"),
                        name="one_accepted_bid_per_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", True), models.Q(("refusal", ""), _negated=True), _connector="XOR"
                        ),
                        name="refused_bid_has_a_reason",
                    ),
                    models.CheckConstraint(condition=models.Q(("sequence__gte", 1)), name="sequence_starts_at_one"),
                    models.CheckConstraint(
                        condition=models.Q(("accepted", False), ("at__lt", models.F("ends_at")), _connector="OR"),
                        name="bid_before_the_end_it_leaves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
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
                ("price_fen", models.BigIntegerField()),
                ("deposit_fen", models.BigIntegerField()),
                ("buyer_fee_fen", models.BigIntegerField()),
                ("seller_fee_fen", models.BigIntegerField()),
                ("buyer_due_fen", models.BigIntegerField()),
                ("seller_net_fen", models.BigIntegerField()),
                ("pool_fen", models.BigIntegerField()),
                ("nets_fee", models.BooleanField(default=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "buyer_quote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                    ),
                ),
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
                    "receipt",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "sale",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settlement", to="trading.sale"
                    ),
                ),
                (
                    "seller_fee_confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seller_fee_receipt",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "seller_quote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                    ),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "buyer_due_fen",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("price_fen"), "-", models.F("deposit_fen")
                                    ),
                                    "+",
                                    models.F("buyer_fee_fen"),
                                ),
                            )
                        ),
                        name="buyer_pays_the_rest_and_the_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "seller_net_fen",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("price_fen"), "-", models.F("seller_fee_fen")
                                ),
                            )
                        ),
                        name="seller_gets_the_price_less_the_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pool_fen",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("buyer_fee_fen"), "+", models.F("seller_fee_fen")
                                ),
                            )
                        ),
                        name="pool_is_both_fees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="four_eyes_settle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nets_fee", True), ("seller_fee_receipt__isnull", True)),
                            models.Q(
                                ("nets_fee", False),
                                models.Q(
                                    ("settled_at__isnull", True),
                                    ("seller_fee_receipt__isnull", False),
                                    ("seller_fee_fen", 0),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="fee_is_netted_or_has_come",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            ("seller_fee_confirmed_by__isnull", True),
                            models.Q(("settled_by", models.F("seller_fee_confirmed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="four_eyes_settle_the_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["due", "void"]),
                            models.Q(
                                ("confirmed_by__isnull", False), ("paid_at__isnull", False), ("receipt__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="paid_settlement_has_its_receipt",
                    ),
                ],
            },
        ),
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
                (
                    "concluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forfeit",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="defaults", to="accounts.organisation"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second_sale",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concludes",
                        to="trading.sale",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="defaults", to="trading.settlement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["rejected"]), _negated=True),
                        fields=("settlement",),
                        name="one_default_per_deal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="four_eyes_declare_default",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "concluded"), _negated=True),
                            models.Q(
                                ("claim_fen__gte", 0), ("concluded_at__isnull", False), ("concluded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="concluded_default_says_its_claim",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "payee",
                    models.CharField(
                        choices=[("listing", "挂牌机构"), ("referral", "推荐机构"), ("fund", "联盟基金")], max_length=8
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
                ("amount_fen", models.BigIntegerField()),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="trading.settlement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("settlement", "payee"), name="one_share_per_payee"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payee", "fund"), models.Q(("exchange", ""), _negated=True), _connector="XOR"
                        ),
                        name="fund_is_of_no_exchange",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gte", 0)), name="share_is_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="补充说明")),
                ("file", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="trading.registration",
                    ),
                ),
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
                (
                    "decided_by",
                    models.ForeignKey(
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
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unwindings", to="trading.settlement"
                    ),
                ),
                (
                    "transfer",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rejected"), _negated=True),
                        fields=("settlement", "kind"),
                        name="one_unwinding_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="four_eyes_unwind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_at__isnull", False), ("transfer__isnull", False)),
                            _connector="OR",
                        ),
                        name="approved_unwinding_has_its_transfer",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="unwinding_gives_back"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("sale", "organisation"), name="one_registration_per_bidder"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("sale", "code"), name="one_bidder_per_code"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["applying", "refused", "registered"]),
                    models.Q(("held__isnull", False), ("qualified_at__isnull", False), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="qualified_only_with_a_held_deposit",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_at__isnull", True),
                    models.Q(("buyer_signed_at__isnull", False), ("seller_signed_at__isnull", False)),
                    _connector="OR",
                ),
                name="effective_when_both_have_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seller_signed_by__isnull", True),
                    ("buyer_signed_by__isnull", True),
                    models.Q(("seller_signed_by", models.F("buyer_signed_by")), _negated=True),
                    _connector="OR",
                ),
                name="two_persons_sign",
            ),
        ),
        migrations.RunSQL((FOLDER / "bids.sql").read_text()),
        migrations.RunSQL((FOLDER / "instalments.sql").read_text()),
    ]
