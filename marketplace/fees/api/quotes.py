"""What deals cost by a schedule; anybody may ask, nothing is stored."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.errors import Invalid
from marketplace.fees import quoting
from marketplace.fees.api.quote_shapes import QuoteOut, QuotesIn, QuotesOut, read_deals
from marketplace.fees.deals import Answer
from marketplace.fees.throttling import FeeQuoteThrottle


class QuoteList(MarketView):
    throttle_classes = (FeeQuoteThrottle,)

    @extend_schema(request=QuotesIn, responses=QuotesOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Work out what one deal costs by a schedule, or up to 1,000 at once; nothing is stored.

        A deal that cannot be answered is named in `refused` by its index, with its errors by field; the others are answered.
        If none can be, the whole request is refused (400).
        """
        asked = self.read(QuotesIn, request)
        found = quoting.answers(read_deals(asked.deals), explained=asked.explain)
        return Response(answered(found))


def answered(found: list[Answer | Invalid]) -> dict[str, Any]:
    """Answers and refusals apart, each with its index. Raises Invalid if nothing is answered."""
    refused = [(index, one) for index, one in enumerate(found) if isinstance(one, Invalid)]
    if len(refused) == len(found):
        fields = {f"deals.{index}.{name}": texts for index, one in refused for name, texts in one.fields.items()}
        raise Invalid(fields=fields, rule=refused[0][1].rule)
    given = [(index, one) for index, one in enumerate(found) if isinstance(one, Answer)]
    told = QuoteOut([one for _index, one in given], many=True).data
    return {
        "quotes": [{"index": index, **quote} for (index, _one), quote in zip(given, told, strict=True)],
        "refused": [{"index": index, "errors": one.fields, "rule": one.rule} for index, one in refused],
    }
