import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("jobs", "0001_initial"),
        ("trading", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Alert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="AL")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "待核查"),
                                    ("pursued", "跟进中"),
                                    ("explained", "已核实无异常"),
                                    ("referred", "已移送处理"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("R-SUP-01", "价格偏离"),
                                    ("R-SUP-02", "同一对交易方反复单一竞买"),
                                    ("R-SUP-03", "交易双方信息重合"),
                                    ("R-SUP-04", "成交异常迅速"),
                                    ("R-SUP-05", "疑似拆分规避"),
                                    ("R-SUP-06", "反复中止"),
                                    ("R-BID-13", "竞买人之间的串通迹象"),
                                ],
                                max_length=8,
                                verbose_name="规则",
                            ),
                        ),
                        ("subject", models.CharField(max_length=40)),
                        ("listing", models.CharField(max_length=20)),
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
                        ("facts", models.JSONField(default=dict)),
                        ("raised_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["exchange", "-id"], name="alerts_of_an_exchange")],
                        "constraints": [
                            models.UniqueConstraint(fields=("rule", "subject"), name="one_alert_per_rule_and_subject")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="reporting.alert"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("open", "待核查"),
                                    ("pursued", "跟进中"),
                                    ("explained", "已核实无异常"),
                                    ("referred", "已移送处理"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("text", models.CharField(max_length=1000)),
                    ],
                ),
                migrations.CreateModel(
                    name="Instruction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IT")),
                        ("subject", models.CharField(max_length=40)),
                        ("subject_title", models.CharField(max_length=200)),
                        (
                            "exchanges",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("SW", "西南联交所"),
                                        ("CQ", "重庆联交所"),
                                        ("CD", "成都知识产权交易中心"),
                                        ("NT", "国家技术转移西南中心"),
                                    ],
                                    max_length=2,
                                ),
                                size=None,
                                verbose_name="交易机构",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="法律依据")),
                        ("reason", models.CharField(max_length=1000, verbose_name="理由")),
                        ("until_date", models.DateField(blank=True, null=True, verbose_name="中止至")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issued_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("legal_basis", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    ("exchanges__len__gte", 1),
                                ),
                                name="instruction_has_basis_reason_and_addressee",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Execution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instruction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="executions",
                                to="reporting.instruction",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待执行"),
                                    ("executed", "已执行"),
                                    ("objected", "已说明不能执行的原因"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("correction", models.CharField(blank=True, max_length=20)),
                        ("note", models.CharField(blank=True, max_length=1000)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("correction", ""), _negated=True),
                                fields=["correction"],
                                name="execution_by_correction",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instruction", "exchange"), name="one_execution_per_exchange"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("by__isnull", True), ("state", "waiting")),
                                    models.Q(("at__isnull", False), ("by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="answered_instruction_says_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Look",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "user",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("path", models.CharField(max_length=300)),
                        ("subject", models.CharField(blank=True, max_length=30)),
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
                        ("status", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["exchange", "-id"], name="looks_at_an_exchange"),
                            models.Index(
                                condition=models.Q(("exchange", "")), fields=["-id"], name="looks_at_no_single_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EP")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.listing"
                            ),
                        ),
                        (
                            "ordered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("ordered_at", models.DateTimeField()),
                        (
                            "job",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                            ),
                        ),
                        ("size_bytes", models.BigIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("head_seq", models.BigIntegerField(null=True)),
                        ("built_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("built_at__isnull", True), models.Q(("sha256", ""), _negated=True), _connector="OR"
                                ),
                                name="built_pack_has_its_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackContent",
                    fields=[
                        (
                            "pack",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="content",
                                serialize=False,
                                to="reporting.pack",
                            ),
                        ),
                        ("zip", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Return",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RT")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("counting", "统计中"),
                                    ("draft", "待复核"),
                                    ("checked", "待报送"),
                                    ("filed", "已报送"),
                                    ("rejected", "复核退回"),
                                ],
                                default="counting",
                                max_length=8,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("month", "月报"), ("quarter", "季报"), ("year", "年报")],
                                max_length=7,
                                verbose_name="报表类型",
                            ),
                        ),
                        ("first_date", models.DateField()),
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
                                verbose_name="交易机构",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "supersedes",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successors",
                                to="reporting.return",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="更正理由")),
                        (
                            "job",
                            models.OneToOneField(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                            ),
                        ),
                        ("figures", models.JSONField(default=dict)),
                        ("row_count", models.PositiveIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("counted_at", models.DateTimeField(null=True)),
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
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(null=True)),
                        (
                            "filed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("filed_at", models.DateTimeField(null=True)),
                        ("rejection", models.CharField(blank=True, max_length=300, verbose_name="退回理由")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-first_date", "-id"], name="returns_by_period")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["counting", "draft", "checked"])),
                                fields=("kind", "first_date", "exchange"),
                                name="one_return_at_work_per_period",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "filed")),
                                fields=("kind", "first_date", "exchange", "version"),
                                name="one_filed_return_per_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by__isnull", True),
                                    models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="second_person_checks_a_return",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["counting", "rejected"]),
                                    models.Q(("sha256", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="counted_return_has_its_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "filed"), _negated=True),
                                    models.Q(("checked_by__isnull", False), ("filed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="filed_return_was_checked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("supersedes__isnull", True), ("version", 1)),
                                    models.Q(
                                        ("supersedes__isnull", False),
                                        ("version__gt", 1),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="new_version_of_a_return_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnRow",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="reporting.return",
                            ),
                        ),
                        ("listing", models.CharField(max_length=20)),
                        ("case", models.CharField(blank=True, max_length=20)),
                        ("project_number", models.CharField(blank=True, max_length=20)),
                        ("title", models.CharField(max_length=200)),
                        ("exchange", models.CharField(max_length=2)),
                        ("seller", models.CharField(max_length=120)),
                        ("buyer", models.CharField(blank=True, max_length=120)),
                        ("seller_region", models.CharField(blank=True, max_length=2)),
                        ("buyer_region", models.CharField(blank=True, max_length=2)),
                        ("field", models.CharField(blank=True, max_length=30)),
                        ("mode", models.CharField(blank=True, max_length=20)),
                        ("route", models.CharField(max_length=10)),
                        ("owner", models.CharField(blank=True, max_length=14)),
                        ("start_fen", models.BigIntegerField(null=True)),
                        ("price_fen", models.BigIntegerField(null=True)),
                        ("fee_fen", models.BigIntegerField(null=True)),
                        ("registrations", models.PositiveIntegerField(default=0)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("suspensions", models.PositiveSmallIntegerField(default=0)),
                        ("accepted_date", models.DateField(null=True)),
                        ("published_date", models.DateField(null=True)),
                        ("sold_date", models.DateField(null=True)),
                        ("contracted_date", models.DateField(null=True)),
                        ("settled_date", models.DateField(null=True)),
                        ("certified_date", models.DateField(null=True)),
                        ("terminated_date", models.DateField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("of", "listing"), name="one_row_per_case_of_a_return")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sampling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="SM")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "待抽取"), ("drawn", "已抽取")], default="planned", max_length=7
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="抽查名称")),
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
                                verbose_name="交易机构",
                            ),
                        ),
                        ("first_date", models.DateField(verbose_name="起始日期")),
                        ("last_date", models.DateField(verbose_name="截止日期")),
                        ("size", models.PositiveSmallIntegerField(verbose_name="抽取案件数")),
                        ("per_case", models.PositiveSmallIntegerField(verbose_name="每案检查人员数")),
                        ("cases", models.JSONField(default=list)),
                        ("inspectors", models.JSONField(default=list)),
                        ("lists_sha256", models.CharField(max_length=64)),
                        ("commitment", models.CharField(max_length=64)),
                        ("seed_ciphertext", models.TextField()),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        ("seed", models.CharField(blank=True, max_length=64)),
                        ("beacon_seq", models.BigIntegerField(null=True)),
                        ("beacon", models.CharField(blank=True, max_length=64)),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("drawn_by__isnull", True),
                                    models.Q(("drawn_by", models.F("planned_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_person_draws",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("seed", ""), ("state", "planned")),
                                    models.Q(
                                        ("beacon_seq__isnull", False),
                                        ("drawn_by__isnull", False),
                                        ("state", "drawn"),
                                        models.Q(("seed", ""), _negated=True),
                                        models.Q(("beacon", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="drawn_sampling_shows_its_seed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("per_case__gte", 1), ("size__gte", 1)),
                                name="sampling_draws_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IS")),
                        (
                            "state",
                            models.CharField(
                                choices=[("assigned", "待检查"), ("recorded", "已记录")],
                                default="assigned",
                                max_length=8,
                            ),
                        ),
                        (
                            "sampling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="reporting.sampling",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.listing"
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "未发现问题"),
                                    ("minor", "轻微问题，已要求改正"),
                                    ("serious", "严重问题，建议移送"),
                                ],
                                max_length=7,
                                verbose_name="检查结果",
                            ),
                        ),
                        ("findings", models.CharField(blank=True, max_length=2000, verbose_name="检查情况")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sampling", "listing"), name="one_inspection_per_case_drawn"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "assigned"),
                                    models.Q(
                                        models.Q(("result", ""), _negated=True),
                                        models.Q(("findings", ""), _negated=True),
                                        ("recorded_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recorded_inspection_has_findings",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspector",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspectors",
                                to="reporting.inspection",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("inspection", "user"), name="inspector_once_per_inspection")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trace",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="traces", to="trading.sale"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("address", models.CharField(max_length=32)),
                        ("device", models.CharField(blank=True, max_length=32)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sale", "organisation", "address", "device"), name="one_trace_per_connection"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
