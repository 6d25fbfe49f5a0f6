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
                    name="Practitioner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="TM")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待审核"),
                                    ("returned", "退回补正"),
                                    ("verified", "已认证"),
                                    ("suspended", "已暂停"),
                                ],
                                default="pending",
                                max_length=9,
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="practitioner",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="practitioners",
                                to="accounts.organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("junior", "初级（技术经纪人）"),
                                    ("middle", "中级（技术经理人）"),
                                    ("senior", "高级（技术经理人）"),
                                ],
                                max_length=6,
                                verbose_name="级别",
                            ),
                        ),
                        ("certificate_number", models.CharField(max_length=60, verbose_name="证书编号")),
                        ("issued_by", models.CharField(max_length=120, verbose_name="发证机构")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                        ("fields", models.CharField(blank=True, max_length=200, verbose_name="专长领域")),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.file",
                            ),
                        ),
                        ("consents", models.BooleanField(default=False, verbose_name="同意公开")),
                        ("registered_at", models.DateTimeField()),
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
                        (
                            "verified_by",
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
                        ("reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issued_by", "certificate_number"),
                                name="one_practitioner_per_certificate",
                                violation_error_message="该证书已登记。如非本人登记，请联系交易机构。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("user")), _negated=True),
                                    _connector="OR",
                                ),
                                name="practitioner_verified_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="AT")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待本人确认"),
                                    ("confirmed", "已确认"),
                                    ("declined", "本人未确认"),
                                    ("frozen", "已随出证锁定"),
                                ],
                                default="proposed",
                                max_length=9,
                            ),
                        ),
                        ("subject", models.CharField(max_length=60)),
                        (
                            "practitioner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attributions",
                                to="agency.practitioner",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("for_seller", "转让方经理人"),
                                    ("for_buyer", "受让方经理人"),
                                    ("matching", "撮合"),
                                    ("custody", "托管"),
                                    ("other", "其他服务"),
                                ],
                                max_length=10,
                                verbose_name="作用",
                            ),
                        ),
                        ("share_numerator", models.PositiveIntegerField(verbose_name="份额分子")),
                        ("share_denominator", models.PositiveIntegerField(verbose_name="份额分母")),
                        ("amount_fen", models.BigIntegerField(null=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_for",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("frozen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject"], name="attributions_of_a_deal")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share_denominator__gt", 0),
                                    ("share_numerator__gt", 0),
                                    ("share_denominator__lte", 1000000),
                                    ("share_numerator__lte", models.F("share_denominator")),
                                ),
                                name="attributed_share_is_a_part",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "declined"), _negated=True),
                                fields=("subject", "practitioner"),
                                name="one_attribution_per_deal_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "frozen"), _negated=True),
                                    models.Q(("amount_fen__isnull", False), ("frozen_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="frozen_attribution_has_its_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CA")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待对方签署"),
                                    ("in_force", "已签署"),
                                    ("refused", "未签署"),
                                    ("terminated", "已解除"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custodies_given",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "custodian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custodies_taken",
                                to="accounts.organisation",
                            ),
                        ),
                        ("scopes", models.JSONField(default=list, verbose_name="托管事项")),
                        ("all_rights", models.BooleanField(default=False, verbose_name="托管全部成果")),
                        ("from_date", models.DateField(verbose_name="期限自")),
                        ("to_date", models.DateField(verbose_name="期限至")),
                        ("limit_fen", models.BigIntegerField(blank=True, null=True, verbose_name="授权金额上限")),
                        ("annuities", models.CharField(blank=True, max_length=500, verbose_name="年费承担")),
                        ("fee", models.CharField(max_length=500, verbose_name="托管费用")),
                        ("fee_fen", models.BigIntegerField(blank=True, null=True, verbose_name="固定费用")),
                        (
                            "fee_bp",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="成交分成（万分之一）"),
                        ),
                        ("notice_days", models.PositiveSmallIntegerField(default=30, verbose_name="解除通知期（日）")),
                        ("terms", models.TextField(blank=True, max_length=4000, verbose_name="其他约定")),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.file",
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
                        (
                            "proposed_for",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        ("ends_date", models.DateField(blank=True, null=True)),
                        ("end_reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["custodian", "owner"], name="custody_of_whom")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("owner", models.F("custodian")), _negated=True),
                                name="custody_is_of_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_date__gte", models.F("from_date"))),
                                name="custody_ends_after_its_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_by__isnull", True),
                                    models.Q(("signed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="custody_signed_by_two_persons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["in_force", "terminated"]), _negated=True),
                                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="custody_in_force_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "terminated"), _negated=True),
                                    ("ends_date__isnull", False),
                                    _connector="OR",
                                ),
                                name="terminated_custody_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fee_fen__isnull", True), ("fee_fen__gte", 0), _connector="OR"),
                                    models.Q(("fee_bp__isnull", True), ("fee_bp__lte", 10000), _connector="OR"),
                                    models.Q(("limit_fen__isnull", True), ("limit_fen__gt", 0), _connector="OR"),
                                ),
                                name="custody_fees_are_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyRight",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights",
                                to="agency.custodyagreement",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="权利号")),
                        ("title", models.CharField(max_length=200, verbose_name="名称")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "number"), name="a_right_stands_once_in_an_agreement"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Annuity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schedule",
                                to="agency.custodyagreement",
                            ),
                        ),
                        ("right_number", models.CharField(max_length=60, verbose_name="权利号")),
                        ("due_date", models.DateField(verbose_name="应缴日期")),
                        ("amount_fen", models.BigIntegerField(verbose_name="金额")),
                        (
                            "payer",
                            models.CharField(
                                choices=[("owner", "委托方（权利人）"), ("custodian", "受托方（托管机构）")],
                                max_length=9,
                                verbose_name="由谁缴纳",
                            ),
                        ),
                        ("remind_date", models.DateField()),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("paid_date", models.DateField(blank=True, null=True, verbose_name="缴纳日期")),
                        ("evidence", models.CharField(blank=True, max_length=120, verbose_name="缴费凭证")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("paid_date__isnull", True), ("reminded_at__isnull", True)),
                                fields=["remind_date"],
                                name="annuities_to_remind",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "right_number", "due_date"), name="one_annuity_per_right_and_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="annuity_is_an_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("remind_date__lte", models.F("due_date"))),
                                name="annuity_reminds_before_it_is_due",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "attributions"),
    ]
