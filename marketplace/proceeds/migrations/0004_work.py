from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

FOLDER = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0003_engagements"), ("proceeds", "0003_equity")]

    operations = [
        migrations.RemoveConstraint(
            model_name="distribution",
            name="distribution_is_of_one_deal",
        ),
        migrations.RemoveConstraint(
            model_name="distribution",
            name="distribution_versions_in_turn",
        ),
        migrations.RemoveConstraint(
            model_name="distribution",
            name="one_distribution_in_force",
        ),
        migrations.RemoveConstraint(
            model_name="distribution",
            name="one_distribution_waits",
        ),
        migrations.RemoveConstraint(
            model_name="receipt",
            name="receipt_is_of_one_deal",
        ),
        migrations.RemoveConstraint(
            model_name="receipt",
            name="a_receipt_counts_once",
        ),
        migrations.RemoveConstraint(
            model_name="team",
            name="one_team_per_unit_and_achievement",
        ),
        migrations.RemoveConstraint(
            model_name="team",
            name="one_open_team_per_unit_and_achievement",
        ),
        migrations.AddField(
            model_name="distribution",
            name="payment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commissioning.stagepayment",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="payment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commissioning.stagepayment",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="engagement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commissioning.engagement",
            ),
        ),
        migrations.AlterField(
            model_name="rewardrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("transfer", "转让"),
                    ("licence", "许可"),
                    ("equity", "作价入股"),
                    ("work", "技术开发、咨询、服务"),
                ],
                max_length=8,
                verbose_name="合同类型",
            ),
        ),
        migrations.AlterField(
            model_name="team",
            name="listing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="teams",
                to="catalogue.listing",
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("charge__isnull", True), ("payment__isnull", True), ("sale__isnull", False)),
                    models.Q(("charge__isnull", False), ("payment__isnull", True), ("sale__isnull", True)),
                    models.Q(("charge__isnull", True), ("payment__isnull", False), ("sale__isnull", True)),
                    _connector="OR",
                ),
                name="distribution_is_of_one_deal",
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                fields=("sale", "charge", "payment", "unit", "version"),
                name="distribution_versions_in_turn",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")),
                fields=("sale", "charge", "payment", "unit"),
                name="one_distribution_in_force",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="distribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("sale", "charge", "payment", "unit"),
                name="one_distribution_waits",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("charge__isnull", True), ("payment__isnull", True), ("sale__isnull", False)),
                    models.Q(("charge__isnull", False), ("payment__isnull", True), ("sale__isnull", True)),
                    models.Q(("charge__isnull", True), ("payment__isnull", False), ("sale__isnull", True)),
                    _connector="OR",
                ),
                name="receipt_is_of_one_deal",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("sale", "charge", "payment", "unit", "reference"),
                name="a_receipt_counts_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("engagement__isnull", True), ("listing__isnull", False)),
                    models.Q(("engagement__isnull", False), ("listing__isnull", True)),
                    _connector="OR",
                ),
                name="team_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "agreed")),
                fields=("organisation", "listing", "engagement"),
                name="one_team_per_unit_and_achievement",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("organisation", "listing", "engagement"),
                name="one_open_team_per_unit_and_achievement",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL((FOLDER / "work.sql").read_text()),
    ]
