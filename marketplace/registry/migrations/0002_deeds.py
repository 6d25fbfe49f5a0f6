import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial"), ("registry", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="deed",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contracts.deed",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["refused", "withdrawn"]), _negated=True),
                fields=("deed",),
                name="one_registration_per_deed",
                violation_error_message="该合同已申请登记：一份合同只登记一次（规则 R-REG-02）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("contract__isnull", True), ("deed__isnull", True), _connector="OR"),
                name="registration_is_of_one_contract",
            ),
        ),
    ]
