"""Public keys for whoever checks a signature elsewhere."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.keys.queries import public_keys


@require_safe
@cache_control(public=True, max_age=300)
def jwks(request: HttpRequest) -> JsonResponse:
    """All keys of the market, active and retired, as a JWK set (RFC 7517)."""
    return JsonResponse(public_keys(), content_type="application/jwk-set+json")
