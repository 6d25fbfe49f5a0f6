"""The registration of technology contracts."""

from types import SimpleNamespace as Bunch

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.contracts.queries.reading import deed as deed_of
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.core.tables import answer
from marketplace.files import queries as files
from marketplace.registry import commands, queries
from marketplace.registry.api import shapes
from marketplace.registry.drafts import FilingDraft, ItemDraft
from marketplace.registry.models import Filing
from marketplace.trading.queries.sales import sale as sale_of


def draft_of(given: Bunch) -> FilingDraft:
    values = {name: value for name, value in vars(given).items() if name in FilingDraft.__dataclass_fields__}
    return FilingDraft(**values | {"items": tuple(ItemDraft(**item) for item in given.items)})


class FilingView(MarketView):
    def filing(self, number: str) -> Filing:
        return queries.filing(self.request.actor, number)

    def told(self, filing: Filing) -> Response:
        return self.answer(shapes.ContractRegistrationOut(self.filing(filing.number)))


class FilingList(FilingView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.ContractRegistrationOut))
    def get(self, request: Request) -> Response:
        """One's own; for the staff of an exchange what was handed in there; all of it for supervisors."""
        return self.page(shapes.ContractRegistrationOut, queries.filings_for(request.actor))

    @extend_schema(request=shapes.ContractRegistrationIn, responses={201: shapes.ContractRegistrationOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Begin the registration of a contract: of a sale or of commissioned work of this market, or of one closed elsewhere."""
        given = self.read(shapes.ContractRegistrationIn, request)
        filing = commands.draft_filing(
            draft=draft_of(given),
            sale=sale_of(given.sale) if given.sale else None,
            deed=deed_of(request.actor, given.deed) if given.deed else None,
            exchange=given.exchange,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.ContractRegistrationOut(self.filing(filing.number)))


class FilingDetail(FilingView):
    @extend_schema(responses=shapes.ContractRegistrationOut)
    def get(self, request: Request, number: str) -> Response:
        """One registration with both amounts."""
        return self.answer(shapes.ContractRegistrationOut(self.filing(number)))

    @extend_schema(request=shapes.ContractRegistrationEditIn, responses=shapes.ContractRegistrationOut)
    def put(self, request: Request, number: str) -> Response:
        """Write a draft, or what was sent back, anew."""
        filing = self.filing(number)
        given = self.read(shapes.ContractRegistrationEditIn, request)
        commands.edit_filing(filing=filing, draft=draft_of(given), actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingPaper(FilingView):
    @extend_schema(request=shapes.RegistrationPaperIn, responses={201: shapes.ContractRegistrationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Attach a file that was handed in as one of the papers of R-REG-05."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationPaperIn, request)
        commands.attach_paper(
            filing=filing,
            purpose=given.purpose,
            file=files.file(request.actor, given.file),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.ContractRegistrationOut(filing))


class FilingSubmission(FilingView):
    @extend_schema(request=None, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand the registration in."""
        filing = self.filing(number)
        commands.submit_filing(filing=filing, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingWithdrawal(FilingView):
    @extend_schema(request=shapes.RegistrationReasonIn, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take it back before it is decided."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationReasonIn, request)
        commands.withdraw_filing(filing=filing, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingAcceptance(FilingView):
    @extend_schema(request=shapes.RegistrationAcceptanceIn, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept: the clock of 15 or 30 working days starts."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationAcceptanceIn, request)
        commands.accept_filing(filing=filing, disputed=given.disputed, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingReturn(FilingView):
    @extend_schema(request=shapes.RegistrationReasonIn, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send back for correction; the clock starts anew with the next acceptance."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationReasonIn, request)
        commands.return_filing(filing=filing, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingOpinion(FilingView):
    @extend_schema(request=shapes.RegistrationOpinionIn, responses={201: shapes.RegistrationOpinionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record what an expert says of a large or disputed contract."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationOpinionIn, request)
        opinion = commands.record_opinion(filing=filing, actor=request.actor, clock=market_clock, **vars(given))
        return self.created(shapes.RegistrationOpinionOut(opinion))


class FilingRegistration(FilingView):
    @extend_schema(request=None, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Register the contract; another person than who accepted it."""
        filing = self.filing(number)
        commands.register_filing(filing=filing, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingRefusal(FilingView):
    @extend_schema(request=shapes.RegistrationReasonIn, responses=shapes.ContractRegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Refuse the registration with a reason."""
        filing = self.filing(number)
        given = self.read(shapes.RegistrationReasonIn, request)
        commands.refuse_filing(filing=filing, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.told(filing)


class FilingExport(MarketView):
    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """The registrar's table of all that was handed in at one's exchange."""
        return answer(queries.table(request.actor, "csv"), name="filings", ending="csv")
