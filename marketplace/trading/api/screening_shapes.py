"""The shapes of a declaration of foreign links and of the finding on it, for every area that asks for them (R-SEC-08)."""

from typing import Any

from rest_framework import serializers

from marketplace.trading.models.screened import DECLARED_MOST, ForeignLink, Screening

SCREENED = ("foreign_link", "declaration", "screening", "screening_basis", "permit", "screening_reason", "screened_at")


class DeclarationIn(serializers.Serializer[Any]):
    foreign_link = serializers.ChoiceField(ForeignLink.choices, help_text="what one's own side declares (R-SEC-08)")
    declaration = serializers.CharField(
        max_length=DECLARED_MOST, default="", allow_blank=True, help_text="what is foreign; wanted unless nothing is"
    )


class ScreeningIn(serializers.Serializer[Any]):
    result = serializers.ChoiceField(Screening.choices)
    basis = serializers.CharField(max_length=200, help_text="which catalogue, of which day")
    reason = serializers.CharField(max_length=DECLARED_MOST)
    permit = serializers.CharField(
        max_length=100, default="", allow_blank=True, help_text="number of the letter of intent; wanted if restricted"
    )
