import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("catalogue", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
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
            ]
        ),
    ]
