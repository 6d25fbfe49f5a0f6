"""API tokens name the organisation they act for."""

from django.db import models
from knox.models import AuthToken

from accounts.models.organisation import Organisation
from marketplace.core.numbers import NumberField


class ActingToken(models.Model):
    """What a knox token may do: act for one organisation, in the roles its user has there at the time of the call."""

    number = NumberField(prefix="TK")  # what the owner calls it; the secret itself is shown once
    token = models.OneToOneField(AuthToken, on_delete=models.CASCADE, primary_key=True, related_name="acting")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    label = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.label
