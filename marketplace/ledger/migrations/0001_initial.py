"""Accounts, transfers, legs, and the triggers that hold their invariants."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_acting_token"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="A")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("bank", "监管结算账户"),
                            ("available", "可用资金"),
                            ("deposit", "交易保证金"),
                            ("escrow", "交易价款"),
                            ("fee", "服务费收入"),
                            ("pool", "待分配服务费"),
                            ("payable", "应付款"),
                            ("fund", "联盟发展基金"),
                        ],
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
                    ),
                ),
                ("currency", models.CharField(choices=[("CNY", "人民币")], default="CNY", max_length=3)),
                ("balance_fen", models.BigIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_accounts",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="T")),
                ("reference", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "收款"),
                            ("payment", "付款"),
                            ("hold", "冻结保证金"),
                            ("release", "退还保证金"),
                            ("application", "保证金抵作价款"),
                            ("forfeit", "扣划保证金"),
                            ("reversal", "冲正"),
                            ("transfer", "划转"),
                        ],
                        max_length=12,
                    ),
                ),
                ("memo", models.CharField(blank=True, max_length=200)),
                ("actor", models.CharField(max_length=60)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=models.Func(function="market_now", output_field=models.DateTimeField())
                    ),
                ),
                ("leg_count", models.PositiveSmallIntegerField()),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="ledger.transfer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_fen", models.BigIntegerField()),
                ("balance_after_fen", models.BigIntegerField(default=0, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="ledger.account"
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="ledger.transfer"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("organisation", "purpose", "exchange"), name="one_account_per_purpose", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance_fen__gte", 0), ("purpose", "bank"), _connector="OR"),
                name="only_the_bank_account_is_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "bank"), _negated=True), ("organisation__isnull", True), _connector="OR"
                ),
                name="bank_account_belongs_to_no_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose__in", ["available", "deposit", "payable"]), _negated=True),
                    ("organisation__isnull", False),
                    _connector="OR",
                ),
                name="party_account_has_a_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("leg_count__gte", 2), ("leg_count__lte", 200)), name="transfer_has_two_legs_or_more"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference", ""), _negated=True), name="transfer_has_a_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("reverses", models.F("id")), _negated=True), name="nothing_reverses_itself"
            ),
        ),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(fields=["account", "-id"], name="leg_statement"),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.UniqueConstraint(fields=("transfer", "account"), name="one_leg_per_account"),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen", 0), _negated=True), name="leg_moves_money"
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "ledger.sql").read_text()),
    ]
