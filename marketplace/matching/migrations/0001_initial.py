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
        ("catalogue", "0001_initial"),
        ("files", "0001_initial"),
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Ranking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RK")),
                        (
                            "state",
                            models.CharField(
                                choices=[("in_force", "使用中"), ("retired", "已停用"), ("rejected", "未采用")],
                                max_length=8,
                            ),
                        ),
                        ("material", models.BinaryField()),
                        ("checksum", models.CharField(max_length=64)),
                        ("needs", models.PositiveIntegerField()),
                        ("listings", models.PositiveIntegerField()),
                        ("graded", models.PositiveIntegerField()),
                        ("quality", models.JSONField(blank=True, default=dict)),
                        ("taught_at", models.DateTimeField()),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("state",),
                                name="one_ranking_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", False), ("state", "retired")),
                                    models.Q(
                                        models.Q(("state", "retired"), _negated=True), ("retired_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="retired_ranking_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Match",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="M")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待双方确认"),
                                    ("supplier_in", "供方已接受"),
                                    ("seeker_in", "需方已接受"),
                                    ("connected", "双方已对接"),
                                    ("declined", "已谢绝"),
                                    ("lapsed", "已失效"),
                                ],
                                default="proposed",
                                max_length=12,
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="matches",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="catalogue.need"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField()),
                        ("reasons", models.JSONField()),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "declined_by",
                            models.CharField(
                                blank=True, choices=[("supplier", "供方"), ("seeker", "需方")], max_length=8
                            ),
                        ),
                        (
                            "decline_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("too_early", "技术尚不成熟"),
                                    ("off_topic", "方向不符"),
                                    ("too_vague", "描述过于笼统"),
                                    ("benefit_unclear", "效益不明确"),
                                    ("too_expensive", "价格超出预算"),
                                    ("solved", "已有解决方案"),
                                    ("other", "其他原因"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("decline_note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "need"), name="one_match_per_pair"),
                            models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="score_from_0_to_100"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(
                                        models.Q(("declined_by", ""), _negated=True),
                                        models.Q(("decline_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decline_has_side_and_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "match",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="matching.match",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("accepted", "愿意对接"),
                                    ("declined", "谢绝"),
                                    ("contacted", "已联系"),
                                    ("met", "已会面"),
                                    ("sample", "已试样"),
                                    ("negotiation", "已进入商谈"),
                                    ("contracted", "已签合同"),
                                    ("ended", "对接结束"),
                                ],
                                max_length=11,
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True, choices=[("supplier", "供方"), ("seeker", "需方")], max_length=8
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=16)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("happened_date", models.DateField()),
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "at"], name="feedback_by_kind")],
                        "constraints": [
                            models.UniqueConstraint(fields=("match", "kind", "side"), name="a_side_says_a_thing_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "declined"),
                                        (
                                            "reason__in",
                                            [
                                                "benefit_unclear",
                                                "off_topic",
                                                "other",
                                                "solved",
                                                "too_early",
                                                "too_expensive",
                                                "too_vague",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("kind", "ended"),
                                        (
                                            "reason__in",
                                            ["funding", "other", "price", "silent", "solved", "terms", "unsuitable"],
                                        ),
                                    ),
                                    models.Q(
                                        ("reason", ""), models.Q(("kind__in", ["declined", "ended"]), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_end_has_a_coded_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("side", ""), _negated=True),
                                    models.Q(("by__isnull", True), ("kind", "contracted")),
                                    _connector="OR",
                                ),
                                name="the_market_sees_contracts_alone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CT")),
                        (
                            "match",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="contact", to="matching.match"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "对接中"), ("contracted", "已签合同"), ("ended", "已结束")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("acted_at", models.DateTimeField()),
                        (
                            "acted_side",
                            models.CharField(
                                blank=True, choices=[("supplier", "供方"), ("seeker", "需方")], max_length=8
                            ),
                        ),
                        ("next_step", models.CharField(blank=True, max_length=200, verbose_name="下一步")),
                        (
                            "next_side",
                            models.CharField(
                                blank=True,
                                choices=[("supplier", "供方"), ("seeker", "需方")],
                                max_length=8,
                                verbose_name="由谁办理",
                            ),
                        ),
                        ("next_due_date", models.DateField(null=True, verbose_name="完成日期")),
                        ("quiet_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("quiet_at__isnull", False)),
                                fields=["quiet_at"],
                                name="silent_contacts",
                            ),
                            models.Index(
                                condition=models.Q(("next_due_date__isnull", False)),
                                fields=["next_due_date"],
                                name="next_steps",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("next_due_date__isnull", True), ("next_side", ""), ("next_step", "")),
                                    models.Q(
                                        models.Q(("next_step", ""), _negated=True),
                                        models.Q(("next_side", ""), _negated=True),
                                        ("next_due_date__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_next_step_says_who_and_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("ended_at__isnull", False),
                                        ("next_step", ""),
                                        ("quiet_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_contact_that_is_over_waits_for_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="matching.contact",
                            ),
                        ),
                        ("side", models.CharField(choices=[("supplier", "供方"), ("seeker", "需方")], max_length=8)),
                        (
                            "text",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="内容"
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("files", models.ManyToManyField(related_name="+", to="files.file")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["contact", "-id"], name="messages_of_a_contact")],
                    },
                ),
                migrations.CreateModel(
                    name="Silence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="SN")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待认领"),
                                    ("taken", "跟进中"),
                                    ("broken", "双方已继续"),
                                    ("closed", "不再跟进"),
                                ],
                                default="waiting",
                                max_length=7,
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="silences",
                                to="matching.contact",
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "taken_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(null=True)),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="跟进记录")),
                        ("nudges", models.PositiveSmallIntegerField(default=0)),
                        ("nudged_at", models.DateTimeField(null=True)),
                        ("over_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("over_at__isnull", True)),
                                fields=["raised_at"],
                                name="running_silences",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["taken", "waiting"])),
                                fields=("contact",),
                                name="one_running_silence_per_contact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["taken", "closed"]), _negated=True),
                                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_taken_silence_has_its_manager",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("over_at__isnull", True), ("state__in", ["taken", "waiting"])),
                                    models.Q(("over_at__isnull", False), ("state__in", ["broken", "closed"])),
                                    _connector="OR",
                                ),
                                name="a_silence_is_over_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualityFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField()),
                        (
                            "field",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.technologyfield",
                            ),
                        ),
                        ("needs", models.PositiveIntegerField()),
                        ("proposed", models.PositiveIntegerField()),
                        ("judged_1", models.PositiveIntegerField()),
                        ("fit_1", models.PositiveIntegerField()),
                        ("judged_3", models.PositiveIntegerField()),
                        ("fit_3", models.PositiveIntegerField()),
                        ("judged_10", models.PositiveIntegerField()),
                        ("fit_10", models.PositiveIntegerField()),
                        ("connected", models.PositiveIntegerField()),
                        ("contracted", models.PositiveIntegerField()),
                        ("counted_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("month", "field"),
                                name="one_quality_figure_per_month_and_field",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fit_10__lte", models.F("judged_10")),
                                    ("fit_1__lte", models.F("judged_1")),
                                    ("fit_3__lte", models.F("judged_3")),
                                ),
                                name="what_fits_was_judged",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("judged_10__lte", models.F("proposed")),
                                    ("judged_1__lte", models.F("judged_3")),
                                    ("judged_3__lte", models.F("judged_10")),
                                ),
                                name="judged_are_among_the_best",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "contacts"),
    ]
