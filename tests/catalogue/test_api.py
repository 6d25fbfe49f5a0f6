"""Through the API, as a program of each party would use it."""

from operator import itemgetter

import pytest
from rest_framework.test import APIClient

from accounts.commands import issue_token
from accounts.models import Kind
from marketplace.catalogue.drafts import RightDraft
from marketplace.catalogue.models import Listing, Need
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import (
    accepted_listing,
    agent_of,
    listing,
    need,
    owner,
    patent,
    patent_number,
    published_listing,
    submitted_listing,
)

pytestmark = pytest.mark.django_db
LISTINGS, NEEDS = "/api/v1/listings", "/api/v1/needs"


def client(acting=None):
    caller = APIClient()
    if acting:
        caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def body(**fields):
    return {
        "exchange": "SW",
        "title": "大型铸件机器人力控自适应打磨技术",
        "abstract": "线激光扫描铸件，自动生成打磨轨迹。",
        "ipc_codes": ["b24b27/00"],
        "trl": 7,
        "transfer_modes": ["assignment"],
        "price_mode": "bidding",
        "asking_price": {"amount": "2800000.00", "currency": "CNY"},
        "owner_category": "university",
        "secrecy_reviewer": "示范审查员",
        "secrecy_reviewed_date": "2026-01-05",
        "rights": [{"kind": "patent", "number": patent_number(), "title": "示范方法", "filing_date": "2021-03-16"}],
        "inventors": ["示范研究员一"],
        "evidence": [{"kind": "第三方检测报告", "date": "2025-09-18"}],
        **fields,
    }


by_code = itemgetter("code")
REVIEWED = [
    {"code": "title_paper", "verdict": "waived", "note": "示范：原件已核"},
    {"code": "legal_status", "verdict": "passed", "note": "2027-03-01 查询"},
    {"code": "decision_paper", "verdict": "waived", "note": "示范：原件已核"},
    {"code": "priority_holders", "verdict": "passed"},
]
EXAMINED = [{"code": "same_papers", "verdict": "passed"}, {"code": "price_route", "verdict": "passed"}]


def post(caller, path, data=None):
    return caller.post(path, data, format="json")


def test_listing_goes_from_draft_to_offer():
    university, partner = agent_of(None), actor()
    lister, clerk, co_owner = client(university), client(officer("SW")), client(partner)
    colleague = client(reviewer("SW"))
    owners = [
        {"organisation": university.organisation.number, "share": "3/5"},
        {"organisation": partner.organisation.number, "share": "2/5"},
    ]

    drafted = post(lister, LISTINGS, body(owners=owners))
    path = f"{LISTINGS}/{drafted.json()['number']}"
    submitted = post(lister, f"{path}/submission")
    bare = post(clerk, f"{path}/acceptance")
    accepted = post(clerk, f"{path}/acceptance", {"checks": REVIEWED})
    own = post(clerk, f"{path}/examination", {"checks": EXAMINED})
    examined = post(colleague, f"{path}/examination", {"checks": EXAMINED})
    early = post(clerk, f"{path}/publication")
    consented = post(co_owner, f"{path}/consent")
    published = post(clerk, f"{path}/publication")

    assert (drafted.status_code, drafted.json()["state"]) == (201, "draft")
    assert drafted.json()["ipc_codes"] == ["B24B 27/00"]
    assert [each["share"] for each in drafted.json()["owners"]] == ["3/5", "2/5"]
    assert (submitted.status_code, accepted.status_code, consented.status_code) == (200, 200, 200)
    assert (bare.status_code, own.status_code, examined.status_code) == (400, 403, 200)
    assert sorted(bare.json()["errors"]) == [f"checks.{tick['code']}" for tick in sorted(REVIEWED, key=by_code)]
    assert accepted.json()["project_number"].startswith("SW20")
    assert (early.status_code, early.json()["rule"], early.json()["code"]) == (409, "R-CON-06", "consent_missing")
    assert (published.json()["state"], published.json()["inside"]["consents"][1]["consented_at"] is None) == (
        "published",
        False,
    )
    public = client().get(path).json()
    assert (public["asking_price"], public["inside"]) == ({"amount": "2800000.00", "currency": "CNY"}, None)


