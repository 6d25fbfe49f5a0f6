import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("audit", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="A")),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger_accounts",
                                to="accounts.organisation",
                            ),
                        ),
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
                                    ("suspense", "不明款"),
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
                        ("kept_fen", models.BigIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "purpose", "exchange"),
                                name="one_account_per_purpose",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept_fen__gte", 0), ("purpose", "bank"), _connector="OR"),
                                name="only_the_bank_account_is_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose", "bank"), _negated=True),
                                    ("organisation__isnull", True),
                                    _connector="OR",
                                ),
                                name="bank_account_belongs_to_no_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose", "suspense"), _negated=True),
                                    ("organisation__isnull", True),
                                    _connector="OR",
                                ),
                                name="suspense_belongs_to_no_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose__in", ["available", "deposit", "payable"]), _negated=True),
                                    ("organisation__isnull", False),
                                    _connector="OR",
                                ),
                                name="party_account_has_a_party",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("currency__in", ["CNY"]),
                                    ("exchange__in", ["SW", "CQ", "CD", "NT"]),
                                    (
                                        "purpose__in",
                                        [
                                            "bank",
                                            "available",
                                            "deposit",
                                            "escrow",
                                            "fee",
                                            "pool",
                                            "payable",
                                            "fund",
                                            "suspense",
                                        ],
                                    ),
                                ),
                                name="account_is_of_a_known_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("leg_count__gte", 2), ("leg_count__lte", 200)),
                                name="transfer_has_two_legs_or_more",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reference", ""), _negated=True), name="transfer_has_a_reference"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reverses", models.F("id")), _negated=True),
                                name="nothing_reverses_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["release", "application", "forfeit", "reversal"]),
                                        ("reverses__isnull", False),
                                    ),
                                    models.Q(
                                        ("kind__in", ["receipt", "payment", "hold", "transfer"]),
                                        ("reverses__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="what_undoes_says_what_it_undoes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leg",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="ledger.account",
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("balance_after_fen", models.BigIntegerField(editable=False, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["account", "-id"], name="leg_statement")],
                        "constraints": [
                            models.UniqueConstraint(fields=("transfer", "account"), name="one_leg_per_account"),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen", 0), _negated=True), name="leg_moves_money"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Increment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="increments",
                                to="ledger.account",
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                    ],
                ),
            ]
        ),
        *triggers(__file__, "ledger", "guards", "posting"),
    ]
