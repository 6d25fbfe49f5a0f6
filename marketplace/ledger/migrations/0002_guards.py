"""What undoes a transfer must undo exactly it, deposits move by holds only, and no account is of an unknown kind."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="leg",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="legs",
                to="ledger.account",
            ),
        ),
        migrations.AlterField(
            model_name="leg",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="legs",
                to="ledger.transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("currency__in", ["CNY"]),
                    ("exchange__in", ["SW", "CQ", "CD", "NT"]),
                    ("purpose__in", ["bank", "available", "deposit", "escrow", "fee", "pool", "payable", "fund"]),
                ),
                name="account_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["release", "application", "forfeit", "reversal"]), ("reverses__isnull", False)
                    ),
                    models.Q(("kind__in", ["receipt", "payment", "hold", "transfer"]), ("reverses__isnull", True)),
                    _connector="OR",
                ),
                name="what_undoes_says_what_it_undoes",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "guards.sql").read_text()),
    ]
