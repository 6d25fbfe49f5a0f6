import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_acting_token"),
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Deed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DD")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "待签署"),
                                    ("in_force", "已生效"),
                                    ("ended", "已解除"),
                                    ("lapsed", "未订立"),
                                ],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("subject", models.CharField(max_length=60, unique=True)),
                        ("title", models.CharField(max_length=200)),
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
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "client",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        ("announced", models.JSONField(default=dict)),
                        ("managed", models.JSONField(default=dict)),
                        (
                            "current",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.deedversion",
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("effective_at", models.DateTimeField(null=True)),
                        ("paid_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["provider", "-id"], name="deeds_of_a_provider"),
                            models.Index(fields=["client", "-id"], name="deeds_of_a_client"),
                            models.Index(fields=["exchange", "-id"], name="deeds_of_a_venue"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("provider", models.F("client")), _negated=True),
                                name="deed_is_between_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "lapsed"]),
                                    models.Q(("current__isnull", False), ("effective_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="deed_in_force_since_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state__in", ["draft", "in_force"])),
                                    models.Q(("ended_at__isnull", False), ("state__in", ["ended", "lapsed"])),
                                    _connector="OR",
                                ),
                                name="deed_ends_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeedVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DV")),
                        (
                            "deed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="contracts.deed",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待对方答复"),
                                    ("accepted", "已采用"),
                                    ("declined", "未接受"),
                                    ("withdrawn", "已撤回"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("supplement", models.BooleanField(default=False)),
                        (
                            "basis",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.deedversion",
                            ),
                        ),
                        (
                            "subtype",
                            models.CharField(
                                choices=[
                                    ("commissioned", "委托开发"),
                                    ("joint", "合作开发"),
                                    ("patent", "专利权转让"),
                                    ("application", "专利申请权转让"),
                                    ("secret", "技术秘密转让"),
                                    ("other_right", "其他知识产权转让"),
                                    ("equity", "技术入股"),
                                    ("patent_licence", "专利实施许可"),
                                    ("secret_licence", "技术秘密使用许可"),
                                    ("other_licence", "其他知识产权许可"),
                                    ("consulting", "技术咨询"),
                                    ("service", "技术服务"),
                                ],
                                max_length=20,
                                verbose_name="合同类型",
                            ),
                        ),
                        ("text", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("note", models.CharField(blank=True, max_length=1000, verbose_name="修改说明")),
                        (
                            "proposed_side",
                            models.CharField(
                                blank=True, choices=[("provider", "甲方"), ("client", "乙方")], max_length=8
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("deed", "position"), name="deed_version_position"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("deed",),
                                name="one_proposed_version_per_deed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "proposed"), _negated=True),
                                    models.Q(
                                        models.Q(("proposed_side", ""), _negated=True), ("proposed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_side_proposes_what_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("supplement", False), ("basis__isnull", False), _connector="OR"),
                                name="supplement_changes_a_version",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeedSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatures",
                                to="contracts.deedversion",
                            ),
                        ),
                        ("side", models.CharField(choices=[("provider", "甲方"), ("client", "乙方")], max_length=8)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_at", models.DateTimeField()),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("market", "平台电子签名（Ed25519）"),
                                    ("sm2", "平台电子签名（SM2、SM3）"),
                                    ("ca", "第三方 CA 数字证书"),
                                    ("paper", "纸质盖章"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("evidence", models.TextField()),
                        ("signer", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "side"), name="one_signature_per_side"),
                            models.CheckConstraint(
                                condition=models.Q(("evidence", ""), _negated=True), name="signature_has_its_evidence"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RS")),
                        (
                            "deed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="contracts.deed"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("right_number", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "act",
                            models.CharField(
                                choices=[("transfer", "权利转移登记"), ("record", "许可合同备案")], max_length=8
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待申报"),
                                    ("filed", "已申报"),
                                    ("registered", "已登记"),
                                    ("dropped", "不再办理"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("due_at", models.DateTimeField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("filed_date", models.DateField(null=True, verbose_name="申报日期")),
                        ("filed_reference", models.CharField(blank=True, max_length=120, verbose_name="受理编号")),
                        (
                            "filed_side",
                            models.CharField(
                                blank=True,
                                choices=[("provider", "甲方"), ("client", "乙方")],
                                max_length=8,
                                verbose_name="申报方",
                            ),
                        ),
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
                        ("entry_due_at", models.DateTimeField(null=True)),
                        ("registered_date", models.DateField(null=True, verbose_name="登记日期")),
                        (
                            "notice_number",
                            models.CharField(blank=True, max_length=120, verbose_name="手续合格通知书编号"),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("registered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("reminded_at__isnull", True), ("state", "waiting")),
                                fields=["due_at"],
                                name="steps_to_file",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("deed", "position"), name="one_step_per_right"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["filed", "registered"]), _negated=True),
                                    models.Q(
                                        ("filed_at__isnull", False),
                                        ("filed_date__isnull", False),
                                        models.Q(("filed_reference", ""), _negated=True),
                                        models.Q(("filed_side", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="filed_step_says_when_and_where",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "registered"), _negated=True),
                                    models.Q(
                                        ("registered_at__isnull", False),
                                        ("registered_date__gte", models.F("filed_date")),
                                        models.Q(("notice_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="registered_step_has_its_notice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Declaration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="contracts.deedversion",
                            ),
                        ),
                        ("side", models.CharField(choices=[("provider", "甲方"), ("client", "乙方")], max_length=8)),
                        (
                            "points",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("grant_back", "限制改进，或者要求无偿、非互惠地回授改进成果"),
                                        ("rivals", "限制从其他来源获得类似或者竞争的技术"),
                                        ("exploitation", "不合理地限制实施的数量、品种、价格、渠道或者市场"),
                                        ("tying", "搭售：要求接受并非必需的技术、原料、设备、服务或者人员"),
                                        ("supply", "不合理地限制原料、零部件、产品或者设备的渠道或者来源"),
                                        ("challenge", "禁止对知识产权的有效性提出异议，或者对异议附加条件"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("declared_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "side"), name="one_declaration_per_side")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeedFlag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="FL")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="contracts.deedversion",
                            ),
                        ),
                        (
                            "point",
                            models.CharField(
                                choices=[
                                    ("grant_back", "限制改进，或者要求无偿、非互惠地回授改进成果"),
                                    ("rivals", "限制从其他来源获得类似或者竞争的技术"),
                                    ("exploitation", "不合理地限制实施的数量、品种、价格、渠道或者市场"),
                                    ("tying", "搭售：要求接受并非必需的技术、原料、设备、服务或者人员"),
                                    ("supply", "不合理地限制原料、零部件、产品或者设备的渠道或者来源"),
                                    ("challenge", "禁止对知识产权的有效性提出异议，或者对异议附加条件"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("clause", models.CharField(blank=True, max_length=20)),
                        ("excerpt", models.CharField(blank=True, max_length=300)),
                        (
                            "source",
                            models.CharField(choices=[("words", "条款文字提示"), ("side", "一方勾选")], max_length=5),
                        ),
                        ("side", models.CharField(choices=[("provider", "甲方"), ("client", "乙方")], max_length=8)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "待答复"), ("cleared", "认为合法"), ("upheld", "须修改")],
                                default="open",
                                max_length=7,
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_for", models.CharField(blank=True, max_length=8)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "clause", "point"), name="one_flag_per_clause_and_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(("answered_by__isnull", False), models.Q(("answer", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="flag_is_answered_with_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeedMilestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="MS")),
                        (
                            "deed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="contracts.deed",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=120)),
                        ("deliverables", models.CharField(max_length=1000)),
                        ("acceptance", models.CharField(max_length=1000)),
                        ("amount_fen", models.BigIntegerField(null=True)),
                        ("due_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待交付"),
                                    ("handed_in", "待验收"),
                                    ("returned", "退回整改"),
                                    ("accepted", "已验收"),
                                    ("dropped", "不再履行"),
                                ],
                                default="pending",
                                max_length=9,
                            ),
                        ),
                        ("overdue_at", models.DateTimeField(null=True)),
                        ("accepted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("overdue_at__isnull", True), ("state__in", ["pending", "returned"])
                                ),
                                fields=["due_at"],
                                name="milestones_to_watch",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "dropped"), _negated=True),
                                fields=("deed", "position"),
                                name="one_live_milestone_per_position",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "accepted"), ("accepted_at__isnull", True), _connector="XOR"
                                ),
                                name="milestone_accepted_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="HO")),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="contracts.deedmilestone",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("handed_in", "待验收"),
                                    ("accepted", "验收合格"),
                                    ("returned", "退回整改"),
                                    ("dropped", "不再履行"),
                                ],
                                default="handed_in",
                                max_length=9,
                            ),
                        ),
                        ("note", models.CharField(max_length=1000, verbose_name="交付说明")),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField()),
                        ("answer_due_at", models.DateTimeField()),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("silence_due_at", models.DateTimeField(null=True)),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("by_silence", models.BooleanField(default=False)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="验收意见")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "handed_in")),
                                fields=["answer_due_at"],
                                name="handovers_to_watch",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("milestone", "position"), name="handover_position"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "handed_in")),
                                fields=("milestone",),
                                name="one_open_handover_per_milestone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="handover_is_returned_with_reasons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_silence", False),
                                    models.Q(("answered_by__isnull", True), ("reminded_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="silence_only_after_a_reminder",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Termination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="TN")),
                        (
                            "deed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terminations",
                                to="contracts.deed",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("agreed", "双方协商一致（民法典第五百六十二条）"),
                                    ("force_majeure", "不可抗力致使不能实现合同目的（民法典第五百六十三条）"),
                                    ("refusal", "对方明确表示或以行为表明不履行主要债务（民法典第五百六十三条）"),
                                    (
                                        "delay",
                                        "对方迟延履行主要债务，经催告后在合理期限内仍未履行（民法典第五百六十三条）",
                                    ),
                                    ("breach", "对方违约致使不能实现合同目的（民法典第五百六十三条）"),
                                    ("disclosed", "作为开发标的的技术已由他人公开（民法典第八百五十七条）"),
                                ],
                                max_length=13,
                                verbose_name="解除事由",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="事实和理由")),
                        ("settlement", models.CharField(blank=True, max_length=1000, verbose_name="善后安排")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待对方答复"),
                                    ("noticed", "已通知，异议期内"),
                                    ("objected", "对方有异议"),
                                    ("effective", "已解除"),
                                    ("declined", "未达成一致"),
                                    ("withdrawn", "已撤回"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("side", models.CharField(choices=[("provider", "甲方"), ("client", "乙方")], max_length=8)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("objection_due_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", models.CharField(blank=True, max_length=1000)),
                        ("effective_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "noticed")),
                                fields=["objection_due_at"],
                                name="terminations_to_end",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("proposed", "noticed", "objected"))),
                                fields=("deed",),
                                name="one_live_termination_per_deed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ground", "agreed"), ("objection_due_at__isnull", True)),
                                    models.Q(
                                        models.Q(("ground", "agreed"), _negated=True),
                                        ("objection_due_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_waits_for_an_answer_notice_for_its_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "effective"), ("effective_at__isnull", True), _connector="XOR"
                                ),
                                name="termination_takes_effect_at_a_time",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "deeds"),
    ]
