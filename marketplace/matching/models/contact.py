"""What follows when both sides of a match have accepted: a thread between two organisations."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File
from marketplace.matching.models.match import Match, Side
from marketplace.rulebook.models import RuleVersion

TEXT_MAX = 2_000  # characters of a message
STEP_MAX = 200  # characters of a next step
MESSAGES_MOST = 500  # of one contact
FILES_MOST = 5  # of one message


class ContactState(models.TextChoices):
    OPEN = "open", _("对接中")
    CONTRACTED = "contracted", _("已签合同")
    ENDED = "ended", _("已结束")


class Contact(StateModel):
    """The two sides of a connected match talk here; nobody else reads it. A technology manager learns only that it is silent.

    The next step is one sentence, the side that does it and its last day, or nothing. `quiet_at` says when silence is attended to.
    """

    State = ContactState
    TRANSITIONS = (
        ("contract", {ContactState.OPEN}, ContactState.CONTRACTED),
        ("end", {ContactState.OPEN}, ContactState.ENDED),
    )

    number = NumberField(prefix="CT")
    match = models.OneToOneField(Match, on_delete=models.PROTECT, related_name="contact")
    state = models.CharField(max_length=10, choices=ContactState, default=ContactState.OPEN)
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")  # frozen as it opens
    opened_at = models.DateTimeField()
    acted_at = models.DateTimeField()  # when a side did something last
    acted_side = models.CharField(max_length=8, choices=Side, blank=True)
    next_step = models.CharField(_("下一步"), max_length=STEP_MAX, blank=True)
    next_side = models.CharField(_("由谁办理"), max_length=8, choices=Side, blank=True)
    next_due_date = models.DateField(_("完成日期"), null=True)  # the last day
    quiet_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_next_step_says_who_and_when",
                condition=Q(next_step="", next_side="", next_due_date__isnull=True)
                | ~Q(next_step="") & ~Q(next_side="") & Q(next_due_date__isnull=False),
            ),
            models.CheckConstraint(
                name="a_contact_that_is_over_waits_for_nothing",
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False, quiet_at__isnull=True, next_step=""),
            ),
        ]
        indexes = [
            models.Index(fields=["quiet_at"], name="silent_contacts", condition=Q(quiet_at__isnull=False)),
            models.Index(fields=["next_due_date"], name="next_steps", condition=Q(next_due_date__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number


class ContactMessage(models.Model):
    """One message of a side, with its files. Insert-only (trigger)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(_("内容"), validators=[MaxLengthValidator(TEXT_MAX)])
    files = models.ManyToManyField(File, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["contact", "-id"], name="messages_of_a_contact")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.pk}"
