"""The pages of accounts, in both languages."""

import pytest
from django.test import Client

from accounts.actor import actor_for
from accounts.commands import issue_token, register_organisation, send_back_organisation
from accounts.models import ActingToken, Membership, Organisation, Role
from marketplace.core.clock import market_clock
from tests.accounts.factories import actor, exchange, join, officer, organisation, uscc, user, verified

pytestmark = pytest.mark.django_db
FIRM = {
    "kind": "firm",
    "name": "示范新材料有限公司",
    "uscc": "9151 0100 ma00 dem140",
    "owner_category": "private",
    "region_code": "510100",
    "contact_email": "Office@Example.com",
}


def visit(person):
    client = Client()
    client.force_login(person)
    return client


def registered(person, **changes):
    particulars = {"kind": "firm", "name": "示范制造有限公司", "uscc": uscc(), "owner_category": "private"}
    return register_organisation(actor=actor_for(person), clock=market_clock, **(particulars | changes))


class TestRegistration:
    def test_registered_organisation_is_shown_waiting(self):
        person = user()

        page = visit(person).post("/organisations/register/", FIRM, follow=True)

        party = Organisation.objects.get()
        assert (party.uscc, party.contact_email) == ("91510100MA00DEM140", "office@example.com")
        assert page.redirect_chain[-1][0] == f"/organisations/{party.number}/"
        assert "等待认证" in page.text

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"uscc": "91510100MA00DEM141"}, "GB 32100-2015"),
            ({"region_code": "5101"}, "GB/T 2260"),
            ({"kind": "exchange"}, "类型"),
            ({"name": ""}, "名称"),
        ],
    )
    def test_wrong_field_is_told_on_the_form_and_the_rest_is_kept(self, changes, words):
        page = visit(user()).post("/organisations/register/", FIRM | {"intro": "做材料的"} | changes)

        assert page.status_code == 200
        assert words in page.text
        assert "做材料的" in page.text
        assert not Organisation.objects.exists()

    def test_code_that_is_taken_is_told_on_the_form(self):
        registered(user(), uscc="91510100MA00DEM140")

        page = visit(user()).post("/organisations/register/", FIRM)

        assert "已登记" in page.text

    def test_person_registers_once(self):
        client = visit(user("示范 王工"))

        client.post("/organisations/register/person/", {"name": "示范 王工"})
        again = client.post("/organisations/register/person/", {"name": "示范 王工"})

        assert Organisation.objects.filter(kind="person").count() == 1
        assert "无需重复登记" in again.text

    def test_returned_registration_shows_why_and_is_corrected(self):
        person = user()
        party = registered(person)
        send_back_organisation(organisation=party, reason="地址与执照不符", actor=officer())
        client = visit(person)

        shown = client.get(f"/organisations/{party.number}/")
        body = FIRM | {"uscc": party.uscc, "address": "成都市示范路 1 号"}
        client.post(f"/organisations/{party.number}/correct/", body)

        party.refresh_from_db()
        assert "地址与执照不符" in shown.text
        assert (party.state, party.address) == ("pending", "成都市示范路 1 号")


class TestOwnOrganisations:
    def test_person_switches(self):
        person = user()
        actor(user=person)
        second = actor(verified(name="示范第二单位"), user=person).organisation
        client = visit(person)

        page = client.post(f"/organisations/{second.number}/act-for/", follow=True)

        assert "现在代表“示范第二单位”办理" in page.text
        assert client.get("/api/v1/me").json()["acting_for"]["number"] == second.number

    def test_nobody_acts_for_strangers(self):
        assert visit(user()).post(f"/organisations/{verified().number}/act-for/").status_code == 403

    def test_newcomer_is_told_what_to_do(self):
        assert "登记您的单位" in visit(user()).get("/organisations/mine/").text

    @pytest.mark.parametrize("size", [1, 3])
    def test_page_costs_the_same_for_one_and_three(self, size, django_assert_num_queries):
        person = user()
        for _n in range(size):
            actor(user=person)
        client = visit(person)
        client.get("/organisations/mine/")

        with django_assert_num_queries(7):
            client.get("/organisations/mine/")


