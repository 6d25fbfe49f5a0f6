"""Who may take a lot at equal conditions, and what became of it before the sale was announced (R-CON-05, R-BID-11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

NAME_MAX, PROOF_MAX, RANK_MAX = 120, 300, 99


class PriorityHolder(StateModel):
    """A holder of priority in a listing, with its rank; a sale is announced once each was noticed in time or has waived.

    Triggers (migrations/priority.sql) refuse the announcement before `clear_at`, and what would change who may match, and
    how, once a sale runs.
    """

    class Kind(models.TextChoices):
        """On which ground (民法典 847, 859, 860)."""

        COMPLETER = "completer", _("职务技术成果完成人")
        CLIENT = "client", _("委托开发的委托人")
        CO_DEVELOPER = "co_developer", _("合作开发的其他当事人")

    class State(models.TextChoices):
        RECORDED = "recorded", _("已登记，尚未通知")
        NOTIFIED = "notified", _("已通知")
        MATCHED = "matched", _("以同等条件受让")  # of a price that others agreed on
        WAIVED = "waived", _("已放弃")

    class Way(models.TextChoices):
        """How the notice reached the holder."""

        SERVED = "served", _("送达")
        PUBLISHED = "published", _("公告送达")

    TRANSITIONS = (
        ("notify", {State.RECORDED}, State.NOTIFIED),
        ("notify_anew", {State.NOTIFIED, State.MATCHED}, State.NOTIFIED),  # of another negotiated price
        ("match", {State.NOTIFIED}, State.MATCHED),
        ("waive", {State.RECORDED, State.NOTIFIED, State.MATCHED}, State.WAIVED),
    )

    number = NumberField(prefix="PH")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="priority_holders")
    kind = models.CharField(_("优先权依据"), max_length=12, choices=Kind)
    name = models.CharField(_("优先购买权人"), max_length=NAME_MAX)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )  # what it is on the market; may become known later
    rank = models.PositiveSmallIntegerField(_("顺位"))  # 1 goes before 2
    state = models.CharField(max_length=8, choices=State, default=State.RECORDED)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    way = models.CharField(_("通知方式"), max_length=9, choices=Way, blank=True)
    proof = models.CharField(_("通知证明"), max_length=PROOF_MAX, blank=True)
    notice = models.CharField(max_length=20, blank=True)  # the public notice, PN-…, of one that could not be reached
    notified_at = models.DateTimeField(null=True)
    clear_at = models.DateTimeField(null=True)  # from then on the sale may be announced
    told_fen = models.BigIntegerField(_("告知的价格"), null=True)  # of a negotiated lot: the price it was told
    matched_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    waiver_proof = models.CharField(_("放弃证明"), max_length=PROOF_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_priority_per_name", fields=["listing", "name"]),
            models.UniqueConstraint(
                name="one_priority_per_organisation",
                fields=["listing", "organisation"],
                condition=Q(organisation__isnull=False),
            ),
            models.CheckConstraint(name="priority_rank_from_one", condition=Q(rank__gte=1, rank__lte=RANK_MAX)),
            models.CheckConstraint(
                name="priority_notice_has_its_proof",
                condition=Q(way="", proof="", notified_at__isnull=True, clear_at__isnull=True)
                | Q(notified_at__isnull=False, clear_at__gt=F("notified_at")) & ~Q(way="") & ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="priority_state_says_what_was_done",
                condition=Q(state="recorded", way="", waived_at__isnull=True)
                | Q(state="notified", waived_at__isnull=True) & ~Q(way="")
                | Q(state="matched", waived_at__isnull=True, matched_at__isnull=False, told_fen__isnull=False)
                | Q(state="waived", waived_at__isnull=False) & ~Q(waiver_proof=""),
            ),
            models.CheckConstraint(name="published_notice_is_public", condition=~Q(way="published") ^ ~Q(notice="")),
        ]

    def __str__(self) -> str:
        return self.number
