"""Money that came without saying whose it is has an account of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_authorisation_reminder"),
        ("ledger", "0003_posting"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="account",
            name="account_is_of_a_known_kind",
        ),
        migrations.AlterField(
            model_name="account",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("bank", "监管结算账户"),
                    ("available", "可用资金"),
                    ("deposit", "交易保证金"),
                    ("escrow", "交易价款"),
                    ("fee", "服务费收入"),
                    ("pool", "待分配服务费"),
                    ("payable", "应付款"),
                    ("fund", "联盟发展基金"),
                    ("suspense", "不明款"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "suspense"), _negated=True), ("organisation__isnull", True), _connector="OR"
                ),
                name="suspense_belongs_to_no_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("currency__in", ["CNY"]),
                    ("exchange__in", ["SW", "CQ", "CD", "NT"]),
                    (
                        "purpose__in",
                        ["bank", "available", "deposit", "escrow", "fee", "pool", "payable", "fund", "suspense"],
                    ),
                ),
                name="account_is_of_a_known_kind",
            ),
        ),
    ]
