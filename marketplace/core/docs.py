"""The reader of the API's documentation; its script and style come from a package, from our own origin."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class Docs(SpectacularSwaggerSplitView):
    url_name = "api-schema"
    template_name = "core/api_docs.html"