def test_incomplete_listing_is_refused_with_every_gap():
    lister = client(agent_of(None))
    number = post(lister, LISTINGS, {"exchange": "SW", "title": "草稿", "price_mode": "bidding"}).json()["number"]

    refused = post(lister, f"{LISTINGS}/{number}/submission")

    assert (refused.status_code, refused.json()["rule"]) == (400, "R-LST-04")
    assert list(refused.json()["errors"]) == ["abstract", "transfer_modes", "owner_category", "asking_price", "rights"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"exchange": "XX"}, "exchange"),
        ({"title": "  "}, "title"),
        ({"title": None}, "title"),
        ({"title": "空\0字"}, "title"),
        ({"asking_price": {"amount": "1.001", "currency": "CNY"}}, "asking_price"),
        ({"asking_price": {"amount": "0.00", "currency": "CNY"}}, "asking_price"),
        ({"asking_price": 2_800_000}, "asking_price"),
        ({"asking_price": {"amount": "1.00", "currency": "USD"}}, "asking_price"),
        ({"trl": 10}, "trl"),
        ({"ipc_codes": ["打磨"]}, "ipc_codes"),
        ({"keywords": "打磨"}, "keywords"),
        ({"rights": [{"kind": "patent", "number": "CN101234567B"}]}, "rights.0.number"),
        ({"owners": [{"name": "某人", "share": "5/3"}]}, "owners"),
        ({"owners": [{"name": "某人", "share": 0.5}]}, "owners"),
        ({"secrecy_reviewed_date": "昨天"}, "secrecy_reviewed_date"),
        ({"buyer_conditions": "须在成都注册"}, "buyer_conditions"),
    ],
)
def test_wrong_field_is_named(fields, field):
    refused = post(client(agent_of(None)), LISTINGS, body(**fields))

    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == [field]
    assert not Listing.objects.exists()


def test_stranger_must_sign_in_before_drafting():
    assert post(client(), LISTINGS, body()).status_code == 401


def test_listings_of_others_are_hidden_until_public():
    hidden = [listing(), submitted_listing(), accepted_listing()]
    stranger = client(actor())

    for each in hidden:
        path = f"{LISTINGS}/{each.number}"
        assert stranger.get(path).status_code == 404
        assert stranger.put(path, body(), format="json").status_code == 404
        for verb in ("submission", "acceptance", "publication", "consent"):
            assert post(stranger, f"{path}/{verb}").status_code == 404
        assert post(stranger, f"{path}/withdrawal", {"reasons": "撤"}).status_code == 404


def test_public_listing_of_others_may_be_read_and_nothing_else():
    path = f"{LISTINGS}/{published_listing().number}"
    stranger = client(actor())

    assert stranger.get(path).status_code == 200
    for verb, data in (
        ("consent", None),
        ("withdrawal", {"reasons": "撤"}),
        ("suspension", {"reasons": "疑"}),
        ("return", {"reasons": "退"}),
        ("correction", {"reason": "改", "changes": {"title": "改"}}),
        ("owners/0/consent", {"evidence": "纸"}),
    ):
        assert post(stranger, f"{path}/{verb}", data).status_code == 403


def test_trade_secret_is_seen_by_the_parties_only():
    university = agent_of(None)
    number = published_listing(
        lister=university,
        rights=[patent(), RightDraft(kind="trade_secret", title="亲水处理配方", note="保密协议后提供")],
    ).number

    public = client().get(f"{LISTINGS}/{number}")
    inside = client(university).get(f"{LISTINGS}/{number}")

    assert "配方" not in public.text
    assert public.json()["rights"][1]["title"] == "技术秘密"
    assert inside.json()["inside"]["trade_secrets"] == [{"title": "亲水处理配方", "note": "保密协议后提供"}]


