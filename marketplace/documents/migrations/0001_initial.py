import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("files", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("series", models.CharField(max_length=40)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "year"), name="one_counter_per_series_and_year"),
                            models.CheckConstraint(condition=models.Q(("last__gte", 1)), name="numbers_start_at_one"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Layout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("source", models.TextField()),
                        ("added_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Template",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="文书种类")),
                        ("edition", models.PositiveSmallIntegerField(verbose_name="版次")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "待批准"), ("approved", "已批准"), ("rejected", "未批准")],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="标题")),
                        ("title_en", models.CharField(max_length=100, verbose_name="英文标题")),
                        (
                            "layout",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="templates",
                                to="documents.layout",
                            ),
                        ),
                        ("source", models.TextField(verbose_name="正文")),
                        ("schema", models.JSONField()),
                        ("blank", models.BooleanField(default=False)),
                        ("effective_from", models.DateField(verbose_name="生效日期")),
                        ("shipped", models.BooleanField(default=False)),
                        ("sha256", models.CharField(max_length=64)),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="修订说明")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
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
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="不批准的原因")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "edition"), name="one_template_per_code_and_edition"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("shipped", True), ("drafted_by__isnull", False), _connector="XOR"),
                                name="template_is_shipped_or_drafted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="template_four_eyes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    ("shipped", True),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="template_decided_by_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("code", models.CharField(max_length=40)),
                        ("label", models.CharField(max_length=20)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("exchange", "code"), name="one_label_per_series"),
                            models.UniqueConstraint(fields=("label",), name="no_label_of_two_series"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DOC")),
                        (
                            "state",
                            models.CharField(
                                choices=[("current", "有效"), ("superseded", "已被替代"), ("revoked", "已撤销")],
                                default="current",
                                max_length=10,
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="documents.template",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        ("printed_number", models.CharField(max_length=40, unique=True)),
                        ("code", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=60)),
                        ("subject", models.CharField(max_length=60)),
                        (
                            "addressee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("data", models.JSONField()),
                        ("frame", models.JSONField()),
                        ("check_code", models.CharField(max_length=12, unique=True)),
                        ("pages", models.PositiveSmallIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("jws", models.TextField()),
                        ("issued_at", models.DateTimeField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="documents.document",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("revoked_reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject", "id"], name="documents_of_a_subject"),
                            models.Index(fields=["addressee", "-id"], name="documents_of_an_addressee"),
                            models.Index(fields=["exchange", "-id"], name="documents_of_an_exchange"),
                            models.Index(fields=["sha256"], name="document_by_hash"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("exchange", "code", "year", "serial"), name="one_document_per_serial"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_new_document_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "revoked"),
                                        ("revoked_at__isnull", False),
                                        models.Q(("revoked_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "revoked"), _negated=True), ("revoked_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="revoked_at_a_time_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("supersedes", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="supersedes_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Print",
                    fields=[
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="print",
                                serialize=False,
                                to="documents.document",
                            ),
                        ),
                        ("content", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Sealing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="SL")),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sealings",
                                to="documents.document",
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("uploaded", "待核对"), ("confirmed", "原件已核"), ("rejected", "已退回")],
                                default="uploaded",
                                max_length=9,
                            ),
                        ),
                        ("pages", models.PositiveSmallIntegerField()),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("matches", "扫描件上的二维码属于本文书"),
                                    ("unread", "未能识别扫描件上的二维码，请人工核对"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checklist", models.JSONField(default=dict)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "uploaded")),
                                fields=["state", "id"],
                                name="sealings_that_wait",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "rejected"), _negated=True),
                                fields=("document", "organisation"),
                                name="one_live_scan_per_seal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("uploaded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="own_scan_is_not_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "uploaded")),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="sealing_decided_by_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="scan_rejected_for_a_reason",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "documents"),
    ]
