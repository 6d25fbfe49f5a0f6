"""API tokens; only a signed-in session comes here, never a token."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import queries
from accounts.api.shapes import IssuedOut, TokenIn, TokenOut
from accounts.authentication import ActorSessionAuthentication
from accounts.commands import issue_token, revoke_token
from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class TokenList(MarketView):
    authentication_classes = [ActorSessionAuthentication]

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(TokenOut))
    def get(self, request: Request) -> Response:
        """One's own tokens, without their secrets."""
        return self.page(TokenOut, queries.tokens(request.actor), ordering="-number")

    @extend_schema(request=TokenIn, responses={201: IssuedOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Issue a token that acts for the organisation acted for now; its secret is shown in this answer only."""
        body = self.read(TokenIn, request)
        issued = issue_token(label=body.label, days=body.days, actor=request.actor)
        return self.created(IssuedOut(issued))


class TokenDetail(MarketView):
    authentication_classes = [ActorSessionAuthentication]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str) -> Response:
        """Revoke a token at once."""
        revoke_token(token=queries.token(request.actor, number), actor=request.actor)
        return Response(status=204)
