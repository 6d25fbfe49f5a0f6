import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("commissioning", "0001_initial"),
        ("files", "0001_initial"),
        ("licensing", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="RewardRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RR")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "草案"), ("published", "已在单位内公开")],
                                default="draft",
                                max_length=9,
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("transfer", "转让"),
                                    ("licence", "许可"),
                                    ("equity", "作价入股"),
                                    ("work", "技术开发、咨询、服务"),
                                ],
                                max_length=8,
                                verbose_name="合同类型",
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
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        ("published_at", models.DateTimeField(blank=True, null=True)),
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
                migrations.CreateModel(
                    name="Team",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="TE")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待完成人同意"),
                                    ("agreed", "已全部同意"),
                                    ("superseded", "已被替代"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="teams",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="teams",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "engagement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.engagement",
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
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("engagement__isnull", True), ("listing__isnull", False)),
                                    models.Q(("engagement__isnull", False), ("listing__isnull", True)),
                                    _connector="OR",
                                ),
                                name="team_is_of_one_thing",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "agreed")),
                                fields=("organisation", "listing", "engagement"),
                                name="one_team_per_unit_and_achievement",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("organisation", "listing", "engagement"),
                                name="one_open_team_per_unit_and_achievement",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "agreed"), _negated=True),
                                    ("agreed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="agreed_team_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="proceeds.team"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
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
                        ("share_numerator", models.PositiveIntegerField()),
                        ("share_denominator", models.PositiveIntegerField()),
                        ("main", models.BooleanField(default=False, verbose_name="主要贡献人员")),
                        ("consented_at", models.DateTimeField(blank=True, null=True)),
                        ("consent_note", models.CharField(blank=True, max_length=300, verbose_name="书面同意")),
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
                migrations.CreateModel(
                    name="Distribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "charge",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="licensing.charge",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.stagepayment",
                            ),
                        ),
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
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="distributions",
                                to="accounts.organisation",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
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
                        ("reason", models.CharField(blank=True, max_length=1000, verbose_name="更正原因")),
                        ("price_fen", models.BigIntegerField(verbose_name="成交价款")),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "reward_rule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceeds.rewardrule",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceeds.team"
                            ),
                        ),
                        ("announced_date", models.DateField(blank=True, null=True, verbose_name="奖励公示开始日期")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("charge__isnull", True), ("payment__isnull", True), ("sale__isnull", False)
                                    ),
                                    models.Q(
                                        ("charge__isnull", False), ("payment__isnull", True), ("sale__isnull", True)
                                    ),
                                    models.Q(
                                        ("charge__isnull", True), ("payment__isnull", False), ("sale__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="distribution_is_of_one_deal",
                            ),
                            models.UniqueConstraint(
                                fields=("sale", "charge", "payment", "unit", "version"),
                                name="distribution_versions_in_turn",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "approved")),
                                fields=("sale", "charge", "payment", "unit"),
                                name="one_distribution_in_force",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("sale", "charge", "payment", "unit"),
                                name="one_distribution_waits",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="distribution_decided_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="decided_distribution_says_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_corrected_distribution_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "distribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="costs",
                                to="proceeds.distribution",
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("distribution", "position"), name="cost_position_in_distribution"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gte", 0)), name="cost_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "charge",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="licensing.charge",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.stagepayment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("reference", models.CharField(max_length=60, verbose_name="到账凭证")),
                        ("amount_fen", models.BigIntegerField(verbose_name="到账金额")),
                        ("received_date", models.DateField(verbose_name="到账日期")),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("charge__isnull", True), ("payment__isnull", True), ("sale__isnull", False)
                                    ),
                                    models.Q(
                                        ("charge__isnull", False), ("payment__isnull", True), ("sale__isnull", True)
                                    ),
                                    models.Q(
                                        ("charge__isnull", True), ("payment__isnull", False), ("sale__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="receipt_is_of_one_deal",
                            ),
                            models.UniqueConstraint(
                                fields=("sale", "charge", "payment", "unit", "reference"),
                                name="a_receipt_counts_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="receipt_is_an_amount"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="PY")),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "待发放"), ("paid", "已发放"), ("void", "已作废")],
                                default="due",
                                max_length=4,
                            ),
                        ),
                        (
                            "distribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payouts",
                                to="proceeds.distribution",
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
                        (
                            "role",
                            models.CharField(
                                choices=[("unit", "本单位留存"), ("owner", "共有权利人"), ("contributor", "完成人")],
                                max_length=11,
                            ),
                        ),
                        ("payee", models.CharField(max_length=80)),
                        ("name", models.CharField(max_length=120)),
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
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("entitled_fen", models.BigIntegerField()),
                        ("amount_fen", models.BigIntegerField()),
                        ("steps", models.JSONField()),
                        ("income_date", models.DateField()),
                        ("paid_date", models.DateField(blank=True, null=True)),
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
                        ("paid_reference", models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["user", "-id"], name="payouts_of_a_person")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("user__isnull", True), ("organisation__isnull", True), _connector="OR"
                                ),
                                name="payout_is_to_a_person_or_an_organisation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("entitled_fen__gte", 0)),
                                name="nobody_is_entitled_to_less_than_nothing",
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
            ]
        ),
        *triggers(__file__, "guards"),
    ]
