"""What stands on invoices, and the numbers of those that the tax system issued."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.fees import commands
from marketplace.fees.api.shapes import NoticeDetailOut
from marketplace.fees.models import Particulars
from marketplace.fees.queries import notice_for
from marketplace.fees.queries.invoices import own_particulars
from marketplace.fees.rules import may_see_particulars


class ParticularsIn(serializers.Serializer[None]):
    title = serializers.CharField(max_length=120)
    taxpayer_number = serializers.CharField(
        max_length=40, allow_blank=True, help_text="the unified social credit code of the payer; empty for a person"
    )
    address = serializers.CharField(max_length=200, allow_blank=True, default="")
    phone = serializers.CharField(max_length=30, allow_blank=True, default="")
    bank = serializers.CharField(max_length=120, allow_blank=True, default="")
    bank_account = serializers.CharField(max_length=40, allow_blank=True, default="")


class ParticularsOut(serializers.ModelSerializer[Particulars]):
    class Meta:
        model = Particulars
        fields: Any = ["version", "title", "taxpayer_number", "address", "phone", "bank", "bank_account", "entered_at"]
        read_only_fields = fields


class EInvoiceIn(serializers.Serializer[None]):
    number = serializers.CharField(max_length=40, help_text="20 digits, as the tax system issued it")
    invoice_date = serializers.DateField()
    reason = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="of a correction; empty for the first number"
    )


class ParticularsList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ParticularsOut))
    def get(self, request: Request) -> Response:
        """What stands on invoices to one's own organisation, the version that holds first."""
        require(may_see_particulars, request.actor)
        return self.page(ParticularsOut, own_particulars(request.actor))

    @extend_schema(request=ParticularsIn, responses={201: ParticularsOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Enter the next version for one's own organisation, as its administrator or finance."""
        require(may_see_particulars, request.actor)
        given = vars(self.read(ParticularsIn, request))
        organisation = request.actor.organisation
        assert organisation is not None
        entered = commands.enter_particulars(
            organisation=organisation, actor=request.actor, clock=market_clock, **given
        )
        return self.created(ParticularsOut(entered))


class InvoiceList(MarketView):
    @extend_schema(request=EInvoiceIn, responses={201: NoticeDetailOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Enter the number of the e-invoice for a notice, as its cashier; where one stands, its correction."""
        require(is_signed_in, request.actor)
        notice = notice_for(request.actor, number)
        given = vars(self.read(EInvoiceIn, request))
        commands.enter_invoice(notice=notice, actor=request.actor, clock=market_clock, **given)
        return self.created(NoticeDetailOut(notice_for(request.actor, number)))
