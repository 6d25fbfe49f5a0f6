"""What a member may do for the organisation: 授权委托书, with scope, limit and term (R-DSK-09)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Role
from accounts.models.organisation import ExchangeCode, Kind, Organisation
from accounts.models.user import User
from accounts.models.waiting import WaitingModel
from marketplace.core.numbers import NumberField

# Roles that act for others by a mandate. An administrator answers for the organisation itself and needs none.
NEEDS_AUTHORISATION = frozenset({Role.AGENT, Role.FINANCE})
# Exchanges and supervisors appoint their staff by internal decision; a natural person acts for himself.
ACTS_WITHOUT = frozenset({Kind.EXCHANGE, Kind.SUPERVISOR, Kind.PERSON})


class Scope(models.TextChoices):
    LIST = "list", _("登记与挂牌")
    BID = "bid", _("竞买与报价")
    SIGN = "sign", _("签署合同")
    PAY = "pay", _("付款与收款")
    ALL = "all", _("全部交易事项")


class MarketToday(Func):
    """The day of market time in Shanghai, inside a statement; not for one that waits for a lock."""

    template = "(market_now() AT TIME ZONE 'Asia/Shanghai')::date"
    output_field = models.DateField()


class Authorisations(QuerySet["Authorisation"]):
    def expiring(self, days: int) -> "Authorisations":
        """Those in force whose term ends within so many days, of which nobody was reminded, and which no later one prolongs."""
        ending = self.in_force().unsucceeded()
        return ending.filter(reminded_at__isnull=True, valid_to__lt=MarketToday() + days)

    def unsucceeded(self) -> "Authorisations":
        """Those that no later one prolongs in all their scopes."""
        later = Authorisation.objects.filter(
            user=OuterRef("user"), organisation=OuterRef("organisation"), state=Authorisation.State.CONFIRMED
        ).filter(valid_to__gt=OuterRef("valid_to"), scopes__contains=OuterRef("scopes"))
        return self.exclude(Exists(later))

    def in_force(self) -> "Authorisations":
        """Confirmed, not revoked, and today within their term."""
        today = MarketToday()
        return self.filter(state=Authorisation.State.CONFIRMED, valid_from__lte=today, valid_to__gte=today)


class Authorisation(WaitingModel):
    """One mandate of one member: submitted by an administrator, confirmed by an exchange, revoked by either at once."""

    class State(models.TextChoices):
        PENDING = "pending", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("未予确认")
        REVOKED = "revoked", _("已撤销")

    WAITING = State.PENDING
    TRANSITIONS = (
        ("confirm", {State.PENDING}, State.CONFIRMED),
        ("refuse", {State.PENDING}, State.REFUSED),
        ("revoke", {State.PENDING, State.CONFIRMED}, State.REVOKED),
    )

    number = NumberField(prefix="AU")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="authorisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="authorisations")
    scopes = ArrayField(models.CharField(max_length=6, choices=Scope), verbose_name=_("授权事项"))
    limit_fen = models.BigIntegerField(_("单笔限额"), null=True, blank=True)  # of one act; null: no limit
    valid_from = models.DateField(_("自"))
    valid_to = models.DateField(_("至"))  # the last day of the term
    paper = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=2, choices=ExchangeCode, blank=True)  # the exchange that decided
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=500, blank=True)  # of the refusal or revocation
    reminded_at = models.DateTimeField(null=True, blank=True)  # that its term is about to end

    objects = Authorisations.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="authorisation_ends_after_its_start",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("授权期限的截止日不得早于起始日。"),
            ),
            models.CheckConstraint(
                name="authorisation_limit_is_positive",
                condition=Q(limit_fen__isnull=True) | Q(limit_fen__gt=0),
                violation_error_message=_("单笔限额须大于零；不设限额请留空。"),
            ),
            models.CheckConstraint(
                name="authorisation_is_confirmed_by_an_exchange",
                condition=~Q(state="confirmed")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(name="authorisation_has_a_scope", condition=Q(scopes__len__gt=0)),
        ]
        indexes = [
            models.Index(fields=["user", "organisation"], name="authorisations_of_a_member"),
            models.Index(fields=["due_at", "id"], name="authorisations_waiting", condition=Q(state="pending")),
            models.Index(
                fields=["valid_to", "id"],
                name="authorisations_expiring",
                condition=Q(state="confirmed", reminded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def scope_names(self) -> list[str]:
        """In words, in the reader's language."""
        return [str(Scope(scope).label) for scope in self.scopes]
