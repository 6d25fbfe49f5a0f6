import django.db.models.deletion
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    # Apart from 0001, because knox's own tables point at our user first.
    dependencies = [("accounts", "0001_initial"), ("knox", "0009_extend_authtoken_field")]

    operations = [
        migrations.CreateModel(
            name="ActingToken",
            fields=[
                ("number", marketplace.core.numbers.NumberField(prefix="TK")),
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="acting",
                        serialize=False,
                        to="knox.authtoken",
                    ),
                ),
                ("label", models.CharField(max_length=60)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.organisation"),
                ),
            ],
        ),
    ]
