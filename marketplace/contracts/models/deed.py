"""The text of a technology contract between two organisations, and its versions (R-CON-01..06)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.contracts.content import Text
from marketplace.contracts.models.choices import KIND_OF, Side, SigningMethod, Subtype
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.rulebook.models import RuleVersion

NOTE_MAX = 1_000


class DeedState(models.TextChoices):
    DRAFT = "draft", _("待签署")
    IN_FORCE = "in_force", _("已生效")
    ENDED = "ended", _("已解除")
    LAPSED = "lapsed", _("未订立")


class Deed(StateModel):
    """One contract as a text. `subject` says of which deal (`sale:S-…`); areas above own the deal and call the commands.

    `announced` holds the parts of the text that were announced with the deal and never change (R-SET-03), `managed` those that the
    deal's own commands may draw up anew until somebody has signed; both are what every version says (trigger).
    """

    State = DeedState
    TRANSITIONS = (
        ("take_effect", {DeedState.DRAFT}, DeedState.IN_FORCE),
        ("lapse", {DeedState.DRAFT, DeedState.IN_FORCE}, DeedState.LAPSED),
        ("end", {DeedState.IN_FORCE}, DeedState.ENDED),
    )

    number = NumberField(prefix="DD")
    state = models.CharField(max_length=8, choices=DeedState, default=DeedState.DRAFT)
    subject = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    announced = models.JSONField(default=dict)
    managed = models.JSONField(default=dict)
    current = models.ForeignKey("DeedVersion", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)  # the price, or a secured first part of it (R-CON-07)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="deed_is_between_two", condition=~Q(provider=F("client"))),
            models.CheckConstraint(
                name="deed_in_force_since_a_time",
                condition=Q(state__in=[DeedState.DRAFT, DeedState.LAPSED])
                | Q(effective_at__isnull=False, current__isnull=False),
            ),
            models.CheckConstraint(
                name="deed_ends_at_a_time",
                condition=Q(state__in=[DeedState.DRAFT, DeedState.IN_FORCE], ended_at__isnull=True)
                | Q(state__in=[DeedState.ENDED, DeedState.LAPSED], ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "-id"], name="deeds_of_a_provider"),
            models.Index(fields=["client", "-id"], name="deeds_of_a_client"),
            models.Index(fields=["exchange", "-id"], name="deeds_of_a_venue"),
        ]

    def __str__(self) -> str:
        return self.number

    def party(self, side: str) -> Organisation:
        return self.provider if side == Side.PROVIDER else self.client


class VersionState(models.TextChoices):
    PROPOSED = "proposed", _("待对方答复")
    ACCEPTED = "accepted", _("已采用")
    DECLINED = "declined", _("未接受")
    WITHDRAWN = "withdrawn", _("已撤回")


class DeedVersion(StateModel):
    """One version of a text: never edited (trigger). The first and those drawn up by the market have no proposing side.

    A `supplement` changes a contract that is in force; once agreed it is signed by both, as the first text was.
    """

    State = VersionState
    TRANSITIONS = (
        ("accept", {VersionState.PROPOSED}, VersionState.ACCEPTED),
        ("decline", {VersionState.PROPOSED}, VersionState.DECLINED),
        ("withdraw", {VersionState.PROPOSED}, VersionState.WITHDRAWN),
    )

    number = NumberField(prefix="DV")
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="versions")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=VersionState)
    supplement = models.BooleanField(default=False)
    basis = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")  # what it changes
    subtype = models.CharField(_("合同类型"), max_length=20, choices=Subtype)
    text = models.JSONField()  # content.Text
    sha256 = models.CharField(max_length=64)  # of contract, parties and text
    note = models.CharField(_("修改说明"), max_length=NOTE_MAX, blank=True)
    proposed_side = models.CharField(max_length=8, choices=Side, blank=True)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="deed_version_position", fields=["deed", "position"]),
            models.UniqueConstraint(
                name="one_proposed_version_per_deed", fields=["deed"], condition=Q(state=VersionState.PROPOSED)
            ),
            models.CheckConstraint(
                name="a_side_proposes_what_waits",
                condition=~Q(state=VersionState.PROPOSED) | ~Q(proposed_side="") & Q(proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="supplement_changes_a_version", condition=Q(supplement=False) | Q(basis__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def content(self) -> Text:
        return Text.read(self.text)

    @property
    def kind(self) -> str:
        return KIND_OF[self.subtype]


class DeedSignature(models.Model):
    """That a side signed a version: its hash, who, when, and the evidence of the method. Insert-only (trigger)."""

    version = models.ForeignKey(DeedVersion, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    method = models.CharField(max_length=6, choices=SigningMethod)
    sha256 = models.CharField(max_length=64)  # of the version
    evidence = models.TextField()  # what a check reads: a JWS, a CMS signature in Base64, a number
    signer = models.JSONField(default=dict)  # what the evidence says of who signed: certificate, scan

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_signature_per_side", fields=["version", "side"]),
            models.CheckConstraint(name="signature_has_its_evidence", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.side}"