class TestVerification:
    def test_officer_takes_from_the_queue_and_verifies(self):
        party = registered(user())
        client = visit(officer("CQ").user)

        assert party.name in client.get("/organisations/waiting/").text
        assert "认证这家单位？" in client.get(f"/organisations/{party.number}/").text
        page = client.post(f"/organisations/{party.number}/verify/", follow=True)

        party.refresh_from_db()
        assert (party.state, party.verified_by) == ("verified", "CQ")
        assert "没有等待认证的单位" in page.text

    def test_officer_sends_back_with_a_reason(self):
        party = registered(user())

        visit(officer().user).post(f"/organisations/{party.number}/return/", {"reason": "缺少地址"})

        party.refresh_from_db()
        assert (party.state, party.return_reason) == ("returned", "缺少地址")

    def test_return_without_a_reason_is_refused_in_words(self):
        party = registered(user())

        page = visit(officer().user).post(f"/organisations/{party.number}/return/", {"reason": " "})

        assert page.status_code == 400
        assert "请写明原因" in page.text

    def test_officer_suspends_and_reinstates(self):
        party = verified()
        client = visit(officer().user)

        client.post(f"/organisations/{party.number}/suspend/", {"reason": "证照过期"})
        assert "证照过期" in client.get(f"/organisations/{party.number}/").text
        client.post(f"/organisations/{party.number}/reinstate/")

        party.refresh_from_db()
        assert party.state == "verified"

    def test_own_organisation_is_not_offered_for_verification(self):
        acting = officer()
        party = registered(acting.user)

        page = visit(acting.user).get(f"/organisations/{party.number}/")

        assert page.status_code == 200
        assert "认证这家单位？" not in page.text

    def test_member_reads_in_words_that_he_may_not(self):
        party = registered(user())
        person = user()
        join(person, party, [Role.AGENT])

        page = visit(person).post(f"/organisations/{party.number}/verify/")

        assert page.status_code == 403
        assert "只有交易机构的业务员" in page.text

    def test_queue_is_for_staff(self):
        assert visit(actor().user).get("/organisations/waiting/").status_code == 403


class TestMembers:
    def test_administrator_adds_and_ends(self):
        admin = actor(roles={Role.ADMIN})
        person = user("示范 新人", email="new@example.com")
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"

        added = client.post(path, {"email": "New@Example.com", "role": "agent"}, follow=True)
        client.post(f"{path}{person.number}/agent/end/")

        assert "已添加“示范 新人”" in added.text
        assert Membership.objects.get(user=person).ended_at is not None

    def test_unknown_person_is_told_on_the_form(self):
        admin = actor()

        page = visit(admin.user).post(
            f"/organisations/{admin.organisation.number}/members/", {"email": "who@example.com", "role": "agent"}
        )

        assert "请对方先注册" in page.text

    def test_unverified_organisation_does_not_learn_who_has_signed_up(self):
        user(email="new@example.com")
        admin = actor(organisation(), {Role.ADMIN})
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"

        assert "通过认证后，可在此按邮箱添加成员" in client.get(path).text
        for email in ("new@example.com", "nobody@example.com"):
            assert client.post(path, {"email": email, "role": "agent"}).status_code == 403

    def test_last_administrator_reads_why_he_stays(self):
        admin = actor(roles={Role.ADMIN})

        page = visit(admin.user).post(
            f"/organisations/{admin.organisation.number}/members/{admin.user.number}/admin/end/"
        )

        assert page.status_code == 409
        assert "唯一的管理员" in page.text

    def test_agent_sees_members_and_no_form(self):
        agent = actor(roles={Role.AGENT})
        path = f"/organisations/{agent.organisation.number}/members/"

        assert "添加成员" not in visit(agent.user).get(path).text
        assert visit(agent.user).post(path, {"email": "a@example.com", "role": "agent"}).status_code == 403

    @pytest.mark.parametrize("size", [1, 3])
    def test_page_costs_the_same_for_one_and_three(self, size, django_assert_num_queries):
        admin = actor(roles={Role.ADMIN})
        for _n in range(size - 1):
            actor(admin.organisation, {Role.AGENT})
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"
        client.get(path)

        with django_assert_num_queries(8):
            client.get(path)


