from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_rights_checked"),
        ("fees", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0012_sealed"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sale",
            name="one_live_sale_per_listing",
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="closed_sale_has_a_result",
        ),
        migrations.AlterField(
            model_name="sale",
            name="state",
            field=models.CharField(
                choices=[
                    ("announced", "已公告"),
                    ("open", "竞价中"),
                    ("paused", "已暂停"),
                    ("won", "已成交"),
                    ("failed", "未成交"),
                    ("contracted", "已签约"),
                    ("settled", "已结算"),
                    ("certified", "已出具鉴证书"),
                    ("defaulted", "受让方违约"),
                    ("called_off", "签约前终止"),
                    ("terminated", "合同解除"),
                ],
                default="announced",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="unwinding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("refund_buyer", "退还受让方服务费"),
                    ("refund_seller", "退还转让方服务费"),
                    ("lift_default", "撤销违约认定"),
                    ("return_price", "合同解除，退还已收价款和保证金"),
                ],
                max_length=13,
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", frozenset(["called_off", "defaulted", "failed", "terminated"])), _negated=True
                ),
                fields=("listing",),
                name="one_live_sale_per_listing",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("result", ""),
                        ("state__in", frozenset(["announced", "open", "paused"])),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        (
                            "result__in",
                            ["no_bid", "below_reserve", "withdrawn", "no_bidder", "interrupted", "unopened"],
                        ),
                        ("state", "failed"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("leading_fen__isnull", False),
                        ("result", "sold"),
                        (
                            "state__in",
                            frozenset(
                                ["called_off", "certified", "contracted", "defaulted", "settled", "terminated", "won"]
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="closed_sale_has_a_result",
            ),
        ),
    ]
