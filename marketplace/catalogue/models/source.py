"""Where imported rows come from."""

from django.db import models

from accounts.models import Organisation


class Source(models.Model):
    """One named collection of one organisation; a row is known by source and content, so a second import changes nothing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_source_per_name", fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name
