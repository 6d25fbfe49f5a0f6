from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

FOLDER = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0004_foreign_links")]

    operations = [
        # Made anew below: no column of a trigger changes its type.
        migrations.RunSQL("DROP TRIGGER call_terms_are_fixed ON commissioning_opencall"),
        migrations.AddField(
            model_name="opencall",
            name="recommendation",
            field=models.CharField(blank=True, max_length=1000, verbose_name="推荐理由"),
        ),
        migrations.AddField(
            model_name="opencall",
            name="recommended",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commissioning.solution",
            ),
        ),
        migrations.AddField(
            model_name="opencall",
            name="sponsor",
            field=models.CharField(blank=True, max_length=60, verbose_name="推荐人"),
        ),
        migrations.AddField(
            model_name="opencall",
            name="sponsor_unit",
            field=models.CharField(blank=True, max_length=120, verbose_name="推荐人单位"),
        ),
        migrations.AlterField(
            model_name="opencall",
            name="mode",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="opencall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", "minority"), ("state__in", ["publicised", "suspended", "awarded"]), _negated=True
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
        ),
        migrations.AddConstraint(
            model_name="opencall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode", "minority"),
                    models.Q(("recommendation", ""), ("recommended__isnull", True), ("sponsor", "")),
                    _connector="OR",
                ),
                name="only_a_minority_choice_is_recommended",
            ),
        ),
        migrations.RunSQL((FOLDER / "minority.sql").read_text()),
    ]
