"""What is told when something broke on our side: a page to people, a problem document to programs."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's `handler500`. Says nothing of the error itself, which is in the log."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    return _problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "server_error",
        _("系统出错，已记录。操作要么全部完成，要么完全没有发生：请先核对结果，再用同一幂等键重试。"),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's `handler400`: a request that no view has seen, such as one with an unknown Host."""
    if not request.path.startswith("/api/"):
        return defaults.bad_request(request, exception)
    return _problem(HTTPStatus.BAD_REQUEST, "bad_request", _("请求无效：请检查地址、Host 和请求头。"))


def _problem(status: HTTPStatus, code: str, detail: str) -> JsonResponse:
    body = {"type": f"urn:shuangcheng:problem:{code}", "title": status.phrase, "status": status.value}
    return JsonResponse(body | {"code": code, "detail": detail}, status=status, content_type="application/problem+json")
