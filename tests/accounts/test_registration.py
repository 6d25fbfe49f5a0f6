import pytest

from accounts.actor import ANONYMOUS, actor_for
from accounts.commands import register_organisation, register_person, resubmit_organisation, send_back_organisation
from accounts.models import Kind, Membership, Organisation, Role
from marketplace.audit.queries import history
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, officer, organisation, scans, user, with_papers

pytestmark = pytest.mark.django_db
MORNING = frozen("2027-03-01T09:30:00")


def register(actor, **changes):
    particulars = {
        "kind": "firm",
        "name": "示范新材料有限公司",
        "uscc": "91510100MA00DEM140",
        "owner_category": "private",
        "region_code": "510100",
        "contact_email": "Office@Example.com ",
    }
    papers = scans(actor) if actor.user else {}
    return register_organisation(actor=actor, clock=MORNING, papers=papers, **(particulars | changes))


def test_registered_organisation_waits_with_its_first_administrator():
    person = user()

    firm = register(actor_for(person), uscc=" 9151 0100 ma00 dem140")

    firm.refresh_from_db()
    assert firm.state == Organisation.State.PENDING
    assert firm.number.startswith("O-")
    assert firm.uscc == "91510100MA00DEM140"
    assert firm.contact_email == "office@example.com"
    assert firm.submitted_at == shanghai("2027-03-01T09:30:00")
    assert list(Membership.objects.values_list("user", "organisation", "role")) == [(person.pk, firm.pk, Role.ADMIN)]


def test_registration_leaves_one_line_without_personal_data():
    firm = register(actor_for(user()))

    [entry] = history(f"organisation:{firm.number}")

    assert entry.verb == "accounts.organisation_registered"
    assert entry.payload.body == {"kind": "firm", "home_exchange": "", "state": "pending"}


def test_stranger_cannot_register():
    with pytest.raises(Forbidden, match="请先登录"):
        register(ANONYMOUS)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"uscc": "91510100MA00DEM141"}, "uscc", "GB 32100"),
        ({"uscc": ""}, "non_field_errors", "GB 32100"),
        ({"name": " "}, "name", "名称"),
        ({"name": "长" * 121}, "name", "名称"),
        ({"region_code": "5101"}, "region_code", "GB/T 2260"),
        ({"kind": "circus"}, "kind", "类型"),
        ({"kind": "exchange"}, "kind", "运营方"),
        ({"kind": "person"}, "kind", "自然人登记"),
        ({"owner_category": "feudal"}, "owner_category", "所有制类别"),
        ({"contact_email": "nowhere"}, "contact_email", "联系邮箱"),
        ({"home_exchange": "XX"}, "home_exchange", "所属交易机构"),
    ],
)
def test_wrong_particulars_are_refused_by_field(changes, field, words):
    with pytest.raises(Invalid) as caught:
        register(actor_for(user()), **changes)

    assert list(caught.value.fields) == [field]
    assert words in caught.value.fields[field][0]
    assert not Organisation.objects.exists()


def test_second_registration_of_one_code_is_refused():
    register(actor_for(user()))

    with pytest.raises(Invalid) as caught:
        register(actor_for(user()))

    assert "已登记" in caught.value.fields["non_field_errors"][0]


def test_person_registers_himself_as_a_party():
    person = user("示范 王工")

    party = register_person(actor=actor_for(person), clock=MORNING, region_code="500000")

    assert (party.kind, party.name, party.uscc, party.owner_category) == (
        Kind.PERSON,
        "示范 王工",
        "",
        "natural_person",
    )
    assert actor_for(person).roles == {Role.ADMIN, Role.AGENT}


def test_person_registers_once():
    person = user()
    register_person(actor=actor_for(person), clock=MORNING)

    with pytest.raises(Refused, match="无需重复"):
        register_person(actor=actor_for(person), clock=MORNING)


def test_returned_registration_is_corrected_and_waits_again():
    firm = with_papers(organisation())
    admin = actor(firm)
    send_back_organisation(organisation=firm, reason="地址与营业执照不符", actor=officer(), clock=MORNING)

    resubmit_organisation(organisation=firm, actor=admin, clock=MORNING, address=" 成都市高新区 1 号 ")

    firm.refresh_from_db()
    assert (firm.state, firm.address) == ("pending", "成都市高新区 1 号")
    assert firm.submitted_at == shanghai("2027-03-01T09:30:00")
    assert history(f"organisation:{firm.number}")[-1].payload.body == {"changed": ["address"]}


def test_resubmission_is_refused_unless_returned():
    firm = organisation()

    with pytest.raises(Refused, match="待审核"):
        resubmit_organisation(organisation=firm, actor=actor(firm), clock=MORNING, name="示范改名")

    firm.refresh_from_db()
    assert firm.name != "示范改名"


def test_only_an_administrator_resubmits():
    firm = organisation(state="returned", return_reason="补正")

    with pytest.raises(Forbidden, match="管理员"):
        resubmit_organisation(organisation=firm, actor=actor(firm, {Role.AGENT}), clock=MORNING)
