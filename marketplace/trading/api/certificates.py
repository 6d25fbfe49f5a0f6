"""Certificates: public, and checked by anyone."""

from types import SimpleNamespace as Bunch

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.trading.api.deal_shapes import CertificateOut, CheckIn, CheckOut
from marketplace.trading.queries.certificates import certificate, check_certificate


class CertificateDetail(MarketView):
    @extend_schema(responses=CertificateOut)
    def get(self, request: Request, number: str) -> Response:
        """One certificate with its hash and signature, for anybody."""
        return self.answer(CertificateOut(certificate(number)))


class CertificateChecks(MarketView):
    @extend_schema(request=CheckIn, responses={200: CheckOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Check a certificate, for anybody: says which check failed if a single byte was altered."""
        findings = check_certificate(self.read(CheckIn, request).text)
        return self.answer(CheckOut(Bunch(verified=all(one.passed for one in findings), checks=findings)))
