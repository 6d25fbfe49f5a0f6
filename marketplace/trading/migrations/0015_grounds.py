from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

GROUNDS = [
    ("withdrawal", "报名截止或竞价开始之后撤回报名"),
    ("no_bid", "全体竞买人均不报价"),
    ("refusal", "成交后不签约、不付款"),
    ("false_papers", "提供虚假材料"),
    ("collusion", "恶意串通"),
]


def announced_before():
    """What every page of a sale said until now: a winner who neither signs nor pays loses the deposit."""
    return ["refusal"]


def grounds(default):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(choices=GROUNDS, max_length=12),
        default=default,
        size=None,
        verbose_name="保证金不予退还的情形",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("trading", "0014_invitations"),
    ]

    operations = [
        migrations.AddField(model_name="sale", name="forfeit_grounds", field=grounds(announced_before)),
        migrations.AlterField(model_name="sale", name="forfeit_grounds", field=grounds(list)),
        migrations.RunSQL((Path(__file__).parent / "grounds.sql").read_text()),
    ]
