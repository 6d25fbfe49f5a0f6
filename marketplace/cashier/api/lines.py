"""Statements of the bank, their lines, and what is expected."""

from django.core.files.base import ContentFile
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.cashier import commands, rules
from marketplace.cashier.api import shapes
from marketplace.cashier.expecting import expected_at
from marketplace.cashier.models import Proposal
from marketplace.cashier.queries import reading as queries
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class StatementList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.BankStatementOut))
    def get(self, request: Request) -> Response:
        """The statements of one's own exchange's settlement account, newest first; for its staff."""
        queries.require_look(request.actor)
        return self.page(shapes.BankStatementOut, queries.statements(request.actor))

    @extend_schema(request=shapes.BankStatementIn, responses={201: shapes.BankStatementOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Read a statement in, whole or not at all (the exchange's finance). Lines that are known change nothing."""
        require(rules.may_keep_statements, request.actor, request.actor.exchange)
        given = vars(self.read(shapes.BankStatementIn, request))
        upload = ContentFile(given.pop("file").encode(), name=given.pop("name"))
        statement = commands.read_statement(
            upload=upload, exchange=request.actor.exchange, actor=request.actor, clock=market_clock, **given
        )
        return self.created(shapes.BankStatementOut(statement))


class StatementDetail(MarketView):
    @extend_schema(responses=shapes.BankStatementOut)
    def get(self, request: Request, number: str) -> Response:
        """One statement; its lines are at `bank-lines?statement=`."""
        return self.answer(shapes.BankStatementOut(queries.statement(request.actor, number)))


class LineList(MarketView):
    @extend_schema(parameters=[shapes.BankLinesIn, *PAGE_PARAMETERS], responses=page_of(shapes.BankLineOut))
    def get(self, request: Request) -> Response:
        """The bank's lines, newest first; by state, or those that a statement was the first to have."""
        queries.require_look(request.actor)
        asked = vars(self.read_query(shapes.BankLinesIn, request))
        rows = queries.lines(request.actor)
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        if "statement" in asked:
            rows = rows.filter(statement__number=asked["statement"])
        return self.page(shapes.BankLineOut, rows)


class LineDetail(MarketView):
    @extend_schema(responses=shapes.BankLineDetailOut)
    def get(self, request: Request, number: str) -> Response:
        """One line, and what it may pay with score and reasons."""
        return self.answer(shapes.BankLineDetailOut(queries.line(request.actor, number)))


class LineClaims(MarketView):
    @extend_schema(request=shapes.ReceiptClaimIn, responses={201: shapes.CashProposalOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose that the line pays what is expected; another person confirms."""
        line = queries.line(request.actor, number)
        given = self.read(shapes.ReceiptClaimIn, request)
        proposal = commands.propose_receipt(line=line, actor=request.actor, clock=market_clock, **vars(given))
        return self.created(shapes.CashProposalOut(proposal))


class LineReturn(MarketView):
    @extend_schema(request=shapes.CashNoteIn, responses={201: shapes.CashProposalOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose that money in suspense goes back to the account it came from; a reviewer confirms."""
        line = queries.line(request.actor, number)
        given = self.read(shapes.CashNoteIn, request)
        proposal = commands.propose_return(line=line, note=given.note, actor=request.actor, clock=market_clock)
        return self.created(shapes.CashProposalOut(proposal))


class LineParking(MarketView):
    @extend_schema(request=None, responses=shapes.BankLineOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Post an open line to suspense."""
        line = queries.line(request.actor, number)
        commands.park_line(line=line, actor=request.actor, clock=market_clock)
        return self.answer(shapes.BankLineOut(line))


class LineLink(MarketView):
    @extend_schema(request=shapes.LineLinkIn, responses=shapes.BankLineOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say which transfer of the ledger the line is; moves no money."""
        line = queries.line(request.actor, number)
        given = self.read(shapes.LineLinkIn, request)
        commands.link_line(line=line, transfer=given.transfer, actor=request.actor, clock=market_clock)
        return self.answer(shapes.BankLineOut(line))


class LineReopening(MarketView):
    @extend_schema(request=None, responses=shapes.BankLineOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Put a line whose receipt was undone by a correction into suspense again."""
        line = queries.line(request.actor, number)
        commands.reopen_line(line=line, actor=request.actor, clock=market_clock)
        return self.answer(shapes.BankLineOut(line))


class ExpectedList(MarketView):
    @extend_schema(responses=shapes.ExpectedReceiptOut(many=True))
    def get(self, request: Request) -> Response:
        """All money that is expected at one's own exchange."""
        queries.require_look(request.actor)
        return self.answer(shapes.ExpectedReceiptOut(expected_at(request.actor.exchange), many=True))


class ProposalList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.CashProposalOut))
    def get(self, request: Request) -> Response:
        """What was proposed at one's own exchange, newest first."""
        queries.require_look(request.actor)
        return self.page(shapes.CashProposalOut, queries.proposals(request.actor))

    @extend_schema(request=shapes.ReceiptByHandIn, responses={201: shapes.CashProposalOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Propose a receipt that no statement has shown yet; the line of that reference is matched to it later."""
        require(rules.may_propose, request.actor, request.actor.exchange)
        given = self.read(shapes.ReceiptByHandIn, request)
        proposal = commands.propose_by_hand(
            exchange=request.actor.exchange, actor=request.actor, clock=market_clock, **vars(given)
        )
        return self.created(shapes.CashProposalOut(proposal))


class ProposalView(MarketView):
    def proposal(self, number: str) -> Proposal:
        return queries.proposal(self.request.actor, number)


class ProposalDetail(ProposalView):
    @extend_schema(responses=shapes.CashProposalOut)
    def get(self, request: Request, number: str) -> Response:
        """One proposal."""
        return self.answer(shapes.CashProposalOut(self.proposal(number)))


class ProposalConfirmation(ProposalView):
    @extend_schema(request=None, responses=shapes.CashProposalOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm and book (another person than who proposed)."""
        proposal = self.proposal(number)
        commands.confirm_proposal(proposal=proposal, actor=request.actor, clock=market_clock)
        return self.answer(shapes.CashProposalOut(proposal))


class ProposalRejection(ProposalView):
    @extend_schema(request=shapes.CashReasonIn, responses=shapes.CashProposalOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Reject what another proposed, or withdraw one's own."""
        proposal = self.proposal(number)
        given = self.read(shapes.CashReasonIn, request)
        commands.reject_proposal(proposal=proposal, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.answer(shapes.CashProposalOut(proposal))
