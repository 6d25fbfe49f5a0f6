"""What every endpoint tells when it declines, and the shapes that all share."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import include, path
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.test import APIClient

from marketplace.core.api import MarketView, MoneyField, Nothing
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.core.reading import InstantField
from tests.accounts.factories import user

ERRORS = {
    "invalid": Invalid(fields={"price": ["价格有误"]}, rule="R-BID-08"),
    "refused": Refused("已截止", rule="R-BID-07", code="closed"),
    "forbidden": Forbidden("只有业务员可以办理", code="is_officer"),
    "missing": Http404("没有找到 L-2027-000001"),
    "denied": PermissionDenied(),
    "throttled": exceptions.Throttled(wait=7),
    "nested": exceptions.ValidationError([{"name": ["太长"]}]),
}


class PartIn(serializers.Serializer):
    name = serializers.CharField()


class OfferIn(serializers.Serializer):
    price = MoneyField()
    note = serializers.CharField(max_length=5, required=False)
    at = InstantField(required=False)
    parts = PartIn(many=True, required=False)


class Errors(MarketView):
    def get(self, request, name):
        raise ERRORS[name]


class Offers(MarketView):
    def post(self, request):
        """Echo an offer."""
        offer = self.read(OfferIn, request)
        return Response(OfferIn(offer).data | {"fen": offer.price})


urlpatterns = [
    path("errors/<name>", Errors.as_view()),
    path("offers", Offers.as_view()),
    path("market/", include("marketplace.urls")),
    path("<path:nowhere>", Nothing.as_view()),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def member():
    client = APIClient()
    client.force_authenticate(user())
    return client


def post(body, **headers):
    kind = headers.pop("content_type", "application/json")
    return APIClient().generic("POST", "/offers", body, content_type=kind, headers=headers)


def told(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"urn:shuangcheng:problem:{body['code']}"
    return body


@pytest.mark.parametrize(
    ("name", "status", "code", "detail"),
    [
        ("invalid", 400, "invalid", "价格有误"),
        ("refused", 409, "closed", "已截止"),
        ("forbidden", 403, "is_officer", "只有业务员可以办理"),
        ("missing", 404, "not_found", "没有找到 L-2027-000001"),
        ("denied", 403, "permission_denied", None),
        ("throttled", 429, "throttled", None),
        ("nested", 400, "invalid", None),
    ],
)
def test_every_refusal_is_a_problem(member, name, status, code, detail):
    answer = member.get(f"/errors/{name}")

    body = told(answer)
    assert (answer.status_code, body["code"]) == (status, code)
    assert detail is None or body["detail"] == detail


def test_problem_names_rule_and_fields(member):
    body = told(member.get("/errors/invalid"))

    assert (body["rule"], body["errors"]) == ("R-BID-08", {"price": ["价格有误"]})


def test_throttled_says_when_to_come_again(member):
    assert member.get("/errors/throttled").headers["Retry-After"] == "7"


def test_stranger_who_may_not_is_asked_to_sign_in():
    answer = APIClient().get("/errors/forbidden")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert told(answer)["code"] == "not_authenticated"


def test_unknown_address_and_method():
    assert told(APIClient().get("/nowhere/at/all"))["status"] == 404
    answer = APIClient().delete("/offers")
    assert told(answer)["status"] == 405
    assert answer.headers["Allow"] == "POST, OPTIONS"


def test_other_media_types_are_refused():
    assert told(post("a=1", content_type="application/x-www-form-urlencoded"))["status"] == 415
    assert told(APIClient().post("/offers", {}, format="json", headers={"Accept": "text/html"}))["status"] == 406


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"price": ', "第 1 行第 11 列"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"price": NaN}', "NaN"),
        (b'{"note": "a", "note": "b"}', "“note”出现了两次"),
        (b"[" * 100_000, "嵌套过深"),
        (b'{"price": ' + b"9" * 5000 + b"}", "数字过长"),
        (b'{"price": 1e400}', "数字过长"),
        (b'{"note": "\\ud83d"}', "不完整的字符"),
    ],
)
def test_body_that_cannot_be_read_says_where(body, words):
    answer = told(post(body))

    assert answer["status"] == 400
    assert words in answer["detail"]


def test_body_beyond_the_limit_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert told(post(b'{"note": "' + b"x" * 100 + b'"}'))["status"] == 413


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"7"])
def test_body_that_is_no_object_is_refused_kindly(body):
    assert told(post(body))["status"] == 400


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ("3350000.00", "金额须写成"),
        ({"amount": 3350000, "currency": "CNY"}, "金额须写成"),
        ({"amount": "3350000.001", "currency": "CNY"}, "3350000.001"),
        ({"amount": "1e5", "currency": "CNY"}, "1e5"),
        ({"amount": "-1", "currency": "CNY"}, "不能为负"),
        ({"amount": "1", "currency": "USD"}, "人民币"),
        ({"amount": "1"}, "人民币"),
    ],
)
def test_wrong_amount_is_told_by_field(price, words):
    answer = APIClient().post("/offers", {"price": price}, format="json")

    assert words in told(answer)["errors"]["price"][0]


def test_amount_in_yuan_is_fen_inside():
    answer = APIClient().post("/offers", {"price": {"amount": "3350000.5", "currency": "CNY"}}, format="json")

    assert answer.json() == {"price": {"amount": "3350000.50", "currency": "CNY"}, "fen": 335000050}


def test_too_long_text_and_missing_field_are_both_named():
    answer = APIClient().post("/offers", {"note": "123456"}, format="json")

    assert set(told(answer)["errors"]) == {"price", "note"}


def test_whole_characters_may_be_escaped():
    answer = post(b'{"price": {"amount": "1", "currency": "CNY"}, "note": "\\ud83d\\ude00"}')

    assert answer.json()["note"] == "😀"


def test_fields_that_nobody_reads_are_named_with_those_that_are_wrong():
    body = {"prise": 1, "note": "123456", "parts": [{"name": "a"}, {"name": "b", "colour": "red"}]}

    answer = APIClient().post("/offers", body, format="json")

    assert set(told(answer)["errors"]) == {"prise", "price", "note", "parts.1.colour"}


def test_instant_without_its_offset_is_refused():
    wanted = {"price": {"amount": "1", "currency": "CNY"}}

    naive = APIClient().post("/offers", wanted | {"at": "2027-04-12T09:00:00"}, format="json")
    aware = APIClient().post("/offers", wanted | {"at": "2027-04-12T01:00:00Z"}, format="json")

    assert "时区" in told(naive)["errors"]["at"][0]
    assert aware.json()["at"] == "2027-04-12T09:00:00+08:00"


@pytest.mark.parametrize("query", ["page_size=0", "page_size=101", "page_size=many", "page_size=-1"])
def test_size_of_a_page_out_of_bounds_is_refused(query):
    assert list(told(APIClient().get(f"/market/api/v1/sales?{query}"))["errors"]) == ["page_size"]


@pytest.mark.parametrize("cursor", ["@@", "cD1hYmM=", "cD0A", "cD0x", "bz0tMQ=="])  # p=abc, p=\0, p=1, o=-1
@pytest.mark.parametrize("path", ["sales", "ipc"])
def test_cursor_that_no_answer_held_breaks_nothing(path, cursor):
    answer = APIClient().get(f"/market/api/v1/{path}?cursor={cursor}")

    assert answer.status_code == 200 or list(told(answer)["errors"]) == ["cursor"]


def test_filter_that_nobody_reads_is_refused():
    answer = APIClient().get("/market/api/v1/sales?stat=open&page_size=5")

    assert list(told(answer)["errors"]) == ["stat"]


def test_nul_in_an_address_names_nothing():
    assert told(APIClient().get("/market/api/v1/sales/S-%00"))["status"] == 404


def test_problem_speaks_the_callers_language():
    chinese = APIClient().get("/errors/forbidden")
    english = APIClient().get("/errors/forbidden", headers={"Accept-Language": "en"})

    assert chinese.json()["detail"].startswith("请先登录")
    assert english.json()["detail"].startswith("Please sign in")


def test_amount_is_refused_in_the_callers_language():
    body = {"price": {"amount": "-1", "currency": "CNY"}}

    english = APIClient().post("/offers", body, format="json", headers={"Accept-Language": "en"})

    assert english.json()["errors"]["price"] == ["An amount cannot be negative."]
