from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fees", "0002_terms"),
        ("ledger", "0003_posting"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="paymentnotice",
            name="paid_by_a_transfer_at_a_time",
        ),
        migrations.AddField(
            model_name="paymentnotice",
            name="refund",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refunded_notices",
                to="ledger.transfer",
            ),
        ),
        migrations.AddField(
            model_name="paymentnotice",
            name="refunded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="paymentnotice",
            name="state",
            field=models.CharField(
                choices=[("due", "待付款"), ("paid", "已付款"), ("refunded", "已退还"), ("withdrawn", "已撤回")],
                default="due",
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paid_at__isnull", True), ("state__in", ["due", "withdrawn"]), ("transfer__isnull", True)
                    ),
                    models.Q(
                        ("paid_at__isnull", False), ("state__in", ["paid", "refunded"]), ("transfer__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="paid_by_a_transfer_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("refund__isnull", True),
                        ("refunded_at__isnull", True),
                        models.Q(("state", "refunded"), _negated=True),
                    ),
                    models.Q(("refund__isnull", False), ("refunded_at__isnull", False), ("state", "refunded")),
                    _connector="OR",
                ),
                name="refunded_by_a_transfer_at_a_time",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "refunds.sql").read_text()),
    ]