def test_list_is_narrowed_by_its_filters():
    university = agent_of(None)
    one = published_listing(lister=university, ipc_codes=["B24B 27/00"], technology_field="advanced_manufacturing")
    two = published_listing(exchange="CQ", price_mode="listed", ipc_codes=["A61K 31/00"])
    draft = listing(lister=university)

    def numbers(caller, query):
        return [each["number"] for each in caller.get(f"{LISTINGS}{query}").json()["results"]]

    assert numbers(client(), "") == [two.number, one.number]
    assert numbers(client(), "?exchange=CQ") == [two.number]
    assert numbers(client(), "?ipc=B24") == [one.number]
    assert numbers(client(), "?price_mode=listed") == [two.number]
    assert numbers(client(), "?field=advanced_manufacturing") == [one.number]
    assert numbers(client(university), "?mine=true") == [draft.number, one.number]
    assert numbers(client(), "?mine=true") == []
    assert client().get(f"{LISTINGS}?exchange=XX").status_code == 400


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_listings_takes_one_query(django_assert_num_queries, size):
    university = agent_of(None)
    for _turn in range(size):
        published_listing(lister=university)

    with django_assert_num_queries(1):
        found = client().get(LISTINGS).json()["results"]

    assert len(found) == size


@pytest.mark.parametrize("size", [1, 3])
def test_one_listing_takes_six_queries_whatever_it_holds(django_assert_num_queries, size):
    university = agent_of(None)
    owners = [
        owner(university.organisation, f"1/{size}"),
        *(owner(verified(), f"1/{size}") for _turn in range(size - 1)),
    ]
    number = published_listing(
        lister=university,
        owners=owners,
        transfer_modes=["ordinary_licence"],
        rights=[patent() for _turn in range(size)],
        inventors=[f"示范研究员{n}" for n in range(size)],
    ).number

    with django_assert_num_queries(6):
        answer = client().get(f"{LISTINGS}/{number}")

    assert len(answer.json()["rights"]) == size


def test_repeated_draft_with_one_key_is_kept_once():
    lister, said = client(agent_of(None)), body()
    headers = {"Idempotency-Key": "a-1"}

    first = lister.post(LISTINGS, said, format="json", headers=headers)
    second = lister.post(LISTINGS, said, format="json", headers=headers)

    assert first.json() == second.json()
    assert Listing.objects.count() == 1


def test_need_is_posted_found_and_closed():
    firm = actor(verified(Kind.FIRM))
    seeker = client(firm)

    posted = post(
        seeker,
        NEEDS,
        {
            "title": "铸件自动打磨设备",
            "content": "引进力控打磨机器人。",
            "budget_high": {"amount": "500000.00", "currency": "CNY"},
            "deadline_date": "2099-12-31",
        },
    )
    path = f"{NEEDS}/{posted.json()['number']}"

    assert (posted.status_code, posted.json()["budget_high"]["amount"]) == (201, "500000.00")
    assert client().get(path).json()["title"] == "铸件自动打磨设备"
    assert post(client(actor()), f"{path}/closure").status_code == 403
    assert post(seeker, f"{path}/closure").json()["state"] == "closed"
    assert client().get(path).status_code == 404
    assert seeker.get(path).status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": ""}, "content"),
        (
            {
                "budget_low": {"amount": "2.00", "currency": "CNY"},
                "budget_high": {"amount": "1.00", "currency": "CNY"},
            },
            "budget_high",
        ),
        ({"deadline_date": "2020-01-01"}, "deadline_date"),
    ],
)
def test_wrong_need_is_refused_by_field(fields, field):
    refused = post(client(actor()), NEEDS, {"title": "打磨", "content": "打磨", **fields})

    assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])
    assert not Need.objects.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_list_of_needs_takes_one_query(django_assert_num_queries, size):
    firm = actor()
    for _turn in range(size):
        need(seeker=firm)

    with django_assert_num_queries(1):
        found = client().get(NEEDS).json()["results"]

    assert len(found) == size


def test_reference_tables_are_public():
    fields = client().get("/api/v1/technology-fields").json()
    sections = client().get("/api/v1/ipc?parent=").json()["results"]
    below = client().get("/api/v1/ipc?parent=A01&page_size=1").json()["results"]
    industry = client().get("/api/v1/industries?q=谷物种植").json()["results"]
    division = client().get("/api/v1/divisions?q=5101&page_size=1").json()["results"]

    assert (len(fields), fields[0]["name_en"]) == (11, "Electronics and information")
    assert [each["code"] for each in sections] == list("ABCDEFGH")
    assert below[0]["code"] == "A01B"
    assert industry[0]["code"] == "011"
    assert division[0]["code"] == "5101"
