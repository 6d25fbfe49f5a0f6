import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_acting_token"),
        ("matching", "0001_initial"),
        ("trading", "0013_terminated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InvitationStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stopped_at", models.DateTimeField()),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation_stop",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaleInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="SI")),
                (
                    "state",
                    models.CharField(
                        choices=[("sent", "已邀请"), ("declined", "不感兴趣")], default="sent", max_length=8
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "与本单位需求不符"),
                            ("too_early", "技术尚不成熟"),
                            ("too_expensive", "价格超出预算"),
                            ("bad_timing", "时间来不及"),
                            ("solved", "已有解决方案"),
                            ("other", "其他原因"),
                        ],
                        max_length=13,
                    ),
                ),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matching.match"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sale_invitations",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="trading.sale"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "invited_at"], name="invitations_of_a_firm")],
                "constraints": [
                    models.UniqueConstraint(fields=("sale", "organisation"), name="one_invitation_per_firm_and_sale"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_at__isnull", True), ("reason", ""), ("state", "sent")),
                            models.Q(
                                ("declined_at__isnull", False),
                                ("state", "declined"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="declined_invitation_says_why",
                    ),
                ],
            },
        ),
    ]
