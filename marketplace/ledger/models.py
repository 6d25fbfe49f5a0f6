"""The ledger: accounts, transfers and their legs. Insert-only; triggers keep the balances (migrations/ledger.sql)."""

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation
from marketplace.core.numbers import NumberField

MAX_LEGS = 200
MAX_MEMO = 200  # characters


class Purpose(models.TextChoices):
    """What the money of an account is for. `bank` is the outside world as an exchange's settlement account at its bank sees it."""

    BANK = "bank", _("监管结算账户")
    AVAILABLE = "available", _("可用资金")
    DEPOSIT = "deposit", _("交易保证金")
    ESCROW = "escrow", _("交易价款")
    FEE = "fee", _("服务费收入")
    POOL = "pool", _("待分配服务费")
    PAYABLE = "payable", _("应付款")
    FUND = "fund", _("联盟发展基金")
    SUSPENSE = "suspense", _("不明款")


OF_A_PARTY = (Purpose.AVAILABLE, Purpose.DEPOSIT, Purpose.PAYABLE)


class Currency(models.TextChoices):
    CNY = "CNY", _("人民币")


class Accounts(models.Manager["Account"]):
    def get_queryset(self) -> "models.QuerySet[Account]":
        """With `balance_fen`: what the account holds, the sum of its legs."""
        waiting = Increment.objects.filter(account=OuterRef("pk")).order_by().values("account")
        total = Subquery(waiting.values(total=Sum("amount_fen")), output_field=models.BigIntegerField())
        held = F("kept_fen") + Coalesce(total, 0)
        return super().get_queryset().annotate(balance_fen=held)  # type: ignore[no-redef]  # declared for readers


class Account(models.Model):
    """Money of one purpose at one exchange, of a party or of the market itself (R-SET-08).

    `balance_fen` is the sum of the legs: what is kept here and, for an account that the market shares, the increments that wait.
    All accounts of an exchange together, its bank account included, are zero: minus the balance of `bank` is what must lie in the
    settlement account at the bank.
    """

    number = NumberField(prefix="A")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="ledger_accounts")
    purpose = models.CharField(max_length=10, choices=Purpose)
    exchange = models.CharField(max_length=2, choices=ExchangeCode)  # in whose settlement account the money lies
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.CNY)
    kept_fen = models.BigIntegerField(default=0)  # changed by triggers only
    balance_fen: int  # of accounts that `objects` has read

    objects = Accounts()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_account_per_purpose",
                fields=["organisation", "purpose", "exchange"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="only_the_bank_account_is_negative", condition=Q(kept_fen__gte=0) | Q(purpose="bank")
            ),
            models.CheckConstraint(
                name="bank_account_belongs_to_no_party", condition=~Q(purpose="bank") | Q(organisation__isnull=True)
            ),
            models.CheckConstraint(
                name="suspense_belongs_to_no_party", condition=~Q(purpose="suspense") | Q(organisation__isnull=True)
            ),
            models.CheckConstraint(
                name="party_account_has_a_party",
                condition=~Q(purpose__in=[*OF_A_PARTY]) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="account_is_of_a_known_kind",
                condition=Q(purpose__in=Purpose.values, exchange__in=ExchangeCode.values, currency__in=Currency.values),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def may_be_negative(self) -> bool:
        """Only what stands for the outside world owes us without limit."""
        return self.purpose == Purpose.BANK


class Kind(models.TextChoices):
    RECEIPT = "receipt", _("收款")
    PAYMENT = "payment", _("付款")
    HOLD = "hold", _("冻结保证金")
    RELEASE = "release", _("退还保证金")
    APPLICATION = "application", _("保证金抵作价款")
    FORFEIT = "forfeit", _("扣划保证金")
    REVERSAL = "reversal", _("冲正")
    TRANSFER = "transfer", _("划转")


ENDS_OF_HOLDS = (Kind.RELEASE, Kind.APPLICATION, Kind.FORFEIT)
UNDOING = (*ENDS_OF_HOLDS, Kind.REVERSAL)  # name what they undo; nothing undoes them
PLAIN = tuple(kind for kind in Kind if kind not in UNDOING)
OF_DEPOSITS = (Kind.HOLD, *UNDOING)  # what may move a deposit


class Transfer(models.Model):
    """Money that moved at one instant, for one reason, once: `reference` names the reason and is unique."""

    number = NumberField(prefix="T")
    reference = models.CharField(max_length=120, unique=True)  # deposit:S-2027-000001:O-2027-000004
    kind = models.CharField(max_length=12, choices=Kind)
    memo = models.CharField(max_length=MAX_MEMO, blank=True)
    actor = models.CharField(max_length=60)  # user:U-2027-000007 or system:trading.settle
    at = models.DateTimeField(db_default=Func(function="market_now", output_field=models.DateTimeField()))
    leg_count = models.PositiveSmallIntegerField()  # said at birth, so that no leg can join or be missing later
    # What this one undoes, or the hold that it ends; nothing is undone or ended twice.
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfer_has_two_legs_or_more", condition=Q(leg_count__gte=2, leg_count__lte=MAX_LEGS)
            ),
            models.CheckConstraint(name="transfer_has_a_reference", condition=~Q(reference="")),
            models.CheckConstraint(name="nothing_reverses_itself", condition=~Q(reverses=F("id"))),
            models.CheckConstraint(
                name="what_undoes_says_what_it_undoes",
                condition=Q(kind__in=[*UNDOING], reverses__isnull=False) | Q(kind__in=[*PLAIN], reverses__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Leg(models.Model):
    """What one transfer did to one account: money in (positive) or out (negative)."""

    # No indexes of their own: `one_leg_per_account` begins with the transfer, `leg_statement` with the account.
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="legs", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="legs", db_index=False)
    amount_fen = models.BigIntegerField()
    # Written by the trigger for the account of a party. What the market shares takes many legs at once; see `queries.statement`.
    balance_after_fen = models.BigIntegerField(editable=False, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_leg_per_account", fields=["transfer", "account"]),
            models.CheckConstraint(name="leg_moves_money", condition=~Q(amount_fen=0)),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="leg_statement")]

    def __str__(self) -> str:
        return f"{self.transfer_id} · {self.account_id} · {self.amount_fen}"


class Increment(models.Model):
    """A leg of an account that the market shares, not yet counted into what the account keeps (migrations/posting.sql)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="increments", db_constraint=False)
    amount_fen = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.account_id} · {self.amount_fen}"
