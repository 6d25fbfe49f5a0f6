"""Who may act for whom, in which role."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.models.user import User


class Role(models.TextChoices):
    ADMIN = "admin", _("管理员")
    AGENT = "agent", _("经办人")
    FINANCE = "finance", _("财务")
    OFFICER = "officer", _("交易所业务员")
    REVIEWER = "reviewer", _("交易所复核员")
    SUPERVISOR = "supervisor", _("监管人员")


STAFF_ROLES = frozenset({Role.OFFICER, Role.REVIEWER})


class Membership(models.Model):
    """One person in one organisation with one role; several rows for several roles. Ended rows stay, for four eyes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_membership_per_role",
                fields=["user", "organisation", "role"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("该成员已有此角色。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"
