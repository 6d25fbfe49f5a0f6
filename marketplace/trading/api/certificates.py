"""Certificates: public, and checked by anyone."""

from types import SimpleNamespace as Bunch

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.trading import commands
from marketplace.trading.api.shapes import CertificateOut, CheckIn, CheckOut, ReissueIn
from marketplace.trading.queries.certificates import certificate, check_certificate


class CertificateDetail(MarketView):
    @extend_schema(responses=CertificateOut)
    def get(self, request: Request, number: str) -> Response:
        """One certificate with its hash and signature, for anybody."""
        return self.answer(CertificateOut(certificate(number)))


class Reissues(MarketView):
    @extend_schema(request=ReissueIn, responses={201: CertificateOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Issue a new certificate in place of one that needs correction."""
        body = self.read(ReissueIn, request)
        issued = commands.reissue_certificate(
            certificate=certificate(number), reason=body.reason, actor=request.actor, clock=market_clock
        )
        return self.created(CertificateOut(issued))


class CertificateChecks(MarketView):
    @extend_schema(request=CheckIn, responses={200: CheckOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Check a certificate, for anybody: says which check failed if a single byte was altered."""
        findings = check_certificate(self.read(CheckIn, request).text)
        return self.answer(CheckOut(Bunch(verified=all(one.passed for one in findings), checks=findings)))
