from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_queues"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="desk_cases_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="desk_suspensions_due",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("due_at__isnull", False),
                    ("overdue_at__isnull", True),
                    ("state", "running"),
                    models.Q(
                        models.Q(("waiting_for__in", ["bidders", "nobody"]), _negated=True),
                        models.Q(("deal", ""), ("stage", "interest"), ("waiting_for", "bidders")),
                        _connector="OR",
                    ),
                ),
                fields=["due_at", "id"],
                name="desk_cases_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("overdue_at__isnull", True), ("state", "suspended")),
                fields=["suspension_ends_at", "id"],
                name="desk_suspensions_due",
            ),
        ),
    ]
