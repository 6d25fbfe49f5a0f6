from pathlib import Path

import django.core.validators
import django.db.models.deletion
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
        ("files", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Distribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="DS")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "待复核"),
                            ("approved", "已批准"),
                            ("rejected", "已退回"),
                            ("superseded", "已被更正"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="更正原因")),
                ("price_fen", models.BigIntegerField(verbose_name="成交价款")),
                ("announced_date", models.DateField(blank=True, null=True, verbose_name="奖励公示开始日期")),
                ("drafted_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=1000)),
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
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rule_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="distributions", to="trading.sale"
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="proceeds.distribution",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="distributions",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=60, verbose_name="到账凭证")),
                ("amount_fen", models.BigIntegerField(verbose_name="到账金额")),
                ("received_date", models.DateField(verbose_name="到账日期")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trading.sale"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sale", "unit", "reference"), name="a_receipt_counts_once"),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="receipt_is_an_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="PY")),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "待发放"), ("paid", "已发放"), ("void", "已作废")], default="due", max_length=4
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("unit", "本单位留存"), ("owner", "共有权利人"), ("contributor", "完成人")],
                        max_length=11,
                    ),
                ),
                ("payee", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=120)),
                ("entitled_fen", models.BigIntegerField()),
                ("amount_fen", models.BigIntegerField()),
                ("steps", models.JSONField()),
                ("income_date", models.DateField()),
                ("paid_date", models.DateField(blank=True, null=True)),
                ("paid_reference", models.CharField(blank=True, max_length=60)),
                (
                    "distribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payouts", to="proceeds.distribution"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payouts",
                        to="proceeds.receipt",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-id"], name="payouts_of_a_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user__isnull", True), ("organisation__isnull", True), _connector="OR"),
                        name="payout_is_to_a_person_or_an_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entitled_fen__gte", 0)), name="nobody_is_entitled_to_less_than_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True),
                            models.Q(
                                ("paid_by__isnull", False),
                                ("paid_date__isnull", False),
                                models.Q(("paid_reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paid_payout_has_its_reference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RewardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="RR")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草案"), ("published", "已在单位内公开")], default="draft", max_length=9
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("transfer", "转让"), ("licence", "许可")], max_length=8, verbose_name="合同类型"
                    ),
                ),
                (
                    "reward_bp",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="奖励占净收入（万分之一）",
                    ),
                ),
                (
                    "main_bp",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="主要贡献人员占奖励（万分之一）",
                    ),
                ),
                ("from_date", models.DateField(verbose_name="自该日起适用")),
                ("consultation", models.CharField(max_length=1000, verbose_name="听取职工意见的情况")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reward_rules",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("organisation", "kind", "from_date"),
                        name="one_reward_rule_per_kind_and_day",
                        violation_error_message="该日起已有一版规则，请另定日期（规则 R-RWD-05）。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("main_bp__lte", 10000), ("reward_bp__lte", 10000)),
                        name="reward_shares_are_shares",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            models.Q(("published_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reward_rule_published_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_reward_rule_says_when",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="distribution",
            name="reward_rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="proceeds.rewardrule",
            ),
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="TE")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待完成人同意"), ("agreed", "已全部同意"), ("superseded", "已被替代")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="catalogue.listing"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="accounts.organisation"
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
                    models.UniqueConstraint(
                        condition=models.Q(("state", "agreed")),
                        fields=("organisation", "listing"),
                        name="one_team_per_unit_and_achievement",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("organisation", "listing"),
                        name="one_open_team_per_unit_and_achievement",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True), ("agreed_at__isnull", False), _connector="OR"
                        ),
                        name="agreed_team_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("share_numerator", models.PositiveIntegerField()),
                ("share_denominator", models.PositiveIntegerField()),
                ("main", models.BooleanField(default=False, verbose_name="主要贡献人员")),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("consent_note", models.CharField(blank=True, max_length=300, verbose_name="书面同意")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="proceeds.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("team", "position"), name="member_position_in_team"),
                    models.UniqueConstraint(fields=("team", "user"), name="one_part_per_person_in_team"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_numerator__gte", 1), ("share_numerator__lte", models.F("share_denominator"))
                        ),
                        name="member_share_is_a_proper_fraction",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="distribution",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceeds.team"),
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20, verbose_name="类别")),
                ("amount_fen", models.BigIntegerField(verbose_name="金额")),
                ("own", models.BooleanField(default=False, verbose_name="仅由本单位负担")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.file",
                    ),
                ),
                (
                    "distribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="proceeds.distribution"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("distribution", "position"), name="cost_position_in_distribution"),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gte", 0)), name="cost_is_not_negative"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                fields=("sale", "unit", "version"), name="distribution_versions_in_turn"
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")), fields=("sale", "unit"), name="one_distribution_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("sale", "unit"), name="one_distribution_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="distribution_decided_by_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="decided_distribution_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("supersedes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="a_corrected_distribution_says_why",
            ),
        ),
        migrations.RunSQL((FOLDER / "guards.sql").read_text()),
    ]
