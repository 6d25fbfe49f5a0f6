"""The pages of accounts, in both languages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actor import actor_for
from accounts.commands import invite_member, issue_token, register_organisation, send_back_organisation
from accounts.invitations import secret_of
from accounts.models import ActingToken, Membership, Organisation, Role
from marketplace.core.clock import market_clock
from marketplace.files.models import File
from tests.accounts.factories import (
    actor,
    exchange,
    join,
    officer,
    organisation,
    scan,
    scans,
    upload,
    uscc,
    user,
    verified,
)

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


def papers():
    return {"licence": upload("执照.pdf"), "mandate": upload("委托书.pdf"), "identity": upload("证件.pdf")}


def read_from(party):
    """What an officer types from the scans of a party."""
    name = party.name
    person = {"mandate_name": "示范经办", "identity_name": "示范经办"}
    return {"act": "verify", "licence_uscc": party.uscc, "licence_name": name, "sealed": "on", **person}


def registered(person, **changes):
    particulars = {"kind": "firm", "name": "示范制造有限公司", "uscc": uscc(), "owner_category": "private"}
    acting = actor_for(person)
    return register_organisation(actor=acting, clock=market_clock, papers=scans(acting), **(particulars | changes))


class TestRegistration:
    def test_registered_organisation_is_shown_waiting(self):
        person = user()

        page = visit(person).post("/organisations/register/", FIRM | papers(), follow=True)

        party = Organisation.objects.get()
        assert (party.uscc, party.contact_email) == ("91510100MA00DEM140", "office@example.com")
        assert page.redirect_chain[-1][0] == f"/organisations/{party.number}/"
        assert "等待认证" in page.text

    def test_what_was_typed_and_uploaded_stays_while_a_field_is_wrong(self):
        person = user()
        client = visit(person)
        kept = "kept_licence"

        first = client.post("/organisations/register/", FIRM | papers() | {"uscc": "91510100MA00DEM141"})
        numbers = dict(re.findall(r'name="(kept_\w+)" value="(F-[-\d]+)"', first.text))
        second = client.post("/organisations/register/", FIRM | numbers)

        assert "执照.pdf" in first.text
        assert sorted(numbers) == ["kept_identity", kept, "kept_mandate"]
        assert second.status_code == 302
        party = Organisation.objects.get()
        assert party.state == "pending"
        assert File.objects.count() == 3
        assert {row.file.number for row in party.papers.all()} == set(numbers.values())

    def test_paper_that_was_kept_for_another_is_not_taken(self):
        number = scan(actor_for(user())).number

        visit(user()).post("/organisations/register/", FIRM | {"kept_licence": number})

        assert not Organisation.objects.get().papers.exists()

    def test_wrong_kind_of_file_is_told_at_its_field_and_the_rest_stays(self):
        wrong = SimpleUploadedFile("执照.pdf", b"MZ\x90\x00 program")

        page = visit(user()).post("/organisations/register/", FIRM | papers() | {"licence": wrong})

        assert page.status_code == 200
        assert "示范新材料有限公司" in page.text
        assert "委托书.pdf" in page.text
        assert not Organisation.objects.exists()

    def test_without_all_papers_it_is_saved_and_finished_piece_by_piece(self):
        client = visit(user())
        page = client.post("/organisations/register/", FIRM | {"licence": upload()}, follow=True)
        party = Organisation.objects.get()
        path = f"/organisations/{party.number}/"
        assert (party.state, "尚未提交" in page.text) == ("draft", True)

        refused = client.post(f"{path}submit/")
        client.post(f"{path}papers/mandate/", {"file": upload()})
        client.post(f"{path}papers/identity/", {"file": upload()})
        assert "提交审核" in client.get(path).text
        client.post(f"{path}submit/")

        party.refresh_from_db()
        assert refused.status_code == 400
        assert "授权委托书：尚未上传" in refused.text
        assert party.state == "pending"

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
        assert "/claims/new/?uscc=9151" in page.text

    def test_person_registers_once(self):
        client = visit(user("示范 王工"))

        client.post("/organisations/register/person/", {"name": "示范 王工", "identity": upload()})
        again = client.post("/organisations/register/person/", {"name": "示范 王工"})

        assert Organisation.objects.filter(kind="person").count() == 1
        assert "无需重复登记" in again.text

    def test_returned_registration_shows_why_and_is_corrected(self):
        person = user()
        party = registered(person)
        send_back_organisation(organisation=party, reason="地址与执照不符", actor=officer(), clock=market_clock)
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

        with django_assert_num_queries(9):
            client.get("/organisations/mine/")


class TestVerification:
    def test_officer_takes_from_the_queue_reads_the_scans_and_verifies(self):
        party = registered(user())
        client = visit(officer("CQ").user)
        path = f"/organisations/{party.number}/examine/"

        assert party.name in client.get("/organisations/waiting/").text
        assert "执照上的名称" in client.get(path).text
        page = client.post(path, read_from(party), follow=True)

        party.refresh_from_db()
        assert (party.state, party.verified_by) == ("verified", "CQ")
        assert "没有等待认证的单位" in page.text

    def test_name_that_differs_is_told_at_its_field_and_what_was_typed_stays(self):
        party = registered(user())

        page = visit(officer().user).post(
            f"/organisations/{party.number}/examine/", read_from(party) | {"licence_name": "示范制造公司"}
        )

        party.refresh_from_db()
        assert "执照上的名称与登记的" in page.text
        assert "示范制造公司" in page.text
        assert party.state == "pending"

    def test_officer_returns_all_pieces_at_once_and_the_applicant_reads_what_to_do(self):
        person = user()
        party = registered(person)
        body = {"act": "return", "licence_fault": "unreadable", "mandate_fault": "seal", "mandate_note": "第 2 页"}

        visit(officer().user).post(f"/organisations/{party.number}/examine/", body | {"reason": "请尽快"})
        page = visit(person).get(f"/organisations/{party.number}/").text

        party.refresh_from_db()
        assert (party.state, party.return_reason) == ("returned", "请尽快")
        for words in ("不清晰或缺页", "盖章页有误或未盖公章：第 2 页", "已被退回，请上传新的扫描件"):
            assert words in page

    def test_return_of_nothing_is_refused_in_words(self):
        party = registered(user())

        page = visit(officer().user).post(f"/organisations/{party.number}/examine/", {"act": "return", "reason": " "})

        assert page.status_code == 200
        assert "请写明原因" in page.text

    def test_queue_is_filtered(self):
        registered(user(), name="示范甲公司", home_exchange="CQ")
        registered(user(), name="示范乙公司", home_exchange="SW")
        client = visit(officer().user)

        page = client.get("/organisations/waiting/?exchange=CQ").text

        assert "示范甲公司" in page
        assert "示范乙公司" not in page
        assert "没有符合条件的单位" in client.get("/organisations/waiting/?name=丙").text

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
        assert "核对材料" not in page.text

    def test_member_reads_in_words_that_he_may_not(self):
        party = registered(user())
        person = user()
        join(person, party, [Role.AGENT])

        page = visit(person).post(f"/organisations/{party.number}/examine/", {"act": "verify"})

        assert page.status_code == 403
        assert "只有交易机构的业务员" in page.text

    def test_queue_is_for_staff(self):
        assert visit(actor().user).get("/organisations/waiting/").status_code == 403


class TestMembers:
    def test_administrator_invites_the_person_accepts_and_is_ended(self):
        admin = actor(roles={Role.ADMIN})
        person = user("示范 新人", email="new@example.com")
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"

        sent = client.post(path, {"email": "New@Example.com", "role": "agent"}, follow=True)
        link = re.search(r"http://testserver(/invitations/[^\"]+)", sent.text)[1]
        shown = visit(person).get(link)
        visit(person).post(f"{link}accept/")
        joined = actor_for(person).resting
        client.post(f"{path}{person.number}/agent/end/")

        assert "邀请已发往 new@example.com" in sent.text
        assert "接受邀请" in shown.text
        assert joined == {"agent"}
        assert Membership.objects.get(user=person).ended_at is not None

    def test_nobody_learns_whether_an_address_has_signed_up(self):
        user(email="new@example.com")
        admin = actor()
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"

        pages = [
            client.post(path, {"email": f"{name}@example.com", "role": "agent"}, follow=True).text
            for name in ("new", "who")
        ]

        tidy = [
            re.sub(r"(new|who)@example|IV-[^\"<]+|csrf\S+ value=\S+", "", page.split("<main")[1][:600])
            for page in pages
        ]
        assert tidy[0] == tidy[1]

    def test_unverified_organisation_invites_nobody(self):
        admin = actor(organisation(), {Role.ADMIN})
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"

        assert "通过认证后，可在此邀请成员" in client.get(path).text
        assert client.post(path, {"email": "new@example.com", "role": "agent"}).status_code == 403

    def test_link_of_another_tells_whom_it_is_for(self):
        admin = actor(roles={Role.ADMIN})
        row = invite_member(
            organisation=admin.organisation, email="new@example.com", role="agent", actor=admin, clock=market_clock
        )
        link = f"/invitations/{row.number}/{secret_of(row)}/"

        assert "发给了另一个邮箱" in visit(user()).get(link).text
        assert "请用收到邀请的邮箱 new@example.com 登录" in Client().get(link).text
        assert visit(user()).post(f"{link}accept/").status_code == 403
        assert Client().get(f"/invitations/{row.number}/{'0' * 40}/").status_code == 404

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

        assert "邀请成员" not in visit(agent.user).get(path).text
        assert visit(agent.user).post(path, {"email": "a@example.com", "role": "agent"}).status_code == 403

    @pytest.mark.parametrize("size", [1, 3])
    def test_page_costs_the_same_for_one_and_three(self, size, django_assert_num_queries):
        admin = actor(roles={Role.ADMIN})
        for _n in range(size - 1):
            actor(admin.organisation, {Role.AGENT})
        client, path = visit(admin.user), f"/organisations/{admin.organisation.number}/members/"
        client.get(path)

        with django_assert_num_queries(12):
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
    @pytest.mark.parametrize("state", ["draft", "pending", "returned", "verified", "suspended"])
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
            f"/organisations/{party.number}/rename/",
            f"/organisations/{party.number}/authorisations/new/",
            "/claims/new/",
            "/organisations/waiting/claims/",
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
