"""Opening keys (开标密钥) of the custodians of sealed prices."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.trading.envelopes import fingerprint


class OpeningKey(StateModel):
    """A person's key of an exchange, made in the browser: the market has the public half, and the private one under a passphrase that it never sees.

    A retired key is named by no new sale and still opens those that name it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待复核")
        ACTIVE = "active", _("有效")
        RETIRED = "retired", _("已停用")

    TRANSITIONS = (
        ("approve", {State.PROPOSED}, State.ACTIVE),
        ("retire", {State.PROPOSED, State.ACTIVE}, State.RETIRED),
    )

    number = NumberField(prefix="OK")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="opening_keys")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    public_key = models.CharField(max_length=88, unique=True)  # P-256, uncompressed point, base64
    wrapped = models.JSONField()  # the private half: AES-GCM under PBKDF2 of the passphrase (sealing_keys.Wrapped)
    registered_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_opening_key_per_holder",
                fields=["holder", "exchange"],
                condition=Q(state__in=["proposed", "active"]),
            ),
            models.CheckConstraint(
                name="opening_key_is_approved_by_another",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) & ~Q(state="active")
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=models.F("holder")),
            ),
            models.CheckConstraint(
                name="opening_key_retired_says_when", condition=Q(state="retired") ^ Q(retired_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public_key)
