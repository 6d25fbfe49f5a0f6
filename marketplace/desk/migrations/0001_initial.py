import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
import marketplace.desk.models.notice
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="P")),
                        (
                            "listing",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="case", to="catalogue.listing"
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
                                verbose_name="交易机构",
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "transferee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases_bought",
                                to="accounts.organisation",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="项目名称")),
                        ("project_number", models.CharField(blank=True, max_length=20, verbose_name="项目编号")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("running", "办理中"),
                                    ("suspended", "已中止"),
                                    ("terminated", "已终结"),
                                    ("archived", "已归档"),
                                ],
                                default="running",
                                max_length=10,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("application", "委托申请"),
                                    ("review", "形式审查"),
                                    ("supplement", "补正通知"),
                                    ("acceptance", "受理通知书"),
                                    ("examination", "审核"),
                                    ("announcement", "挂牌公告"),
                                    ("interest", "意向受让登记"),
                                    ("qualification", "资格确认"),
                                    ("deposit", "保证金到账"),
                                    ("trading", "交易"),
                                    ("confirmation", "成交确认书"),
                                    ("contract", "合同"),
                                    ("settlement", "结算"),
                                    ("voucher", "交易凭证"),
                                    ("archive", "归档"),
                                ],
                                default="application",
                                max_length=13,
                                verbose_name="环节",
                            ),
                        ),
                        (
                            "waiting_for",
                            models.CharField(
                                choices=[
                                    ("exchange", "交易机构"),
                                    ("applicant", "委托方"),
                                    ("bidders", "意向受让方"),
                                    ("parties", "交易双方"),
                                    ("nobody", "无"),
                                ],
                                default="applicant",
                                max_length=9,
                                verbose_name="等待",
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("stage_since", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(null=True)),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承办人",
                            ),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "examined_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_over", models.BooleanField(default=False)),
                        ("deal", models.CharField(blank=True, max_length=40)),
                        ("disclosure_from", models.DateTimeField(null=True)),
                        ("disclosed_working_days", models.PositiveSmallIntegerField(default=0)),
                        ("suspended_at", models.DateTimeField(null=True)),
                        ("suspension_ends_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("retain_until", models.DateField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "running")),
                                fields=["exchange", "stage", "due_at", "id"],
                                name="desk_queue",
                            ),
                            models.Index(
                                condition=models.Q(("state", "running")),
                                fields=["exchange", "due_at", "id"],
                                name="desk_queue_of_all",
                            ),
                            models.Index(fields=["exchange", "state", "-id"], name="desk_cases_by_state"),
                            models.Index(
                                condition=models.Q(("state", "running")),
                                fields=["exchange", "assignee", "due_at"],
                                name="desk_load",
                            ),
                            models.Index(fields=["applicant", "-id"], name="desk_cases_of_applicant"),
                            models.Index(
                                condition=models.Q(
                                    ("due_at__isnull", False),
                                    ("overdue_at__isnull", True),
                                    ("state", "running"),
                                    models.Q(
                                        models.Q(("waiting_for__in", ["bidders", "nobody"]), _negated=True),
                                        models.Q(("deal", ""), ("stage", "interest"), ("waiting_for", "bidders")),
                                        _connector="OR",
                                    ),
                                ),
                                fields=["due_at", "id"],
                                name="desk_cases_due",
                            ),
                            models.Index(
                                condition=models.Q(("overdue_at__isnull", True), ("state", "suspended")),
                                fields=["suspension_ends_at", "id"],
                                name="desk_suspensions_due",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("examined_by__isnull", True),
                                    models.Q(
                                        ("accepted_by__isnull", False),
                                        models.Q(("examined_by", models.F("accepted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="examined_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "stage__in",
                                            [
                                                "announcement",
                                                "archive",
                                                "confirmation",
                                                "contract",
                                                "deposit",
                                                "interest",
                                                "qualification",
                                                "settlement",
                                                "trading",
                                                "voucher",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    ("taken_over", True),
                                    ("examined_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="announced_case_was_accepted_and_examined",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "suspended"),
                                        ("suspended_at__isnull", False),
                                        ("suspension_ends_at__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("state", "suspended"), _negated=True),
                                        ("suspended_at__isnull", True),
                                        ("suspension_ends_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="suspended_case_has_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "archived"), _negated=True),
                                    models.Q(("ended_at__isnull", False), ("retain_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="archived_case_is_kept_for_years",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Check",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="desk.case"
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[("passed", "符合"), ("missing", "缺失或不符"), ("waived", "不适用")],
                                max_length=7,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("case", "code"), name="one_tick_per_line")],
                    },
                ),
                migrations.CreateModel(
                    name="PublicNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="PN")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("listing", "挂牌公告"),
                                    ("sale", "竞价公告"),
                                    ("call", "揭榜公告"),
                                    ("publicity", "公示"),
                                    ("result", "成交公告"),
                                    ("erratum", "更正公告"),
                                    ("change", "变更公告"),
                                    ("suspension", "中止公告"),
                                    ("resumption", "恢复公告"),
                                    ("termination", "终结公告"),
                                    ("rules", "规则征求意见"),
                                ],
                                max_length=11,
                                verbose_name="公告类型",
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
                                verbose_name="发布机构",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="标题")),
                        (
                            "body",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name="正文"
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=60)),
                        ("project_number", models.CharField(blank=True, max_length=20, verbose_name="项目编号")),
                        ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="desk.publicnotice",
                                verbose_name="所更正的公告",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=20)),
                        ("contact", models.CharField(blank=True, max_length=300, verbose_name="异议联系方式")),
                        ("posted_by", models.CharField(max_length=60)),
                        ("posted_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "-id"], name="notices_by_kind"),
                            models.Index(fields=["exchange", "-id"], name="notices_by_exchange"),
                            models.Index(fields=["subject"], name="notices_by_subject"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                                ),
                                name="notice_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeSubscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="NS")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notice_subscriptions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("listing", "挂牌公告"),
                                    ("sale", "竞价公告"),
                                    ("call", "揭榜公告"),
                                    ("publicity", "公示"),
                                    ("result", "成交公告"),
                                    ("erratum", "更正公告"),
                                    ("change", "变更公告"),
                                    ("suspension", "中止公告"),
                                    ("resumption", "恢复公告"),
                                    ("termination", "终结公告"),
                                    ("rules", "规则征求意见"),
                                ],
                                max_length=11,
                                verbose_name="公告类型",
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
                                verbose_name="发布机构",
                            ),
                        ),
                        ("keyword", models.CharField(blank=True, max_length=60, verbose_name="关键词")),
                        (
                            "token",
                            models.CharField(
                                default=marketplace.desk.models.notice.new_token,
                                editable=False,
                                max_length=40,
                                unique=True,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "exchange", "keyword"), name="one_subscription_of_a_kind"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CO")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="desk.case"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("erratum", "更正公告"),
                                    ("change", "变更公告"),
                                    ("suspension", "中止"),
                                    ("resumption", "恢复"),
                                    ("termination", "终结"),
                                    ("deposit_reversal", "撤销保证金到账确认"),
                                    ("document_reissue", "重新出具文书"),
                                    ("certificate_reissue", "重新出具鉴证书"),
                                ],
                                max_length=19,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待复核"), ("approved", "已生效"), ("rejected", "已驳回")],
                                default="proposed",
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
                        ("payload", models.JSONField(blank=True, default=dict)),
                        ("before", models.JSONField(blank=True, default=dict)),
                        ("after", models.JSONField(blank=True, default=dict)),
                        ("from_applicant", models.BooleanField(default=False)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
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
                        ("decision_note", models.TextField(blank=True)),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="desk.publicnotice",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=30)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="correction_decided_by_another_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("state", "proposed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "proposed"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_correction_says_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("case", "kind"),
                                name="one_open_correction_per_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="desk.case"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("done", "办理"),
                                    ("returned", "退回"),
                                    ("requested", "通知补正"),
                                    ("noted", "记录"),
                                    ("overdue", "逾期"),
                                    ("assigned", "承办"),
                                    ("suspended", "中止"),
                                    ("resumed", "恢复"),
                                    ("terminated", "终结"),
                                    ("corrected", "更正"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("application", "委托申请"),
                                    ("review", "形式审查"),
                                    ("supplement", "补正通知"),
                                    ("acceptance", "受理通知书"),
                                    ("examination", "审核"),
                                    ("announcement", "挂牌公告"),
                                    ("interest", "意向受让登记"),
                                    ("qualification", "资格确认"),
                                    ("deposit", "保证金到账"),
                                    ("trading", "交易"),
                                    ("confirmation", "成交确认书"),
                                    ("contract", "合同"),
                                    ("settlement", "结算"),
                                    ("voucher", "交易凭证"),
                                    ("archive", "归档"),
                                ],
                                max_length=13,
                            ),
                        ),
                        (
                            "to_stage",
                            models.CharField(
                                choices=[
                                    ("application", "委托申请"),
                                    ("review", "形式审查"),
                                    ("supplement", "补正通知"),
                                    ("acceptance", "受理通知书"),
                                    ("examination", "审核"),
                                    ("announcement", "挂牌公告"),
                                    ("interest", "意向受让登记"),
                                    ("qualification", "资格确认"),
                                    ("deposit", "保证金到账"),
                                    ("trading", "交易"),
                                    ("confirmation", "成交确认书"),
                                    ("contract", "合同"),
                                    ("settlement", "结算"),
                                    ("voucher", "交易凭证"),
                                    ("archive", "归档"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("pieces", models.JSONField(blank=True, default=list)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("subject", models.CharField(blank=True, max_length=40)),
                        ("document", models.CharField(blank=True, max_length=30)),
                        ("internal", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "id"], name="desk_history"),
                            models.Index(
                                condition=models.Q(("by__isnull", False)), fields=["by", "at"], name="desk_done_by"
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
