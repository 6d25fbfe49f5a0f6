"""A case through the API from its application to its archive, with a return, a correction and a suspension on the way."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import system_actor
from accounts.models import Kind
from marketplace.core.clock import market_clock, shanghai
from marketplace.desk.models import Case, PublicNotice
from marketplace.desk.queries import documents_about
from marketplace.rulebook.commands import seed_provisional_year
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.files.factories import pdf
from tests.journeys.test_s1 import EXAMINED, LISTING
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db
PEOPLE = {
    "seller": lambda: actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
    "buyer": lambda: actor(verified(name="示范企业（成都）", home_exchange="SW")),
    "officer": lambda: officer("SW"),
    "reviewer": lambda: reviewer("SW"),
    "finance": lambda: finance("SW"),
}
TICKS = [
    {"code": "title_paper", "verdict": "passed"},
    {"code": "legal_status", "verdict": "passed", "note": "2027-03-02 查询"},
    {"code": "decision_paper", "verdict": "passed"},
]


@pytest.fixture
def people(db):
    return {name: make() for name, make in PEOPLE.items()}


@pytest.fixture
def post(people):
    clients = {name: client_of(one) for name, one in people.items()}

    def send(who, path, body=None):
        return ok(clients[who].post(f"/api/v1/{path}", body or {}, format="json"))

    send.clients = clients
    return send


def hand_in(post, number, purpose):
    upload = SimpleUploadedFile("示范材料.pdf", pdf(), content_type="application/pdf")
    told = {"file": upload, "purpose": purpose}
    file = ok(post.clients["seller"].post("/api/v1/files", told, format="multipart"))
    return post("seller", f"cases/{number}/papers", {"file": file["number"]})


def correct(post, number, kind, **said):
    proposed = post("officer", f"cases/{number}/corrections", {"kind": kind, "reason": "示范理由", **said})
    return post("reviewer", f"corrections/{proposed['number']}/approval")


def test_case_is_carried_from_its_application_to_its_archive(people, post, sandbox_at):
    sandbox_at("2027-03-01T10:00:00")
    holidays = {date(2027, 4, 5): "清明节"}
    told = {"source": "示范：暂定日历", "actor": system_actor("tests.journey"), "clock": market_clock}
    seed_provisional_year(year=2027, holidays=holidays, **told)
    listing = post("seller", "listings", LISTING)["number"]
    post("seller", f"listings/{listing}/submission")
    case = Case.objects.get().number

    # The papers are missing: asked for at once, due ten working days after Monday 1 March.
    pieces = [{"code": "title_paper", "text": "请补充权属证明"}, {"code": "decision_paper", "text": "请补充决策文件"}]
    returned = post("officer", f"cases/{case}/missing-pieces", {"pieces": pieces})
    assert (returned["stage"], returned["due_at"]) == ("supplement", "2027-03-16T00:00:00+08:00")

    sandbox_at("2027-03-02T10:00:00")
    hand_in(post, case, "title")
    hand_in(post, case, "decision")
    post("seller", f"cases/{case}/supplement")
    accepted = post("officer", f"cases/{case}/acceptance", {"checks": TICKS})
    own = post.clients["officer"].post(f"/api/v1/cases/{case}/examination", {"checks": EXAMINED}, format="json")
    post("reviewer", f"cases/{case}/examination", {"checks": EXAMINED})
    announced = post("officer", f"cases/{case}/publication")
    assert (accepted["stage"], accepted["project_number"], own.status_code) == ("examination", "SW2027-000001", 403)
    # Ten working days after Tuesday 2 March end with Tuesday 16 March.
    assert (announced["stage"], announced["due_at"]) == ("interest", "2027-03-17T00:00:00+08:00")

    # A change of price on Friday 5 March starts the ten days again: they end with Friday 19 March.
    sandbox_at("2027-03-05T10:00:00")
    changed = correct(post, case, "change", changes={"asking_price": money("2700000.00")})
    assert changed["before"]["asking_price_fen"] == 2_800_000_00
    assert Case.objects.get().due_at == shanghai("2027-03-20T00:00:00")

    # Suspended on Wednesday 10 March after two full working days (8 and 9), resumed on Friday 12 March: eighteen more,
    # the last is Thursday 8 April, since Monday 5 April is a holiday.
    sandbox_at("2027-03-10T10:00:00")
    correct(post, case, "suspension", asked_by="权属异议人")
    sandbox_at("2027-03-12T10:00:00")
    resumed = correct(post, case, "resumption")
    assert resumed["after"]["working_days"] == 18
    assert Case.objects.get().due_at == shanghai("2027-04-09T00:00:00")

    sale = sold(people, post, listing, sandbox_at)
    settled(people, post, sale, sandbox_at)
    filed = post("officer", f"cases/{case}/archive", {"note": "齐全"})

    assert (filed["state"], filed["retain_until"]) == ("archived", "2037-04-20")
    kinds = list(PublicNotice.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["listing", "change", "suspension", "resumption", "sale", "result"]
    codes = {document.code for document in documents_about(Case.objects.get())}
    assert codes == {
        *("supplement_notice", "acceptance_notice", "examination_opinion", "listing_announcement", "change_notice"),
        *("suspension_notice", "resumption_notice", "result_confirmation", "certificate_print", "archive_index"),
        *("deposit_receipt", "contract", "settlement_notice"),
    }
    late = post.clients["officer"].post(f"/api/v1/cases/{case}/archive", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "case_elsewhere")


def sold(people, post, listing, sandbox_at):
    sandbox_at("2027-04-09T10:00:00")
    holder = post("seller", f"listings/{listing}/priority-holders", {"kind": "completer", "name": "示范研究员一"})
    post("seller", f"priority-holders/{holder['number']}/waivers", {"proof": "示范放弃声明，2027-04-08"})
    terms = {"listing": listing, "start": money("2700000.00"), "increment": money("50000.00")}
    times = {"opens_at": "2027-04-12T09:00:00+08:00", "free_ends_at": "2027-04-12T15:00:00+08:00"}
    sale = post("officer", "sales", {**terms, **times})["number"]
    registration = post("buyer", f"sales/{sale}/registrations", {"foreign_link": "none"})["number"]
    came = {"payer": people["buyer"].organisation.name, "reference": "line-1", "amount": money("270000.00")}
    receive(post, "deposit", registration, **came)
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1
    sandbox_at("2027-04-12T10:00:00")
    post("buyer", f"sales/{sale}/bids", {"price": money("2700000.00")})
    sandbox_at("2027-04-12T15:00:00")
    assert close_due_sales() == 1
    assert Case.objects.get().stage == "contract"
    assert ok(post.clients["buyer"].get("/api/v1/cases"))["results"][0]["stage"] == "contract"
    return sale


def settled(people, post, sale, sandbox_at):
    sandbox_at("2027-04-13T10:00:00")
    post("seller", f"sales/{sale}/contract/signatures")
    post("buyer", f"sales/{sale}/contract/signatures")
    due = ok(post.clients["buyer"].get(f"/api/v1/sales/{sale}/settlement"))["buyer"]["due"]
    came = {"payer": people["buyer"].organisation.name, "reference": "line-2", "amount": due}
    receive(post, "payment", sale, **came)
    post("reviewer", f"sales/{sale}/settlement")
    post("officer", f"sales/{sale}/certificate")
    sandbox_at("2027-04-20T10:00:00")
    assert Case.objects.get().stage == "archive"
