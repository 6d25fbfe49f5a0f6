"""What each exchange may do and whom it serves; anybody may read it."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.rulebook import queries
from marketplace.rulebook.api.shapes import CapabilityOut, ServiceAreaOut


class CapabilityList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(CapabilityOut))
    def get(self, request: Request) -> Response:
        """Every capability that an exchange has or had, with its days and its source (R-LST-11)."""
        return self.page(CapabilityOut, queries.capabilities())


class ServiceAreaList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ServiceAreaOut))
    def get(self, request: Request) -> Response:
        """Which exchange serves which tier, region and sector channel today."""
        return self.page(ServiceAreaOut, queries.service_areas(market_clock.read()))
