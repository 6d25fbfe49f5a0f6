"""The documentation of the API: a document for programs, and its reader, whose script and style come from a package, from our own origin."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


@cache
def described(language: str) -> dict[str, Any]:
    """All that the API offers, in the language that is active; the same for everybody, and a second's work."""
    return SchemaGenerator().get_schema(request=None, public=True)


class DescribedOnce(SchemaGenerator):
    """The document as it is served."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        return described(get_language() or "")


class Document(SpectacularAPIView):
    """JSON unless YAML is asked for, which takes fifty times as long to write."""

    generator_class = DescribedOnce
    renderer_classes = sorted(SpectacularAPIView.renderer_classes, key=lambda kind: "json" not in kind.format)


class Docs(SpectacularSwaggerSplitView):
    url_name = "api-schema"
    template_name = "core/api_docs.html"
