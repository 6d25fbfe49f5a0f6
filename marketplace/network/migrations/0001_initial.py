import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers
import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("desk", "0001_initial"),
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="TF")),
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("case", "案件"),
                                    ("notice", "公告"),
                                    ("result", "成交结果"),
                                    ("deal", "外部成交"),
                                ],
                                max_length=6,
                                verbose_name="内容",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
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
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "job",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfer",
                                to="jobs.job",
                            ),
                        ),
                        ("looked_at", models.PositiveIntegerField(default=0)),
                        ("sample", models.JSONField(default=list)),
                        ("landed", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("conflicting", models.PositiveIntegerField(default=0)),
                        ("bad", models.PositiveIntegerField(default=0)),
                        ("faults", models.JSONField(default=list)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["exchange", "-id"], name="transfers_of_an_exchange")],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="PR")),
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("case", "案件"),
                                    ("notice", "公告"),
                                    ("result", "成交结果"),
                                    ("deal", "外部成交"),
                                ],
                                max_length=6,
                                verbose_name="内容",
                            ),
                        ),
                        ("original_number", models.CharField(max_length=60, verbose_name="原项目编号")),
                        ("part", models.CharField(blank=True, max_length=60)),
                        ("title", models.CharField(max_length=300, verbose_name="名称")),
                        (
                            "notice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partner_record",
                                to="desk.publicnotice",
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("exchange", "kind", "original_number", "part"),
                                name="one_record_per_original_number",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="network.partnerrecord",
                            ),
                        ),
                        ("value", models.CharField(max_length=64)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["value"], name="records_by_mark")],
                        "constraints": [
                            models.UniqueConstraint(fields=("record", "value"), name="record_has_a_mark_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RD")),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="network.partnerrecord",
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("content_hash", models.BinaryField(max_length=32)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("current", "现行"),
                                    ("conflicting", "有冲突，待裁定"),
                                    ("declined", "未采用"),
                                    ("superseded", "已被替换"),
                                ],
                                max_length=11,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("changed", "同一编号，内容不同"),
                                    ("own_case", "本平台已有同一项目"),
                                    ("other_exchange", "另一机构已报送同一项目"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("own", models.CharField(blank=True, max_length=20)),
                        (
                            "other",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubted",
                                to="network.partnerrecord",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="network.transfer",
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("received_from", models.CharField(max_length=60)),
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
                        ("decision", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "conflicting")), fields=["-id"], name="open_conflicts"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("record", "content_hash"), name="content_of_a_record_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "current")), fields=("record",), name="one_current_reading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "conflicting"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="conflict_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", "")
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_by_somebody_with_reasons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="declined_reading_was_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("other", None),
                                    models.Q(("other", models.F("record")), _negated=True),
                                    _connector="OR",
                                ),
                                name="doubted_by_another_record",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalDeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="XD")),
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
                                verbose_name="登记机构",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("pending", "待核验"), ("returned", "退回更正"), ("checked", "已核验")],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        ("contract_number", models.CharField(max_length=60, verbose_name="合同编号")),
                        ("title", models.CharField(max_length=300, verbose_name="成交标的")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("assignment", "转让"),
                                    ("exclusive_licence", "独占许可"),
                                    ("sole_licence", "排他许可"),
                                    ("ordinary_licence", "普通许可"),
                                    ("equity", "作价入股"),
                                    ("development", "技术开发"),
                                    ("service", "技术服务"),
                                ],
                                max_length=20,
                                verbose_name="转化方式",
                            ),
                        ),
                        (
                            "amount_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1, "成交金额须大于零。"),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="成交金额",
                            ),
                        ),
                        ("deal_date", models.DateField(verbose_name="成交日期")),
                        ("venue", models.CharField(blank=True, max_length=100, verbose_name="成交场所")),
                        ("seller", models.CharField(max_length=120, verbose_name="转让方")),
                        (
                            "seller_uscc",
                            models.CharField(
                                blank=True,
                                max_length=18,
                                validators=[accounts.identifiers.validate_uscc],
                                verbose_name="转让方统一社会信用代码",
                            ),
                        ),
                        (
                            "seller_region",
                            models.CharField(
                                max_length=6,
                                validators=[accounts.identifiers.validate_region],
                                verbose_name="转让方所在地",
                            ),
                        ),
                        ("buyer", models.CharField(max_length=120, verbose_name="受让方")),
                        (
                            "buyer_uscc",
                            models.CharField(
                                blank=True,
                                max_length=18,
                                validators=[accounts.identifiers.validate_uscc],
                                verbose_name="受让方统一社会信用代码",
                            ),
                        ),
                        (
                            "buyer_region",
                            models.CharField(
                                max_length=6,
                                validators=[accounts.identifiers.validate_region],
                                verbose_name="受让方所在地",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.file",
                                verbose_name="证明材料",
                            ),
                        ),
                        (
                            "record",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deal",
                                to="network.partnerrecord",
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
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
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
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="退回原因")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "checked")),
                                fields=["deal_date"],
                                name="checked_deals_by_day",
                            ),
                            models.Index(fields=["exchange", "-id"], name="deals_of_an_exchange"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("exchange", "contract_number"),
                                name="one_deal_per_contract_number",
                                violation_error_message="这一合同编号已登记过外部成交：请核对，不要重复登记。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)),
                                name="deal_amount_is_positive",
                                violation_error_message="成交金额须大于零。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "checked"), _negated=True),
                                    models.Q(
                                        ("checked_at__isnull", False),
                                        ("checked_by__isnull", False),
                                        ("evidence__isnull", False),
                                        models.Q(("checked_by", models.F("entered_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="checked_deal_has_evidence_and_two_persons",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
