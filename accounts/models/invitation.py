"""An invitation to act for an organisation, by e-mail or, where only that is known, by mobile number: nobody becomes a member without saying yes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import validate_mobile
from accounts.models.membership import Role
from accounts.models.organisation import Organisation
from accounts.models.user import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Invitation(StateModel):
    """Open until it is answered, withdrawn or over. The secret of its link is not kept (`accounts.invitations`)."""

    class State(models.TextChoices):
        OPEN = "open", _("等待答复")
        ACCEPTED = "accepted", _("已接受")
        DECLINED = "declined", _("已谢绝")
        WITHDRAWN = "withdrawn", _("已撤回")

    TRANSITIONS = (
        ("accept", {State.OPEN}, State.ACCEPTED),
        ("decline", {State.OPEN}, State.DECLINED),
        ("withdraw", {State.OPEN}, State.WITHDRAWN),
    )

    number = NumberField(prefix="IV")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("电子邮箱"), blank=True)
    mobile = models.CharField(_("手机号"), max_length=16, blank=True, validators=[validate_mobile])  # E.164
    role = models.CharField(_("角色"), max_length=10, choices=Role)
    nonce = models.BinaryField(max_length=16)  # of which, with SECRET_KEY, the secret in the link is derived
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    sent = models.PositiveSmallIntegerField(default=1)  # how often; each time with another link
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation_per_role",
                fields=["organisation", "email", "mobile", "role"],
                condition=Q(state="open"),
                violation_error_message=_("已发出同一角色的邀请，正等待答复。需要时请重发或撤回。"),
            ),
            models.CheckConstraint(
                name="an_invitation_goes_to_one_address",
                condition=(Q(mobile="") & ~Q(email="")) | (Q(email="") & ~Q(mobile="")),
                violation_error_message=_("请填写电子邮箱或手机号，二者填一。"),
            ),
            models.CheckConstraint(
                name="an_accepted_invitation_names_the_person",
                condition=~Q(state="accepted") | Q(answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def address(self) -> str:
        """Where the link goes."""
        return self.email or self.mobile
