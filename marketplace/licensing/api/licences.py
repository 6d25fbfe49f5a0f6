"""Licences, their reports and their money, through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.licensing import commands
from marketplace.licensing.api import shapes
from marketplace.licensing.queries import reading
from marketplace.trading.api.screening_shapes import ScreeningIn


class LicenceView(MarketView):
    """An endpoint about one licence that the actor may know of."""

    def full(self, number: str) -> shapes.LicenceFull:
        """As it stands after a command."""
        return shapes.LicenceFull(reading.licence(self.request.actor, number))


class LicenceList(LicenceView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.LicenceOut))
    def get(self, request: Request) -> Response:
        """Those of one's own organisation on either side, and those of one's exchange; newest first."""
        return self.page(shapes.LicenceOut, reading.licences(request.actor))

    @extend_schema(request=shapes.LicenceIn, responses={201: shapes.LicenceFull})
    @idempotent
    def post(self, request: Request) -> Response:
        """Notify the licensor of an open licence, or apply for a trial (R-LIC-03, R-LIC-06)."""
        given = vars(self.read(shapes.LicenceIn, request))
        offer = reading.offer(request.actor, given.pop("offer"))
        made = commands.take_licence(offer=offer, actor=request.actor, clock=market_clock, **given)
        return self.created(self.full(made.number))


class LicenceDetail(LicenceView):
    @extend_schema(responses=shapes.LicenceFull)
    def get(self, request: Request, number: str) -> Response:
        """One licence with its reports and what is due."""
        return self.answer(self.full(number))


class LicenceScreening(LicenceView):
    @extend_schema(request=ScreeningIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide what the export catalogues say of a licensee with a foreign link (an officer of the venue; R-SEC-08)."""
        found, given = reading.licence(request.actor, number), vars(self.read(ScreeningIn, request))
        commands.screen_licensee(licence=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(number))


class LicenceAcceptance(LicenceView):
    @extend_schema(request=None, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Agree to a trial (the licensor): it begins the next day."""
        found = reading.licence(request.actor, number)
        commands.accept_licence(licence=found, actor=request.actor, clock=market_clock)
        return self.answer(self.full(number))


class LicenceRefusal(LicenceView):
    @extend_schema(request=shapes.LicenceAnswerIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline a trial with a reason (the licensor)."""
        found, given = reading.licence(request.actor, number), vars(self.read(shapes.LicenceAnswerIn, request))
        commands.refuse_licence(licence=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(number))


class LicenceWithdrawal(LicenceView):
    @extend_schema(request=None, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a notice or an application back before it is in force (the licensee)."""
        found = reading.licence(request.actor, number)
        commands.withdraw_licence(licence=found, actor=request.actor, clock=market_clock)
        return self.answer(self.full(number))


class LicenceTermination(LicenceView):
    @extend_schema(request=shapes.LicenceReasonIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End a licence after a breach that was noticed (the licensor, R-LIC-07)."""
        found, given = reading.licence(request.actor, number), vars(self.read(shapes.LicenceReasonIn, request))
        commands.terminate_licence(licence=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(number))


class LicenceRecording(LicenceView):
    @extend_schema(request=shapes.LicenceNoteIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Note number and day of the recording with CNIPA (either side, R-CON-08)."""
        found, given = reading.licence(request.actor, number), vars(self.read(shapes.LicenceNoteIn, request))
        commands.note_record(licence=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(number))


class LicenceFilesReturn(LicenceView):
    @extend_schema(request=shapes.LicenceNoteIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record that the technical files came back after the end (the licensor)."""
        found, given = reading.licence(request.actor, number), vars(self.read(shapes.LicenceNoteIn, request))
        commands.return_files(licence=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(number))


class SalesReporting(LicenceView):
    @extend_schema(request=shapes.SalesReportIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Report the sales of a period that is over (the licensee); answers what is due."""
        found, given = reading.report(request.actor, number), vars(self.read(shapes.SalesReportIn, request))
        commands.report_sales(report=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(found.licence.number))


class SalesCorrection(LicenceView):
    @extend_schema(request=shapes.SalesCorrectionIn, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Replace the last report while nothing was paid on it (the licensee)."""
        found, given = reading.report(request.actor, number), vars(self.read(shapes.SalesCorrectionIn, request))
        commands.correct_report(report=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.full(found.licence.number))


class ReportNotice(LicenceView):
    @extend_schema(request=None, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give a last period for an overdue report (an officer of the venue, R-LIC-07)."""
        found = reading.report(request.actor, number)
        commands.give_notice(report=found, actor=request.actor, clock=market_clock)
        return self.answer(self.full(found.licence.number))


class ChargeSettlement(LicenceView):
    @extend_schema(request=None, responses=shapes.LicenceFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Pass money that came on to the licensor and the exchanges (a reviewer who did not confirm it)."""
        found = reading.charge(request.actor, number)
        commands.settle_charge(charge=found, actor=request.actor, clock=market_clock)
        return self.answer(self.full(found.licence.number))
