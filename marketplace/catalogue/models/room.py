"""What a listing shows to whom: papers at three levels of disclosure, and who was let into its data room (R-LST-07)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.catalogue.models.listing import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

TITLE_MAX = 120
PURPOSE_MAX = 500
TEXT_MAX = 20_000


class Level(models.TextChoices):
    PUBLIC = "public", _("公开")
    REGISTERED = "registered", _("登录用户")
    CONFIDENTIAL = "confidential", _("签署保密承诺后")


class Material(models.Model):
    """A paper of a listing, whose file hangs on its number in the area of files (`material:MT-…`). It is taken back, never changed."""

    number = NumberField(prefix="MT")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="materials")
    level = models.CharField(_("谁可以看"), max_length=12, choices=Level)
    title = models.CharField(_("标题"), max_length=TITLE_MAX)  # public, whatever the level of the paper
    proves = models.CharField(_("证明哪一项成熟度证据"), max_length=220, blank=True)  # "第三方检测报告 2025-09-18"
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="material_has_its_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ConfidentialityText(models.Model):
    """What whoever enters the data room of a listing undertakes. Insert-only; the latest edition is signed, what was signed stays."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="confidentiality_texts")
    edition = models.PositiveSmallIntegerField()
    text = models.TextField(_("保密承诺"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="edition_of_confidentiality_text", fields=["listing", "edition"]),
            models.CheckConstraint(name="confidentiality_text_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}/{self.edition}"


class AccessState(models.TextChoices):
    ASKED = "asked", _("待答复")
    GRANTED = "granted", _("已准许")
    DECLINED = "declined", _("未准许")
    REVOKED = "revoked", _("已撤销")
    ENDED = "ended", _("已到期")


class RoomAccess(StateModel):
    """That a firm signed the undertaking and asks for the data room, and what its lister answered."""

    State = AccessState
    TRANSITIONS = (
        ("grant", {AccessState.ASKED}, AccessState.GRANTED),
        ("decline", {AccessState.ASKED}, AccessState.DECLINED),
        ("revoke", {AccessState.GRANTED}, AccessState.REVOKED),
        ("end", {AccessState.GRANTED}, AccessState.ENDED),
    )

    number = NumberField(prefix="RM")
    state = models.CharField(max_length=8, choices=AccessState, default=AccessState.ASKED)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="room_accesses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(
        ConfidentialityText, on_delete=models.PROTECT, related_name="+"
    )  # the edition that was signed
    purpose = models.CharField(_("用途"), max_length=PURPOSE_MAX)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(_("理由"), max_length=PURPOSE_MAX, blank=True)  # of a refusal or a revocation

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_living_access_per_firm",
                fields=["listing", "organisation"],
                condition=Q(state__in=[AccessState.ASKED, AccessState.GRANTED]),
            ),
            models.CheckConstraint(
                name="granted_access_ends",
                condition=~Q(state=AccessState.GRANTED)
                | Q(ends_at__isnull=False, answered_at__isnull=False, ends_at__gt=F("answered_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
