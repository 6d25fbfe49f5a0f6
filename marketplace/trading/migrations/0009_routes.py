from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_encumbrances"),
        ("fees", "0001_initial"),
        ("rulebook", "0001_initial"),
        ("trading", "0008_commissions_void"),
    ]

    operations = [
        migrations.CreateModel(
            name="Prolongation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("prolonged_at", models.DateTimeField()),
                ("registration_ends_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("free_ends_at", models.DateTimeField()),
                ("former_registration_ends_at", models.DateTimeField()),
                ("former_opens_at", models.DateTimeField()),
                ("former_free_ends_at", models.DateTimeField()),
                ("notice", models.CharField(max_length=20)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="sale_prices_are_positive",
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="negotiated_sale_has_no_bids",
        ),
        migrations.RemoveConstraint(
            model_name="sale",
            name="agreed_sale_is_at_the_start_price",
        ),
        migrations.AddField(
            model_name="sale",
            name="prolongations_max",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="延长次数上限"),
        ),
        migrations.AlterField(
            model_name="sale",
            name="method",
            field=models.CharField(
                choices=[
                    ("bidding", "网络竞价"),
                    ("listed", "挂牌交易"),
                    ("dynamic", "动态报价"),
                    ("negotiated", "协议定价"),
                ],
                default="bidding",
                max_length=10,
                verbose_name="成交方式",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("method", "negotiated"), _negated=True),
                        ("deposit_fen__gt", 0),
                        ("increment_fen__gt", 0),
                        ("start_fen__gt", 0),
                    ),
                    models.Q(
                        ("deposit_fen", 0),
                        ("increment_fen", 0),
                        ("method", "negotiated"),
                        ("reserve_commitment", ""),
                        ("start_fen__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="sale_prices_are_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "negotiated"), _negated=True),
                    models.Q(
                        ("bid_count", 0),
                        models.Q(
                            ("leading_fen__isnull", True), ("leading_fen", models.F("start_fen")), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="negotiated_sale_has_no_bids",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed", False),
                    models.Q(
                        ("bid_count", 0),
                        ("leading_fen", models.F("start_fen")),
                        ("registration_ends_at__isnull", False),
                        ("reserve_commitment", ""),
                        ("method__in", ["bidding", "listed"]),
                    ),
                    _connector="OR",
                ),
                name="agreed_sale_is_at_the_start_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("method", "listed"), _negated=True), ("prolongations_max", 0)),
                    models.Q(("method", "listed"), ("registration_ends_at__isnull", False), ("reserve_commitment", "")),
                    _connector="OR",
                ),
                name="listed_lot_waits_for_bidders",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "dynamic"), _negated=True),
                    ("registration_ends_at__isnull", True),
                    _connector="OR",
                ),
                name="dynamic_bidding_waits_for_nobody",
            ),
        ),
        migrations.AddField(
            model_name="prolongation",
            name="sale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="prolongations", to="trading.sale"
            ),
        ),
        migrations.AddConstraint(
            model_name="prolongation",
            constraint=models.UniqueConstraint(fields=("sale", "position"), name="one_prolongation_per_place"),
        ),
        migrations.AddConstraint(
            model_name="prolongation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("free_ends_at__gt", models.F("opens_at")),
                    ("opens_at__gte", models.F("registration_ends_at")),
                    ("prolonged_at__gte", models.F("former_opens_at")),
                    ("registration_ends_at__gt", models.F("prolonged_at")),
                ),
                name="prolongation_moves_on",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "routes.sql").read_text()),
    ]
