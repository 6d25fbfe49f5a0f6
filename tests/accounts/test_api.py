"""The API of accounts, by token and by session."""

from dataclasses import asdict

import pytest
from rest_framework.test import APIClient

from accounts.actor import actor_for
from accounts.commands import end_membership, issue_token
from accounts.invitations import secret_of
from accounts.models import ActingToken, Invitation, Membership, Organisation, Role
from marketplace.core.clock import frozen
from tests.accounts.factories import (
    actor,
    exchange,
    join,
    officer,
    organisation,
    reading,
    upload,
    uscc,
    user,
    verified,
    with_papers,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/organisations"


def by_token(acting):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return client


def by_session(person):
    client = APIClient()
    client.force_login(person)
    return client


def numbers(answer):
    assert answer.status_code == 200, answer.content
    return {row["number"] for row in answer.json()["results"]}


class TestWhoIsCalling:
    def test_token_acts_for_its_organisation_though_the_person_has_others(self):
        person = user("示范 经办")
        actor(user=person)
        second = actor(verified(name="示范第二单位"), {Role.FINANCE}, user=person)

        me = by_token(second).get("/api/v1/me").json()

        assert me["number"] == person.number
        assert me["acting_for"]["name"] == "示范第二单位"
        assert me["roles"] == ["finance"]
        assert len(me["memberships"]) == 3

    def test_session_acts_for_the_first_until_another_is_chosen(self):
        person = user()
        first, second = actor(user=person).organisation, actor(user=person).organisation
        client = by_session(person)
        assert client.get("/api/v1/me").json()["acting_for"]["number"] == first.number

        answer = client.put("/api/v1/me/organisation", {"number": second.number}, format="json")

        assert answer.json()["acting_for"]["number"] == second.number
        assert client.get("/api/v1/me").json()["acting_for"]["number"] == second.number

    def test_organisation_of_others_cannot_be_chosen(self):
        answer = by_session(user()).put("/api/v1/me/organisation", {"number": verified().number}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (403, "not_a_member")

    def test_token_cannot_choose(self):
        acting = actor()

        answer = by_token(acting).put("/api/v1/me/organisation", {"number": acting.organisation.number}, format="json")

        assert answer.status_code == 401

    def test_token_of_an_ended_membership_acts_for_nobody(self):
        acting = actor(roles={Role.AGENT})
        client = by_token(acting)

        end_membership(
            membership=Membership.objects.get(user=acting.user), actor=acting, clock=frozen("2027-03-01T10:00:00")
        )

        assert client.get("/api/v1/me").json() | {"number": "", "name": "", "email": ""} == {
            "number": "",
            "name": "",
            "email": "",
            "acting_for": None,
            "roles": [],
            "memberships": [],
        }

    @pytest.mark.parametrize("secret", ["", "wrong" * 8, "密钥密钥密钥密钥密钥密钥", "a b", "x\x00" * 20])
    def test_wrong_token_is_refused_with_words(self, secret):
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {secret}".encode())

        answer = client.get("/api/v1/me")

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Token"
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_token_of_a_closed_account_is_refused(self):
        acting = actor()
        client = by_token(acting)
        acting.user.is_active = False
        acting.user.save()

        assert client.get("/api/v1/me").status_code == 401

    def test_revoked_token_is_refused(self):
        acting = actor()
        client = by_token(acting)
        token = ActingToken.objects.get()

        assert by_session(acting.user).delete(f"/api/v1/tokens/{token.number}").status_code == 204
        assert client.get("/api/v1/me").status_code == 401

    def test_session_needs_the_csrf_token(self):
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(actor().user)

        answer = client.post(LIST, {}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")

    def test_stranger_is_asked_to_sign_in(self):
        assert APIClient().get("/api/v1/me").status_code == 401


class TestDirectory:
    def test_public_list_holds_verified_organisations_without_persons_and_files(self):
        shown = verified(name="示范甲", contact_name="李四", contact_phone="13800000000")
        organisation()
        verified("person")
        verified(state="suspended", suspension_reason="证照过期")

        answer = APIClient().get(LIST)

        assert numbers(answer) == {shown.number}
        assert answer.json()["results"][0]["file"] is None
        assert "13800000000" not in answer.text

    def test_own_organisation_is_listed_whatever_its_state(self):
        waiting = organisation(contact_name="李四")
        person = user()
        join(person, waiting, [Role.AGENT])

        answer = by_session(person).get(LIST)

        assert numbers(answer) == {waiting.number}
        assert answer.json()["results"][0]["file"]["contact_name"] == "李四"

    def test_staff_of_any_exchange_see_the_queue_of_all(self):
        first, second = organisation(home_exchange="CQ"), organisation(home_exchange="SW")
        verified()

        assert numbers(by_token(officer("NT")).get(f"{LIST}?state=pending")) == {first.number, second.number}

    def test_list_is_filtered_and_wrong_filters_are_told(self):
        firm = verified(name="示范重庆智造有限公司")
        verified("university", name="示范大学")

        assert numbers(APIClient().get(f"{LIST}?kind=firm&name=智造")) == {firm.number}
        answer = APIClient().get(f"{LIST}?kind=circus")
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["kind"])

    def test_list_comes_in_pages(self):
        parties = [verified() for _n in range(3)]

        first = APIClient().get(f"{LIST}?page_size=2").json()
        second = APIClient().get(first["next"]).json()

        assert [row["number"] for row in first["results"] + second["results"]] == [
            party.number for party in reversed(parties)
        ]
        assert second["next"] is None

    @pytest.mark.parametrize("size", [1, 3])
    def test_list_costs_the_same_for_one_and_three(self, size, django_assert_num_queries):
        client = by_session(officer().user)
        for _n in range(size):
            verified(contact_name="李四")

        with django_assert_num_queries(4):
            client.get(LIST)


class TestOthersAreNotReachable:
    """Every detail with another organisation's object."""

    def requests(self, party, token):
        detail = f"{LIST}/{party.number}"
        return [
            ("get", detail, None),
            ("post", f"{detail}/verification", {"identity_name": "示范", "identity_valid_to": None}),
            ("post", f"{detail}/return", {"reason": "补正"}),
            ("post", f"{detail}/resubmission", {}),
            ("post", f"{detail}/suspension", {"reason": "整改"}),
            ("delete", f"{detail}/suspension", None),
            ("get", f"{detail}/members", None),
            ("post", f"{detail}/invitations", {"email": "a@example.com", "role": "agent"}),
            ("delete", f"{detail}/members/{party.memberships.get().user.number}/agent", None),
            ("delete", f"/api/v1/tokens/{token.number}", None),
        ]

    def test_pending_organisation_and_its_parts_are_not_found(self):
        party = organisation()
        token = issue_token(label="x", actor=actor(party, {Role.AGENT})).token

        client = by_session(actor().user)

        for method, path, body in self.requests(party, token):
            answer = getattr(client, method)(path, body, format="json")
            assert answer.status_code == 404, (method, path)
        assert Organisation.objects.get(pk=party.pk).state == "pending"

    def test_verified_organisation_is_seen_and_not_touched(self):
        party = verified()
        token = issue_token(label="x", actor=actor(party, {Role.AGENT})).token
        client = by_session(actor().user)

        answers = {
            (method, path.removeprefix(LIST)): getattr(client, method)(path, body, format="json").status_code
            for method, path, body in self.requests(party, token)
        }

        assert answers.pop(("get", f"/{party.number}")) == 200
        assert set(answers.values()) == {403, 404}
        assert Organisation.objects.get(pk=party.pk).state == "verified"
        assert party.memberships.get().ended_at is None

    def test_colleague_without_the_role_may_not(self):
        party = organisation()
        client = by_session(actor(party, {Role.AGENT}).user)

        for path, body in (("invitations", {"email": "a@example.com", "role": "agent"}), ("resubmission", {})):
            assert client.post(f"{LIST}/{party.number}/{path}", body, format="json").status_code == 403


class TestLifeOfAnOrganisation:
    def test_from_registration_to_suspension(self):
        person, acting = user(), officer("CD")
        mine, staff = by_session(person), by_token(acting)
        papers = {
            piece: mine.post("/api/v1/files", {"file": upload(), "purpose": "onboarding"}).json()["number"]
            for piece in ("licence", "mandate", "identity")
        }
        body = {"kind": "university", "name": "示范大学", "uscc": uscc(), "owner_category": "university"}
        read = {"licence_uscc": body["uscc"], "licence_name": "示范大学", "mandate_name": "示范", "sealed": True}
        read |= {"identity_name": "示范", "identity_valid_to": "2037-01-01", "licence_valid_to": None}

        number = mine.post(LIST, body | {"papers": papers}, format="json").json()["number"]
        path = f"{LIST}/{number}"
        returned = staff.post(f"{path}/return", {"reason": "请补充地址"}, format="json").json()
        again = mine.post(f"{path}/resubmission", {"address": "成都市示范路 1 号"}, format="json").json()
        differs = staff.post(f"{path}/verification", read | {"licence_name": "示范学院"}, format="json").json()
        verified_ = staff.post(f"{path}/verification", read, format="json").json()
        suspended = staff.post(f"{path}/suspension", {"reason": "证照过期"}, format="json").json()
        reinstated = staff.delete(f"{path}/suspension").json()

        states = [each["state"] for each in (returned, again, verified_, suspended, reinstated)]
        assert states == ["returned", "pending", "verified", "suspended", "verified"]
        assert returned["file"]["return_reason"] == "请补充地址"
        assert (differs["rule"], list(differs["errors"])) == ("R-DSK-08", ["licence_name"])
        assert verified_["verified_by"] == "CD"
        assert staff.get(f"/api/v1/files/{papers['identity']}/content").status_code == 200
        assert by_session(officer("SW").user).get(f"/api/v1/files/{papers['identity']}/content").status_code == 404
        assert APIClient().get(path).json()["name"] == "示范大学"

    def test_wrong_registration_is_told_by_field(self):
        answer = by_session(user()).post(
            LIST,
            {"kind": "firm", "name": "示范", "uscc": "91510100MA00DEM141", "owner_category": "private"},
            format="json",
        )

        assert answer.status_code == 400
        assert "GB 32100-2015" in answer.json()["errors"]["uscc"][0]

    def test_registration_is_refused_in_english_to_an_english_reader(self):
        answer = by_session(user()).post(
            LIST,
            {"kind": "firm", "name": "示范", "uscc": "91510100MA00DEM141", "owner_category": "private"},
            format="json",
            headers={"Accept-Language": "en"},
        )

        assert answer.json()["errors"]["uscc"] == [
            "The unified social credit code “91510100MA00DEM141” is wrong (GB 32100-2015):"
            " its last symbol, the check, does not fit; compare it symbol by symbol."
        ]

    def test_person_registers_as_a_party(self):
        person = user("示范 王工")

        answer = by_session(person).post("/api/v1/me/person", {"region_code": "510100"}, format="json")

        assert (answer.status_code, answer.json()["kind"], answer.json()["name"]) == (201, "person", "示范 王工")


class TestMembers:
    def test_administrator_invites_lists_and_ends(self):
        admin = actor(roles={Role.ADMIN})
        person = user("示范 新人", email="new@example.com")
        client, path = by_session(admin.user), f"{LIST}/{admin.organisation.number}"

        invited = client.post(f"{path}/invitations", {"email": "New@example.com", "role": "agent"}, format="json")
        secret = secret_of(Invitation.objects.get())
        accepting = f"/api/v1/invitations/{invited.json()['number']}/acceptance"
        wrong = by_session(person).post(accepting, {"secret": "0" * 40}, format="json")
        accepted = by_session(person).post(accepting, {"secret": secret}, format="json")
        listed = client.get(f"{path}/members").json()["results"]
        ended = client.delete(f"{path}/members/{person.number}/agent")

        assert (invited.status_code, wrong.status_code, accepted.status_code) == (201, 404, 201)
        assert secret not in invited.text
        assert (listed[0]["name"], listed[0]["role"]) == ("示范 新人", "agent")
        assert ended.status_code == 204
        assert actor_for(person).organisation is None

    def test_answer_to_an_invitation_tells_nothing_of_who_has_signed_up(self):
        admin = actor()
        user(email="known@example.com")
        path = f"{LIST}/{admin.organisation.number}/invitations"

        answers = [
            by_session(admin.user).post(path, {"email": f"{name}@example.com", "role": "agent"}, format="json")
            for name in ("known", "who")
        ]

        varying = {"number": "", "email": "", "invited_at": "", "sent_at": "", "expires_at": ""}
        assert answers[0].json() | varying == answers[1].json() | varying

    def test_last_administrator_cannot_leave(self):
        admin = actor(roles={Role.ADMIN})

        answer = by_session(admin.user).delete(f"{LIST}/{admin.organisation.number}/members/{admin.user.number}/admin")

        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")

    @pytest.mark.parametrize("size", [1, 3])
    def test_list_costs_the_same_for_one_and_three(self, size, django_assert_num_queries):
        admin = actor(roles={Role.ADMIN})
        for _n in range(size - 1):
            actor(admin.organisation, {Role.AGENT})
        client = by_session(admin.user)

        with django_assert_num_queries(5):
            client.get(f"{LIST}/{admin.organisation.number}/members")


class TestTokens:
    def test_secret_is_shown_once_and_works(self):
        acting = actor()
        client = by_session(acting.user)

        issued = client.post("/api/v1/tokens", {"label": "ERP", "days": 30}, format="json").json()
        listed = client.get("/api/v1/tokens")

        assert issued["secret"] not in listed.text
        assert [row["label"] for row in listed.json()["results"]] == ["ERP"]
        caller = APIClient()
        caller.credentials(HTTP_AUTHORIZATION=f"Token {issued['secret']}")
        assert caller.get("/api/v1/me").json()["acting_for"]["number"] == acting.organisation.number

    def test_token_does_not_issue_tokens(self):
        assert by_token(actor()).post("/api/v1/tokens", {"label": "x"}, format="json").status_code == 401

    def test_token_of_a_colleague_is_not_listed_but_revoked_by_the_administrator(self):
        admin = actor(roles={Role.ADMIN})
        token = issue_token(label="x", actor=actor(admin.organisation, {Role.AGENT})).token
        client = by_session(admin.user)

        assert numbers(client.get("/api/v1/tokens")) == set()
        assert client.delete(f"/api/v1/tokens/{token.number}").status_code == 204

    def test_officers_token_acts_for_the_exchange(self):
        waiting = with_papers(organisation())
        read = asdict(reading(waiting)) | {"identity_valid_to": None}

        answer = by_token(officer("SW")).post(f"{LIST}/{waiting.number}/verification", read, format="json")

        assert answer.json()["verified_by"] == "SW"
        assert exchange("SW").is_verified
