"""A transfer by one call, and accounts of the market that many write to at once."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_record"),
        ("ledger", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Increment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount_fen", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="only_the_bank_account_is_negative",
        ),
        migrations.RenameField(
            model_name="account",
            old_name="balance_fen",
            new_name="kept_fen",
        ),
        migrations.AlterField(
            model_name="leg",
            name="balance_after_fen",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept_fen__gte", 0), ("purpose", "bank"), _connector="OR"),
                name="only_the_bank_account_is_negative",
            ),
        ),
        migrations.AddField(
            model_name="increment",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="increments",
                to="ledger.account",
            ),
        ),
        migrations.RunSQL((Path(__file__).parent / "posting.sql").read_text()),
    ]
