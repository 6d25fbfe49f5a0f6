"""Signing keys of the market."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.core.states import StateModel


class Key(StateModel):
    """One key pair. A retired key signs nothing more and verifies for ever."""

    class State(models.TextChoices):
        ACTIVE = "active", _("使用中")
        RETIRED = "retired", _("已停用")

    TRANSITIONS = (("retire", {State.ACTIVE}, State.RETIRED),)

    kid = models.CharField(max_length=43, primary_key=True)  # thumbprint (RFC 7638)
    algorithm = models.CharField(max_length=10)  # Ed25519 or SM2
    state = models.CharField(max_length=7, choices=State, default=State.ACTIVE)
    public_jwk = models.JSONField()
    private_box = models.TextField()  # encrypted, see boxes
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_active_key_per_algorithm", fields=["algorithm"], condition=Q(state="active")
            ),
            models.CheckConstraint(name="retired_at_a_time", condition=Q(state="active") ^ Q(retired_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.kid

    def __repr__(self) -> str:
        return f"<Key {self.kid} {self.state}>"
