"""Reward rules, teams, distributions and payouts."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files import queries as files
from marketplace.proceeds import commands, queries
from marketplace.proceeds.api import shapes
from marketplace.proceeds.drafts import CostDraft, MemberDraft


class RewardRuleList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.RewardRuleOut))
    def get(self, request: Request) -> Response:
        """The rules of one's own unit; drafts for those who write them."""
        return self.page(shapes.RewardRuleOut, queries.reward_rules_for(request.actor))

    @extend_schema(request=shapes.RewardRuleIn, responses={201: shapes.RewardRuleOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Draft a version of the unit's rule; below the floor of the law it is refused."""
        given = self.read(shapes.RewardRuleIn, request)
        rule = commands.draft_reward_rule(actor=request.actor, clock=market_clock, **vars(given))
        return self.created(shapes.RewardRuleOut(rule))


class RewardRulePublication(MarketView):
    @extend_schema(request=None, responses=shapes.RewardRuleOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Make a version public in the unit; an administrator who did not draft it."""
        rule = queries.reward_rule(request.actor, number)
        commands.publish_reward_rule(rule=rule, actor=request.actor, clock=market_clock)
        return self.answer(shapes.RewardRuleOut(rule))


class TeamList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.TeamOut))
    def get(self, request: Request) -> Response:
        """The teams of one's own unit, and those that name oneself."""
        return self.page(shapes.TeamOut, queries.teams_for(request.actor))

    @extend_schema(request=shapes.TeamIn, responses={201: shapes.TeamOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Name the contributors of one's achievement, or who does commissioned work, with their shares; each has to consent."""
        given = self.read(shapes.TeamIn, request)
        team = commands.propose_team(
            of=queries.thing(request.actor, given.engagement or given.listing),
            members=[MemberDraft(**one) for one in given.members],
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.TeamOut(queries.team(request.actor, team.number)))


class TeamDetail(MarketView):
    @extend_schema(responses=shapes.TeamOut)
    def get(self, request: Request, number: str) -> Response:
        """One team."""
        return self.answer(shapes.TeamOut(queries.team(request.actor, number)))


class TeamConsent(MarketView):
    @extend_schema(request=None, responses=shapes.TeamOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Consent to one's own share."""
        team = queries.team(request.actor, number)
        commands.consent_to_team(team=team, actor=request.actor, clock=market_clock)
        return self.answer(shapes.TeamOut(queries.team(request.actor, number)))


class TeamWrittenConsent(MarketView):
    @extend_schema(request=shapes.TeamConsentIn, responses=shapes.TeamOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record the written consent of somebody without an account."""
        team = queries.team(request.actor, number)
        given = self.read(shapes.TeamConsentIn, request)
        commands.record_team_consent(team=team, actor=request.actor, clock=market_clock, **vars(given))
        return self.answer(shapes.TeamOut(queries.team(request.actor, number)))


class DistributionList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.DistributionOut))
    def get(self, request: Request) -> Response:
        """The distributions of one's own unit, for its administrators and finance and for who drafted them."""
        return self.page(shapes.DistributionOut, queries.distributions_for(request.actor))

    @extend_schema(request=shapes.DistributionIn, responses={201: shapes.DistributionOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Draft what a settled deal gives to whom; after an approved one it is a correction and says why."""
        given = self.read(shapes.DistributionIn, request)
        costs = [
            CostDraft(**one | {"evidence": files.file(request.actor, one["evidence"]) if one["evidence"] else None})
            for one in given.costs
        ]
        drafted = commands.draft_distribution(
            deal=queries.deal(request.actor, given.deal),
            costs=costs,
            announced_date=given.announced_date,
            reason=given.reason,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.DistributionOut(drafted))


class DistributionDetail(MarketView):
    @extend_schema(responses=shapes.DistributionOut)
    def get(self, request: Request, number: str) -> Response:
        """The whole of one distribution."""
        return self.answer(shapes.DistributionOut(queries.distribution(request.actor, number)))


class DistributionApproval(MarketView):
    @extend_schema(request=None, responses=shapes.DistributionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve what another person drafted: the payouts become due."""
        found = queries.distribution(request.actor, number)
        commands.approve_distribution(distribution=found, actor=request.actor, clock=market_clock)
        return self.answer(shapes.DistributionOut(queries.distribution(request.actor, number)))


class DistributionRejection(MarketView):
    @extend_schema(request=shapes.DistributionRejectionIn, responses=shapes.DistributionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a draft back with a reason."""
        found = queries.distribution(request.actor, number)
        given = self.read(shapes.DistributionRejectionIn, request)
        commands.reject_distribution(distribution=found, answer=given.answer, actor=request.actor, clock=market_clock)
        return self.answer(shapes.DistributionOut(found))


class DistributionReceipts(MarketView):
    @extend_schema(request=shapes.ProceedsReceiptIn, responses={201: shapes.ProceedsReceiptOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record a part of the price that came in; what it adds is due at once."""
        found = queries.distribution(request.actor, number)
        given = self.read(shapes.ProceedsReceiptIn, request)
        receipt = commands.record_receipt(distribution=found, actor=request.actor, clock=market_clock, **vars(given))
        return self.created(shapes.ProceedsReceiptOut(receipt))


class PayoutList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.PayoutOut))
    def get(self, request: Request) -> Response:
        """One's own payouts, and those to one's organisation for its administrators and finance."""
        return self.page(shapes.PayoutOut, queries.payouts_for(request.actor))


class PayoutDetail(MarketView):
    @extend_schema(responses=shapes.WholePayoutOut)
    def get(self, request: Request, number: str) -> Response:
        """One's own payout with how it came about and what of it is taxable."""
        found = queries.payout(request.actor, number)
        base = queries.base_of(found, market_clock.read())
        return self.answer(shapes.WholePayoutOut(found, context={"base": base}))


class PayoutPayment(MarketView):
    @extend_schema(request=shapes.PayoutPaymentIn, responses=shapes.PayoutLineOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Note that a payout was paid."""
        found = queries.payable(request.actor, number)
        given = self.read(shapes.PayoutPaymentIn, request)
        commands.mark_payout_paid(payout=found, actor=request.actor, clock=market_clock, **vars(given))
        return self.answer(shapes.PayoutLineOut(found))