class TestTokens:
    def test_secret_is_shown_once(self):
        client = visit(actor().user)

        page = client.post("/tokens/", {"label": "ERP", "days": "30"})

        assert "只显示这一次" in page.text
        assert "no-store" in page.headers["Cache-Control"]
        assert "只显示这一次" not in client.get("/tokens/").text

    def test_token_is_revoked(self):
        acting = actor()
        token = issue_token(label="ERP", actor=acting).token

        visit(acting.user).post(f"/tokens/{token.number}/revoke/")

        assert not ActingToken.objects.exists()


class TestVisitors:
    @pytest.mark.parametrize("path", ["/organisations/mine/", "/organisations/register/", "/tokens/"])
    def test_stranger_is_asked_to_sign_in_and_comes_back(self, path):
        answer = Client().get(path)

        assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={path}")

    def test_stranger_sees_the_public_facts_only(self):
        party = verified(contact_name="李四", name="示范公开单位")

        page = Client().get(f"/organisations/{party.number}/")

        assert "示范公开单位" in page.text
        assert "李四" not in page.text

    def test_pending_organisation_is_not_found_by_others(self):
        assert visit(actor().user).get(f"/organisations/{organisation().number}/").status_code == 404

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize("state", ["pending", "returned", "verified", "suspended"])
    def test_every_page_is_whole_in_both_languages(self, language, state):
        person = user()
        party = organisation(
            state=state,
            return_reason="补正",
            suspension_reason="整改",
            verified_by="SW",
            verified_at="2027-01-01T00:00:00+08:00",
        )
        join(person, party, [Role.ADMIN, Role.AGENT])
        issue_token(label="x", actor=actor_for(person))
        client = visit(person)

        for path in (
            "/organisations/mine/",
            "/organisations/register/",
            "/organisations/register/person/",
            f"/organisations/{party.number}/",
            f"/organisations/{party.number}/members/",
            f"/organisations/{party.number}/correct/",
            "/tokens/",
            "/accounts/2fa/",
        ):
            page = client.get(path, headers={"Accept-Language": language})
            assert page.status_code == 200, path
            assert "{{" not in page.text, path
            assert "{%" not in page.text, path


class TestSandbox:
    @pytest.fixture
    def persona(self):
        person = user("李示范", email="officer.sw@demo.shuangcheng.example")
        join(person, exchange("SW"), [Role.OFFICER])
        return person

    def sign_in(self, client, **form):
        return client.post("/accounts/sandbox/sign-in", form)

    def test_visitor_takes_the_part_of_a_demo_person(self, persona):
        client = Client()

        answer = self.sign_in(client, key="officer.sw", next="/organisations/waiting/")

        assert answer.headers["Location"] == "/organisations/waiting/"
        assert client.get("/api/v1/me").json()["number"] == persona.number

    def test_next_part_replaces_the_first_with_its_choices(self, persona):
        client = visit(actor().user)

        self.sign_in(client, key="officer.sw")

        assert client.get("/api/v1/me").json()["roles"] == ["officer"]

    def test_only_demo_persons(self):
        user(email="somebody@example.com")
        user(email="closed@demo.shuangcheng.example", is_active=False)

        for key in ("somebody@example.com", "nobody", "closed", ""):
            assert self.sign_in(Client(), key=key).status_code == 404

    def test_not_in_production(self, persona, settings):
        settings.SANDBOX = False

        assert self.sign_in(Client(), key="officer.sw").status_code == 404

    def test_goes_on_to_our_own_pages_only(self, persona):
        answer = self.sign_in(Client(), key="officer.sw", next="https://elsewhere.example/")

        assert answer.headers["Location"] == "/"

    def test_not_by_a_link(self, persona):
        assert Client().get("/accounts/sandbox/sign-in").status_code == 405
