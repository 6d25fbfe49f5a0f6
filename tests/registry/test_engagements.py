"""Commissioned work before the registrar, through the API: once, by who does it, with the price and type of its contract (R-REG-02, R-REG-04)."""

import pytest

from marketplace.audit.following import settle
from marketplace.contracts.queries.reading import deed_of
from marketplace.registry.models import Filing
from marketplace.registry.queries import prefilled_by
from tests.accounts.factories import actor, verified
from tests.clients import client_of, money, ok
from tests.commissioning.factories import engaged, signed, terminated
from tests.registry.factories import TODAY
from tests.trading.factories import contracted_sale

pytestmark = pytest.mark.django_db
REGISTRATIONS = "/api/v1/contract-registrations"


def body(deed, **changed):
    """What the page offers the supplier, completed by him."""
    offered = prefilled_by(actor(deed.provider), deed)
    del offered["total_fen"]
    mine = {
        "own_contact": "示范联系人",
        "own_region": "5101",
        "other_region": "5000",
        "technology_field": "advanced_manufacturing",
        "goal": "工商业发展",
        "total": money("800000.00"),
        "deed": deed.number,
    }
    days = {name: str(offered[name]) for name in ("signed_date", "ends_date")}
    return offered | days | mine | changed


@pytest.fixture
def made(sandbox_at):
    sandbox_at("2027-06-01T10:00:00")
    return signed(engaged())


def test_work_is_registered_with_both_amounts_by_its_supplier_once(made):
    supplier = client_of(actor(made.supplier))
    items = [{"kind": "equipment", "name": "示范测试台", "amount": money("120000.00")}]

    told = ok(supplier.post(REGISTRATIONS, body(made.deed, items=items), format="json"))

    assert (told["deed"], told["contract"], told["exchange"]) == (made.deed.number, None, "SW")
    assert (told["kind"], told["subtype"]) == ("development", "commissioned")
    assert (told["total"]["amount"], told["technology"]["amount"]) == ("800000.00", "680000.00")
    again = supplier.post(REGISTRATIONS, body(made.deed), format="json")
    assert again.status_code == 400
    assert "一份合同只登记一次" in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"total": money("799999.99")}, "total_fen", "R-REG-04"),
        ({"contract_number": "示范合同"}, "contract_number", "R-REG-05"),
        ({"kind": "service", "subtype": "service"}, "subtype", "R-REG-05"),
    ],
)
def test_registration_says_what_the_contract_says(made, changed, field, rule):
    answer = client_of(actor(made.supplier)).post(REGISTRATIONS, body(made.deed, **changed), format="json")

    assert (answer.status_code, list(answer.json()["errors"]), answer.json()["rule"]) == (400, [field], rule)


def test_neither_client_nor_stranger_registers_it(made):
    client = client_of(actor(made.client)).post(REGISTRATIONS, body(made.deed), format="json")
    stranger = client_of(actor(verified())).post(REGISTRATIONS, body(made.deed), format="json")

    assert (client.status_code, client.json()["rule"]) == (403, "R-REG-02")
    assert stranger.status_code == 404


def test_contract_is_in_force_before_it_is_registered(sandbox_at):
    sandbox_at("2027-06-01T10:00:00")
    made = engaged()
    told = body(made.deed, signed_date="2027-05-20", ends_date="2028-05-20")

    answer = client_of(actor(made.supplier)).post(REGISTRATIONS, told, format="json")

    assert (answer.status_code, answer.json()["code"], answer.json()["rule"]) == (409, "no_contract", "R-REG-02")


def test_text_of_a_sale_is_registered_as_the_sale(sandbox_at):
    sale, _buyer = contracted_sale()
    sandbox_at("2027-06-01T10:00:00")
    deed = deed_of(f"sale:{sale.number}")
    told = body(deed, ends_date="2028-05-20", kind="transfer", subtype="patent")

    answer = client_of(actor(deed.provider)).post(REGISTRATIONS, told, format="json")

    assert (answer.status_code, list(answer.json()["errors"]), answer.json()["rule"]) == (400, ["deed"], "R-REG-02")
    assert sale.number in answer.content.decode()


def test_end_of_the_contract_takes_the_registration_along(made):
    ok(client_of(actor(made.supplier)).post(REGISTRATIONS, body(made.deed), format="json"))
    terminated(made, clock=TODAY)

    settle()

    assert Filing.objects.get().state == "withdrawn"


def test_page_of_the_work_leads_to_its_registration(made, client):
    by = actor(made.supplier)
    client.force_login(by.user)
    page = client.get(f"/engagements/{made.number}/").content.decode()
    address = f"/registry/new/?deed={made.deed.number}"
    assert address in page

    form = client.get(address).content.decode()

    assert made.deed.number in form
    assert "800000.00" in form
