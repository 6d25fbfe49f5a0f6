from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_acting_token"),
        ("rulebook", "0002_capabilities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ruleversion",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rulebook.ruleversion",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="explanation_en",
            field=models.TextField(blank=True, max_length=8000),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="explanation_zh",
            field=models.TextField(blank=True, max_length=4000),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="AG")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "待核对"),
                            ("confirmed", "已核对文本"),
                            ("paper", "仅见于研究资料"),
                            ("model", "示范文本"),
                            ("ended", "已终止"),
                        ],
                        default="entered",
                        max_length=9,
                    ),
                ),
                ("title_zh", models.CharField(max_length=160, unique=True, verbose_name="中文名称")),
                ("title_en", models.CharField(max_length=200, verbose_name="英文名称")),
                ("parties_zh", models.CharField(max_length=300, verbose_name="签订各方")),
                ("parties_en", models.CharField(max_length=300, verbose_name="签订各方（英文）")),
                ("signed_date", models.DateField(blank=True, null=True, verbose_name="签订日期")),
                ("ends_date", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                ("functions", models.JSONField(default=list, verbose_name="所支持的共享业务")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=300)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_date__isnull", True),
                            ("signed_date__isnull", True),
                            ("ends_date__gte", models.F("signed_date")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_was_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="ended_agreement_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="RC")),
                ("rule", models.CharField(blank=True, max_length=10, verbose_name="涉及条款")),
                ("text", models.TextField(max_length=2000, verbose_name="意见")),
                ("made_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="rulebook.ruleversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="comment_answered_as_a_whole",
                    )
                ],
            },
        ),
        migrations.RunSQL((Path(__file__).parent / "comments.sql").read_text()),
    ]
