"""A registration's withdrawal and its deposit on the bidder's page: what may be done, and what would come of it (R-BID-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.portal.amounts import Amount
from marketplace.portal.forfeiture_forms import (
    ForfeitureDecisionForm,
    ForfeitureForm,
    StatementForm,
    WithdrawalForm,
)
from marketplace.trading.forfeiture_rules import (
    may_answer_forfeiture,
    may_decide_forfeiture,
    may_propose_forfeiture,
    may_withdraw_registration,
)
from marketplace.trading.models import Forfeiture, Registration
from marketplace.trading.queries.forfeitures import forfeiture_of, may_still_be_proposed, open_grounds, use_of
from marketplace.trading.queries.leaving import has_bid, may_forfeit
from marketplace.trading.rules import is_staff_of

State = Registration.State
TONES = {"proposed": "waiting", "approved": "failed", "rejected": "done", "lapsed": "plain"}


@dataclass(frozen=True)
class DepositDesk:
    """What of it one reader may do at one moment; forms that were sent and not taken stand in place of empty ones."""

    actor: Actor
    registration: Registration
    now: datetime
    sent: WithdrawalForm | StatementForm | ForfeitureForm | ForfeitureDecisionForm | None = None

    @property
    def withdrawal(self) -> WithdrawalForm | None:
        found, sale = self.registration, self.registration.sale
        if sale.is_over or self.now >= sale.ends_at or not (found.can("withdraw") or found.can("leave")):
            return None
        if not may_withdraw_registration(self.actor, found) or has_bid(found):
            return None
        return self.sent if isinstance(self.sent, WithdrawalForm) else WithdrawalForm()

    @property
    def cost(self) -> str:
        """What a withdrawal now means for the deposit."""
        if self.registration.state != State.QUALIFIED:
            return _("尚未收到保证金，撤回后无须交纳；撤回后不能再次登记本场竞价。")
        if may_forfeit(self.registration, self.now):
            return _(
                "报名已截止或竞价已开始：撤回后保证金暂不退还，竞价结束后交易机构可以依公告提出不予退还，"
                "届时将告知贵方并听取意见（规则 R-BID-04）。撤回后不能再次登记本场竞价。"
            )
        return _("保证金在规定的工作日内原路全额退还（规则 R-BID-03）。撤回后不能再次登记本场竞价。")

    @cached_property
    def forfeiture(self) -> Forfeiture | None:
        return forfeiture_of(self.registration)

    @property
    def tone(self) -> str:
        found = self.forfeiture
        return TONES[found.state] if found else "plain"

    @property
    def lines(self) -> Sequence[Amount]:
        """What would become of the deposit, or became of it, to the fen."""
        found = self.forfeiture
        if found is None or found.state not in ("proposed", "approved"):
            return []
        costs, rest = use_of(found.deposit_fen, found.costs_fen, found.sale)
        return [
            Amount(_("保证金"), found.deposit_fen),
            Amount(_("交易机构的费用"), -costs),
            Amount(_("按权利份额付转让方"), rest, total=True),
        ]

    @property
    def statement(self) -> StatementForm | None:
        found = self.forfeiture
        if found is None or found.state != "proposed" or found.statement or self.now >= found.heard_until:
            return None
        if not may_answer_forfeiture(self.actor, found):
            return None
        return self.sent if isinstance(self.sent, StatementForm) else StatementForm()

    @property
    def proposal(self) -> ForfeitureForm | None:
        """For an officer of the venue, as long as nothing was proposed and the deposit is not due back yet."""
        found = self.registration
        if not may_propose_forfeiture(self.actor, found) or self.forfeiture is not None:
            return None
        if not may_still_be_proposed(found, self.now):
            return None
        return self.sent if isinstance(self.sent, ForfeitureForm) else ForfeitureForm(grounds=open_grounds(found))

    @property
    def decision(self) -> ForfeitureDecisionForm | None:
        found = self.forfeiture
        if found is None or found.state != "proposed" or not may_decide_forfeiture(self.actor, found):
            return None
        return self.sent if isinstance(self.sent, ForfeitureDecisionForm) else ForfeitureDecisionForm()

    @property
    def may_approve(self) -> bool:
        """Once the bidder has spoken or its time is over, until the time to decide is."""
        found = self.forfeiture
        heard = found is not None and (found.statement != "" or self.now >= found.heard_until)
        return heard and found is not None and self.now < found.decide_by

    @property
    def waits_for_another(self) -> bool:
        """Whether a member of the staff is told that somebody else decides."""
        found = self.forfeiture
        pending = found is not None and found.state == "proposed"
        return pending and is_staff_of(self.actor, self.registration.sale) and self.decision is None
