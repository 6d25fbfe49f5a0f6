from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_acting_token"),
        ("ledger", "0001_initial"),
        ("trading", "0015_grounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Forfeiture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="FT")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待听取意见和决定"),
                            ("approved", "已扣划"),
                            ("rejected", "不予扣划"),
                            ("lapsed", "逾期未决定"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("withdrawal", "报名截止或竞价开始之后撤回报名"),
                            ("no_bid", "全体竞买人均不报价"),
                            ("refusal", "成交后不签约、不付款"),
                            ("false_papers", "提供虚假材料"),
                            ("collusion", "恶意串通"),
                        ],
                        max_length=12,
                        verbose_name="扣划情形",
                    ),
                ),
                ("reason", models.TextField(verbose_name="事实和理由")),
                ("deposit_fen", models.BigIntegerField()),
                ("costs_fen", models.BigIntegerField(default=0)),
                ("proposed_at", models.DateTimeField()),
                ("heard_until", models.DateTimeField()),
                ("decide_by", models.DateTimeField()),
                ("statement", models.TextField(blank=True, verbose_name="陈述意见")),
                ("stated_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True)),
                ("costs_taken_fen", models.BigIntegerField(default=0)),
                ("seller_fen", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="registration",
            name="qualified_only_with_a_held_deposit",
        ),
        migrations.AddField(
            model_name="registration",
            name="return_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="withdrawal_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
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
                    ("withdrawn", "已撤回报名"),
                    ("left", "已撤回报名，保证金待处理"),
                    ("agreed", "协议受让方"),
                ],
                default="registered",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["applying", "refused", "registered", "agreed", "withdrawn"]),
                    models.Q(("held__isnull", False), ("qualified_at__isnull", False), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="qualified_only_with_a_held_deposit",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["withdrawn", "left"]), _negated=True),
                    ("withdrawn_at__isnull", False),
                    _connector="OR",
                ),
                name="withdrawn_registration_says_when",
            ),
        ),
        migrations.AddField(
            model_name="forfeiture",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="forfeiture",
            name="forfeit",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.transfer"
            ),
        ),
        migrations.AddField(
            model_name="forfeiture",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="forfeiture",
            name="registration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="forfeitures", to="trading.registration"
            ),
        ),
        migrations.AddField(
            model_name="forfeiture",
            name="stated_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="forfeiture",
            index=models.Index(
                condition=models.Q(("state", "proposed")), fields=["decide_by"], name="forfeitures_to_decide"
            ),
        ),
        migrations.AddConstraint(
            model_name="forfeiture",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "approved"])),
                fields=("registration",),
                name="one_standing_forfeiture_per_deposit",
            ),
        ),
        migrations.AddConstraint(
            model_name="forfeiture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="four_eyes_decide_forfeiture",
            ),
        ),
        migrations.AddConstraint(
            model_name="forfeiture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decide_by__gt", models.F("heard_until")),
                    ("heard_until__gt", models.F("proposed_at")),
                    models.Q(
                        models.Q(("state", "approved"), _negated=True),
                        ("decided_at__gte", models.F("heard_until")),
                        models.Q(("decided_at__gte", models.F("stated_at")), ("stated_at__isnull", False)),
                        _connector="OR",
                    ),
                ),
                name="forfeiture_is_heard_before_it_is_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="forfeiture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stated_at__isnull", True), ("stated_by__isnull", True), ("statement", "")),
                    models.Q(
                        models.Q(("statement", ""), _negated=True),
                        ("stated_at__isnull", False),
                        ("stated_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="statement_has_its_time_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="forfeiture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("costs_fen__gte", 0),
                    ("costs_taken_fen__gte", 0),
                    ("deposit_fen__gt", 0),
                    ("seller_fen__gte", 0),
                    models.Q(
                        models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("costs_taken_fen", 0),
                            ("forfeit__isnull", True),
                            ("seller_fen", 0),
                        ),
                        models.Q(
                            ("decided_by__isnull", False),
                            (
                                "deposit_fen",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("costs_taken_fen"), "+", models.F("seller_fen")
                                ),
                            ),
                            ("forfeit__isnull", False),
                            ("state", "approved"),
                        ),
                        _connector="OR",
                    ),
                ),
                name="forfeited_amounts_are_the_deposit",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "forfeitures.sql").read_text()),
    ]
