import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_acting_token"),
        ("catalogue", "0001_initial"),
        ("contracts", "0001_initial"),
        ("desk", "0001_initial"),
        ("fees", "0001_initial"),
        ("ledger", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="OpenCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="OC")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "待审核"),
                                    ("checked", "待发布"),
                                    ("returned", "已退回"),
                                    ("open", "征集方案中"),
                                    ("opened", "待评分"),
                                    ("scored", "评分待复核"),
                                    ("ranked", "待提出承担方"),
                                    ("publicised", "结果公示中"),
                                    ("suspended", "异议处理中"),
                                    ("awarded", "已确定承担方"),
                                    ("failed", "未确定承担方"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="submitted",
                                max_length=10,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="catalogue.need"
                            ),
                        ),
                        (
                            "poster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="accounts.organisation",
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
                                verbose_name="受理交易机构",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("single", "定向征集（一家承担）"),
                                    ("lead", "揭榜挂帅"),
                                    ("race", "赛马争先"),
                                    ("minority", "非共识项目"),
                                ],
                                max_length=8,
                                verbose_name="征集方式",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="榜题")),
                        (
                            "problem",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(4000)],
                                verbose_name="要解决的问题",
                            ),
                        ),
                        (
                            "indicators",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name="结果指标"
                            ),
                        ),
                        (
                            "conditions",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="申报条件",
                            ),
                        ),
                        ("budget_fen", models.BigIntegerField(null=True, verbose_name="预算")),
                        ("teams", models.PositiveSmallIntegerField(default=1, verbose_name="承担方数量")),
                        ("due_at", models.DateTimeField(verbose_name="提交截止时间")),
                        ("secrecy", models.CharField(max_length=1000, verbose_name="保密审查说明")),
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
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "call_notice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="desk.publicnotice",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(null=True)),
                        (
                            "scored_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("scored_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "result_notice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="desk.publicnotice",
                            ),
                        ),
                        (
                            "recommended",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.solution",
                            ),
                        ),
                        ("sponsor", models.CharField(blank=True, max_length=60, verbose_name="推荐人")),
                        ("sponsor_unit", models.CharField(blank=True, max_length=120, verbose_name="推荐人单位")),
                        ("recommendation", models.CharField(blank=True, max_length=1000, verbose_name="推荐理由")),
                        ("publicity_days", models.PositiveSmallIntegerField(null=True)),
                        ("publicised_at", models.DateTimeField(null=True)),
                        ("award_from", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("reasons", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["due_at"], name="calls_to_open"
                            ),
                            models.Index(
                                condition=models.Q(("state", "publicised")),
                                fields=["award_from"],
                                name="calls_to_award",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "checked",
                                            "open",
                                            "opened",
                                            "publicised",
                                            "ranked",
                                            "scored",
                                            "submitted",
                                            "suspended",
                                        ],
                                    )
                                ),
                                fields=("need",),
                                name="one_live_call_per_need",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mode", "race"), ("teams__gte", 2), ("teams__lte", 5)),
                                    models.Q(models.Q(("mode", "race"), _negated=True), ("teams", 1)),
                                    _connector="OR",
                                ),
                                name="call_finds_one_or_is_a_race",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("budget_fen__isnull", True), ("budget_fen__gt", 0), _connector="OR"
                                ),
                                name="call_budget_is_above_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_by__isnull", True),
                                    models.Q(
                                        ("call_notice__isnull", False),
                                        ("checked_by__isnull", False),
                                        models.Q(("checked_by", models.F("published_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="four_eyes_publish_a_call",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ["open", "opened", "publicised", "ranked", "scored", "suspended"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="published_call_has_its_notice",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opened_at__isnull", True), ("opened_at__gte", models.F("due_at")), _connector="OR"
                                ),
                                name="solutions_are_opened_after_the_deadline",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ["awarded", "opened", "publicised", "ranked", "scored", "suspended"],
                                        ),
                                        _negated=True,
                                    ),
                                    ("opened_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="judged_call_was_opened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(
                                        ("scored_by__isnull", False),
                                        models.Q(("scored_by", models.F("confirmed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="another_person_confirms_the_scores",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["awarded", "publicised", "ranked", "suspended"]), _negated=True
                                    ),
                                    ("confirmed_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="ranking_follows_confirmed_scores",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["publicised", "awarded"]), _negated=True),
                                    models.Q(
                                        ("award_from__gt", models.F("publicised_at")),
                                        ("publicised_at__isnull", False),
                                        ("result_notice__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="award_follows_its_public_notice",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("mode", "minority"),
                                        ("state__in", ["publicised", "suspended", "awarded"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("recommended__isnull", False),
                                        models.Q(("sponsor", ""), _negated=True),
                                        models.Q(("sponsor_unit", ""), _negated=True),
                                        models.Q(("recommendation", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="minority_choice_has_its_sponsor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("mode", "minority"),
                                    models.Q(("recommendation", ""), ("recommended__isnull", True), ("sponsor", "")),
                                    _connector="OR",
                                ),
                                name="only_a_minority_choice_is_recommended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "awarded"), _negated=True),
                                    ("ended_at__gte", models.F("award_from")),
                                    _connector="OR",
                                ),
                                name="award_waits_for_the_notice_to_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["returned", "withdrawn", "failed"]), _negated=True),
                                    models.Q(models.Q(("reasons", ""), _negated=True), ("ended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="ended_call_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="commissioning.opencall",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="评价标准")),
                        ("weight", models.PositiveSmallIntegerField(verbose_name="权重")),
                        ("by_price", models.BooleanField(default=False, verbose_name="按报价计算")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "position"), name="one_criterion_per_place"),
                            models.UniqueConstraint(
                                condition=models.Q(("by_price", True)), fields=("call",), name="one_criterion_by_price"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weight__gte", 1), ("weight__lte", 100), models.Q(("name", ""), _negated=True)
                                ),
                                name="criterion_has_weight",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="QA")),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="commissioning.opencall",
                            ),
                        ),
                        ("text", models.CharField(max_length=1000, verbose_name="问题")),
                        (
                            "asked_for",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("answer", models.CharField(blank=True, max_length=1000, verbose_name="答复")),
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
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="answered_question_has_its_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallAmendment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="commissioning.opencall",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=1000, verbose_name="变更内容")),
                        ("due_before_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.publicnotice"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "position"), name="one_amendment_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gte", models.F("due_before_at"))),
                                name="amendment_never_shortens",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Solution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "foreign_link",
                            models.CharField(
                                choices=[
                                    ("none", "不涉外"),
                                    ("party", "境外主体"),
                                    ("controlled", "外商投资企业或受境外控制"),
                                    ("destination", "在境外使用、实施或交付"),
                                    ("access", "由境外远程访问"),
                                    ("personnel", "由境外人员使用或参与"),
                                ],
                                max_length=11,
                                verbose_name="涉外情况",
                            ),
                        ),
                        (
                            "declaration",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="涉外情况说明",
                            ),
                        ),
                        (
                            "screening",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "自由进出口"),
                                    ("restricted", "限制进出口，已取得许可意向书"),
                                    ("prohibited", "禁止进出口"),
                                ],
                                max_length=10,
                                verbose_name="审查结论",
                            ),
                        ),
                        (
                            "screening_basis",
                            models.CharField(blank=True, max_length=200, verbose_name="所查目录及版本"),
                        ),
                        (
                            "screening_reason",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="审查理由",
                            ),
                        ),
                        ("permit", models.CharField(blank=True, max_length=100, verbose_name="许可意向书编号")),
                        (
                            "screened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("screened_at", models.DateTimeField(null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="SO")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sealed", "已提交，待开启"),
                                    ("withdrawn", "已撤回"),
                                    ("opened", "评审中"),
                                    ("chosen", "拟定承担方"),
                                    ("won", "承担方"),
                                    ("lost", "未入选"),
                                    ("excluded", "涉外审查未通过"),
                                ],
                                default="sealed",
                                max_length=9,
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="solutions",
                                to="commissioning.opencall",
                            ),
                        ),
                        (
                            "proposer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="solutions",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        ("price_fen", models.BigIntegerField(verbose_name="报价")),
                        (
                            "plan",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name="技术方案"
                            ),
                        ),
                        ("team", models.CharField(max_length=1000, verbose_name="团队和基础")),
                        ("milestones", models.JSONField()),
                        (
                            "files",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), blank=True, default=list, size=10
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "withdrawn"), _negated=True),
                                fields=("call", "proposer"),
                                name="one_solution_per_proposer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_fen__gt", 0)), name="solution_has_a_price"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("foreign_link", "none"), ("screening", "")),
                                    models.Q(("screened_at__isnull", False), ("screening", "free")),
                                    models.Q(
                                        ("screened_at__isnull", False),
                                        ("screening", "restricted"),
                                        models.Q(("permit", ""), _negated=True),
                                    ),
                                    models.Q(("state__in", ["chosen", "won"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="chosen_solution_was_screened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "excluded"), _negated=True),
                                    ("screening", "prohibited"),
                                    _connector="OR",
                                ),
                                name="excluded_solution_was_prohibited",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "solution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="commissioning.solution",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.criterion",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("solution", "criterion"), name="one_score_per_criterion"),
                            models.CheckConstraint(
                                condition=models.Q(("points__lte", 100)), name="points_out_of_a_hundred"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedThread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "foreign_link",
                            models.CharField(
                                choices=[
                                    ("none", "不涉外"),
                                    ("party", "境外主体"),
                                    ("controlled", "外商投资企业或受境外控制"),
                                    ("destination", "在境外使用、实施或交付"),
                                    ("access", "由境外远程访问"),
                                    ("personnel", "由境外人员使用或参与"),
                                ],
                                max_length=11,
                                verbose_name="涉外情况",
                            ),
                        ),
                        (
                            "declaration",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="涉外情况说明",
                            ),
                        ),
                        (
                            "screening",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "自由进出口"),
                                    ("restricted", "限制进出口，已取得许可意向书"),
                                    ("prohibited", "禁止进出口"),
                                ],
                                max_length=10,
                                verbose_name="审查结论",
                            ),
                        ),
                        (
                            "screening_basis",
                            models.CharField(blank=True, max_length=200, verbose_name="所查目录及版本"),
                        ),
                        (
                            "screening_reason",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="审查理由",
                            ),
                        ),
                        ("permit", models.CharField(blank=True, max_length=100, verbose_name="许可意向书编号")),
                        (
                            "screened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("screened_at", models.DateTimeField(null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="ND")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("screening", "待涉外审查"),
                                    ("open", "磋商中"),
                                    ("agreed", "已达成一致"),
                                    ("ended", "已终止"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="catalogue.need"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="need_threads",
                                to="accounts.organisation",
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
                                verbose_name="受理交易机构",
                            ),
                        ),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("commissioned", "委托开发"),
                                    ("cooperative", "合作开发"),
                                    ("consulting", "技术咨询"),
                                    ("service", "技术服务"),
                                ],
                                max_length=12,
                                verbose_name="合作类型",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "agreed_offer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="commissioning.needoffer",
                            ),
                        ),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("agreed_at", models.DateTimeField(null=True)),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("withdrawn", "一方退出磋商"),
                                    ("prohibited", "涉外审查未通过"),
                                    ("need_closed", "需求已结束"),
                                    ("unsigned", "未签订合同"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("end_reason", models.CharField(blank=True, max_length=1000)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "screening"])),
                                fields=("need", "supplier"),
                                name="one_thread_per_supplier",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "agreed")), fields=("need",), name="one_agreement_per_need"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_offer__isnull", False),
                                        ("state", "agreed"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "agreed"), _negated=True),
                                        models.Q(
                                            ("agreed_offer__isnull", True), ("ending", "unsigned"), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreed_thread_has_its_offer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("foreign_link", "none"), ("screening", "")),
                                    models.Q(("screened_at__isnull", False), ("screening", "free")),
                                    models.Q(
                                        ("screened_at__isnull", False),
                                        ("screening", "restricted"),
                                        models.Q(("permit", ""), _negated=True),
                                    ),
                                    models.Q(("state__in", ["open", "agreed"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="thread_is_screened_before_it_is_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state", "ended")),
                                    ("ending", ""),
                                    _connector="XOR",
                                ),
                                name="ended_thread_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="commissioning.needthread",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "side",
                            models.CharField(choices=[("supplier", "承担方"), ("client", "需求方")], max_length=8),
                        ),
                        ("price_fen", models.BigIntegerField(verbose_name="价款")),
                        (
                            "content",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name="合作内容"
                            ),
                        ),
                        ("milestones", models.JSONField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("thread", "position"), name="one_need_offer_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(("price_fen__gt", 0)), name="need_offer_has_a_price"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="need_offer_stands_a_while",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfferedListing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="OF")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "待需求方答复"),
                                    ("taken", "已转入成果磋商"),
                                    ("declined", "已谢绝"),
                                ],
                                default="offered",
                                max_length=8,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offered_listings",
                                to="catalogue.need",
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.listing"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("note", models.CharField(max_length=1000, verbose_name="说明")),
                        (
                            "offered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("offered_at", models.DateTimeField()),
                        (
                            "negotiation",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trading.negotiation",
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "declined"), _negated=True),
                                fields=("need", "listing"),
                                name="listing_is_offered_once_on_a_need",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("negotiation__isnull", False), ("state", "taken")),
                                    models.Q(
                                        models.Q(("state", "taken"), _negated=True), ("negotiation__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="taken_listing_has_its_negotiation",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Engagement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EG")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("signing", "待签订合同"),
                                    ("in_force", "履行中"),
                                    ("completed", "已完成"),
                                    ("terminated", "已终止"),
                                ],
                                default="signing",
                                max_length=10,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagements",
                                to="catalogue.need",
                            ),
                        ),
                        (
                            "solution",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagement",
                                to="commissioning.solution",
                            ),
                        ),
                        (
                            "thread",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="engagement",
                                to="commissioning.needthread",
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
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
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
                                verbose_name="受理交易机构",
                            ),
                        ),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.schedule"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("commissioned", "委托开发"),
                                    ("cooperative", "合作开发"),
                                    ("consulting", "技术咨询"),
                                    ("service", "技术服务"),
                                ],
                                max_length=12,
                                verbose_name="合作类型",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("price_fen", models.BigIntegerField(verbose_name="价款")),
                        (
                            "deed",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.deed",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("solution__isnull", True), ("thread__isnull", True), _connector="XOR"
                                ),
                                name="engagement_comes_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("client", models.F("supplier")), _negated=True), ("price_fen__gt", 0)
                                ),
                                name="engagement_is_between_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["in_force", "completed"]), _negated=True),
                                    models.Q(("deed__isnull", False), ("started_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="engagement_in_force_has_its_contract",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["completed", "terminated"]),
                                    ("ended_at__isnull", True),
                                    _connector="XOR",
                                ),
                                name="ended_engagement_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StagePayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EP")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "待付款"),
                                    ("paid", "已到账，待验收划付"),
                                    ("settled", "已划付"),
                                    ("refunded", "已退还"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="due",
                                max_length=9,
                            ),
                        ),
                        (
                            "engagement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="commissioning.engagement",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contracts.deedmilestone",
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("before_fen", models.BigIntegerField()),
                        ("client_fee_fen", models.BigIntegerField()),
                        ("supplier_fee_fen", models.BigIntegerField()),
                        (
                            "client_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        (
                            "supplier_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        ("due_at", models.DateTimeField()),
                        ("overdue_at", models.DateTimeField(null=True)),
                        (
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        ("paid_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "refund_proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("refund_reason", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("overdue_at", None), ("state", "due")),
                                fields=["due_at"],
                                name="stages_to_watch",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__gt", 0),
                                    ("before_fen__gte", 0),
                                    ("client_fee_fen__gte", 0),
                                    ("supplier_fee_fen__gte", 0),
                                ),
                                name="stage_payment_is_an_amount_and_two_fees",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["withdrawn", "refunded"]), _negated=True),
                                fields=("milestone",),
                                name="one_payment_per_milestone",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["due", "paid"])),
                                fields=("engagement",),
                                name="one_open_payment_per_engagement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receipt__isnull", True), ("state__in", ["due", "withdrawn"])),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("paid_at__isnull", False),
                                        ("receipt__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_stage_has_its_receipt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["settled", "refunded"]), _negated=True),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="four_eyes_settle_a_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refunded"), _negated=True),
                                    models.Q(
                                        ("refund_proposed_by__isnull", False),
                                        models.Q(("refund_reason", ""), _negated=True),
                                        models.Q(("refund_proposed_by", models.F("settled_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="four_eyes_refund_a_stage",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="OJ")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "待处理"), ("dismissed", "异议不成立"), ("upheld", "异议成立")],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="commissioning.opencall",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.publicnotice"
                            ),
                        ),
                        ("content", models.CharField(max_length=1000, verbose_name="异议内容")),
                        (
                            "raised_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[("rescore", "重新评分并重新公示"), ("fail", "终止，不确定承担方")],
                                max_length=7,
                            ),
                        ),
                        ("reasons", models.CharField(blank=True, max_length=1000)),
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("call", "raised_by"),
                                name="one_waiting_call_objection_per_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("reasons", ""), ("state", "waiting")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_call_objection_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "upheld"), ("effect", ""), _connector="XOR"),
                                name="upheld_call_objection_has_an_effect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("raised_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_decides_his_call_objection",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(__file__, "calls", "threads", "engagements", "minority"),
    ]
