"""The papers an organisation hands in, and what the officer who looked at them found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import ExchangeCode, Kind, Organisation
from accounts.models.user import User


class Piece(models.TextChoices):
    """A paper of an application; `particulars` are what was typed."""

    LICENCE = "licence", _("营业执照（或法人证书）")
    MANDATE = "mandate", _("授权委托书")
    IDENTITY = "identity", _("身份证件")
    PARTICULARS = "particulars", _("登记信息")


PAPERS = (Piece.LICENCE, Piece.MANDATE, Piece.IDENTITY)


class Fault(models.TextChoices):
    """What is wrong with a piece."""

    MISSING = "missing", _("缺少")
    UNREADABLE = "unreadable", _("不清晰或缺页")
    EXPIRED = "expired", _("已过有效期")
    SEAL = "seal", _("盖章页有误或未盖公章")
    DIFFERS = "differs", _("与登记信息不一致")
    OTHER = "other", _("其他")


def papers_wanted(kind: str) -> tuple[Piece, ...]:
    """Which papers an applicant hands in: an organisation all three, a natural person the identity document only."""
    return (Piece.IDENTITY,) if kind == Kind.PERSON else PAPERS


class Paper(models.Model):
    """One scan of one piece; a better one takes its place and the old one stays."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    piece = models.CharField(max_length=12, choices=[(piece.value, piece.label) for piece in PAPERS])
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_current_paper_of_a_piece",
                fields=["organisation", "piece"],
                condition=Q(replaced_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_piece_display()}"


class Examination(models.Model):
    """One look of an officer at an application: what he read from the scans, and every piece he returned."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("认证通过")
        RETURNED = "returned", _("退回补正")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="examinations")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    read = models.JSONField(default=dict)  # field -> what the officer typed from the scan
    pieces = models.JSONField(default=list)  # [{"piece": "licence", "fault": "unreadable", "note": "…"}]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_outcome_display()}"
