"""Onboarding is told: each step to whom it concerns, with a page that he may open and the reason where there is one."""

import re
from datetime import date

import pytest
from django.test import Client

from accounts import commands as accounts
from accounts.actor import Actor
from accounts.invitations import secret_of
from accounts.models import Invitation, Membership
from marketplace.audit.following import settle
from marketplace.audit.models import Payload
from marketplace.core.clock import FrozenClock, frozen
from marketplace.core.errors import Forbidden, Refused
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.commands import save_profile, send_due
from marketplace.messages.models import Delivery, Message
from tests.accounts.factories import actor, officer, organisation, scan, scans, user, verified
from tests.messages.factories import Postbox
from tests.messages.letters import letters

pytestmark = pytest.mark.django_db
DAY = frozen("2027-03-01T10:00:00")
LATER = frozen("2027-03-02T10:00:00")


def told_to(person, kind=""):
    """The titles in somebody's list, in order."""
    rows = Message.objects.filter(user=person.user, shown=True)
    return [one.title for one in (rows.filter(kind__startswith=kind) if kind else rows).order_by("id")]


def opens(person, kind):
    """How the page answers to which the message of a kind leads its reader."""
    message = Message.objects.filter(user=person.user, kind__startswith=kind).latest("id")
    client = Client()
    client.force_login(person.user)
    if person.organisation:
        client.post(f"/organisations/{person.organisation.number}/act-for/")
    return client.get(message.link).status_code if message.link else None


def mandate(admin, agent, clock=DAY):
    return accounts.submit_authorisation(
        organisation=admin.organisation,
        user=agent.user,
        scopes=["bid"],
        valid_from=date(2027, 1, 1),
        valid_to=date(2027, 12, 31),
        paper=scan(admin),
        actor=admin,
        clock=clock,
    )


def test_draft_is_not_told_and_its_submission_is():
    clerk = officer("CQ")
    draft = organisation("firm", state="draft", home_exchange="CQ", name="示范科技")
    admin = actor(draft, ["admin"])
    papers = scans(admin)
    for piece, file in papers.items():
        accounts.hand_in_paper(organisation=draft, piece=piece, file=file, actor=admin, clock=DAY)
    settle()
    before = told_to(clerk)

    accounts.submit_organisation(organisation=draft, actor=admin, clock=DAY)
    settle()

    assert (before, told_to(clerk)) == ([], ["新单位待认证：示范科技"])
    assert opens(clerk, "accounts.organisation_submitted") == 200


def test_application_that_names_no_exchange_is_told_to_all_four():
    clerks = [officer(code) for code in ("SW", "CQ")]
    draft = organisation("firm", state="draft", home_exchange="")
    admin = actor(draft, ["admin"])
    for piece, file in scans(admin).items():
        accounts.hand_in_paper(organisation=draft, piece=piece, file=file, actor=admin, clock=DAY)

    accounts.submit_organisation(organisation=draft, actor=admin, clock=DAY)
    settle()

    assert [len(told_to(clerk)) for clerk in clerks] == [1, 1]


def test_mandate_is_told_from_its_submission_to_its_end():
    clerk = officer("SW")
    admin = actor(verified(home_exchange="SW", name="示范科技"), ["admin"])
    agent = actor(admin.organisation, ["agent"], user=user("示范经办"), authorised=False)

    one = mandate(admin, agent)
    accounts.confirm_authorisation(authorisation=one, actor=clerk, clock=DAY)
    accounts.revoke_authorisation(authorisation=one, reason="经办人调岗", actor=admin, clock=DAY)
    other = mandate(admin, agent)
    accounts.refuse_authorisation(authorisation=other, reason="盖章页有误", actor=clerk, clock=DAY)
    settle()

    assert told_to(clerk, "accounts.auth") == ["授权委托书待确认：示范科技"] * 2
    assert told_to(agent, "accounts.auth") == [
        "您的授权委托书已提交：示范科技",
        "授权已确认：示范经办",
        "授权已撤销：示范经办",
        "您的授权委托书已提交：示范科技",
        "授权未获确认：示范经办",
    ]
    assert told_to(admin, "accounts.auth") == ["授权已确认：示范经办", "授权未获确认：示范经办"]
    assert "盖章页有误" in Message.objects.filter(user=admin.user, kind="accounts.authorisation_refused").get().body
    assert [opens(one, "accounts.authorisation") for one in (clerk, agent, admin)] == [200, 200, 200]


def claim(admin, claimant, outcome, clerk):
    papers = {piece: scan(claimant) for piece in ("licence", "mandate", "identity")}
    filed = accounts.file_claim(
        uscc=admin.organisation.uscc, statement="原管理员已离职", papers=papers, actor=claimant, clock=DAY
    )
    settle()
    accounts.settle_claim(claim=filed, outcome=outcome, reasons="登记信息与执照一致", actor=clerk, clock=DAY)
    settle()
    return filed


def test_both_sides_learn_of_a_claim_and_of_how_it_was_settled():
    clerk = officer("SW")
    admin = actor(verified(home_exchange="SW", name="示范科技"), ["admin"])
    claimant = Actor(user=user())

    claim(admin, claimant, "reject", clerk)

    assert told_to(clerk) == ["主张待裁定：示范科技"]
    assert told_to(admin) == ["有人主张由其管理示范科技", "对示范科技的主张已裁定"]
    assert told_to(claimant) == ["您对示范科技的主张已裁定"]
    assert "登记信息与执照一致" in Message.objects.filter(user=claimant.user).get().body
    assert [opens(one, "accounts.claim_settled") for one in (admin, claimant)] == [200, 200]


def test_replaced_administrator_is_told_in_words_and_led_to_no_closed_page():
    clerk = officer("SW")
    admin = actor(verified(home_exchange="SW", name="示范科技"), ["admin"])
    claimant = Actor(user=user())

    claim(admin, claimant, "replace_admin", clerk)

    assert told_to(admin)[-2:] == ["您在示范科技的角色已结束", "您不再是示范科技的管理员"]
    assert set(
        Message.objects.filter(user=admin.user).exclude(kind__contains="claim_filed").values_list("link", flat=True)
    ) == {""}
    assert told_to(claimant, "accounts.claim") == ["您对示范科技的主张已裁定"]


def test_withdrawn_claim_is_told_to_whom_it_worried():
    admin = actor(verified(home_exchange="SW"), ["admin"])
    claimant = Actor(user=user())
    papers = {piece: scan(claimant) for piece in ("licence", "mandate", "identity")}
    filed = accounts.file_claim(
        uscc=admin.organisation.uscc, statement="原管理员已离职", papers=papers, actor=claimant, clock=DAY
    )

    accounts.withdraw_claim(claim=filed, actor=claimant)
    settle()

    assert told_to(admin)[-1] == f"对{admin.organisation.name}的主张已撤回"


def test_change_of_name_is_told_to_officers_and_members():
    clerk = officer("SW")
    admin = actor(verified(home_exchange="SW", name="示范旧名"), ["admin"])
    agent = actor(admin.organisation, ["agent"])
    change = accounts.rename_organisation(
        organisation=admin.organisation, name="示范新名", licence=scan(admin), actor=admin, clock=DAY
    )
    settle()

    accounts.confirm_rename(
        change=change, licence_name="示范新名", licence_uscc=admin.organisation.uscc, actor=clerk, clock=DAY
    )
    settle()

    assert told_to(clerk) == ["更名待确认：示范旧名"]
    assert told_to(agent) == told_to(admin) == ["贵单位已更名为示范新名"]


def test_refused_change_of_name_says_why():
    clerk = officer("SW")
    admin = actor(verified(home_exchange="SW", name="示范旧名"), ["admin"])
    change = accounts.rename_organisation(
        organisation=admin.organisation, name="示范新名", licence=scan(admin), actor=admin, clock=DAY
    )

    accounts.refuse_rename(change=change, reason="执照不清晰", actor=clerk, clock=DAY)
    settle()

    message = Message.objects.get(user=admin.user)
    assert (message.title, "执照不清晰" in message.body) == ("更名未获确认：示范旧名", True)
    assert opens(admin, "accounts.rename_refused") == 200


def test_both_parties_of_a_merger_are_told_before_and_after():
    first, second = officer("SW"), officer("SW")
    gone, stays = (actor(verified(home_exchange="SW", name=name), ["admin"]) for name in ("示范甲", "示范乙"))

    merger = accounts.merge_organisations(
        absorbed=gone.organisation,
        successor=stays.organisation,
        reasons="登记机关核准",
        paper=scan(first),
        actor=first,
        clock=DAY,
    )
    settle()
    before = [told_to(one) for one in (first, second, gone, stays)]
    accounts.approve_merger(merger=merger, actor=second, clock=DAY)
    settle()

    assert before == [[], ["合并待复核：示范甲"], ["合并已提出：示范甲并入示范乙"], ["合并已提出：示范甲并入示范乙"]]
    assert told_to(stays)[-1] == "示范甲已并入贵单位"
    assert told_to(gone)[-1] == "您在示范甲的角色已结束"


def test_rejected_merger_is_told_to_its_proposer_and_both_parties():
    first, second = officer("SW"), officer("SW")
    gone, stays = (actor(verified(home_exchange="SW", name=name), ["admin"]) for name in ("示范甲", "示范乙"))
    merger = accounts.merge_organisations(
        absorbed=gone.organisation,
        successor=stays.organisation,
        reasons="登记机关核准",
        paper=scan(first),
        actor=first,
        clock=DAY,
    )

    accounts.reject_merger(merger=merger, reason="核准文件缺页", actor=second, clock=DAY)
    settle()

    assert [told_to(one)[-1] for one in (first, gone, stays)] == ["合并未获通过：示范甲"] * 3


def test_token_revoked_by_another_is_told_to_its_holder():
    admin = actor(roles=["admin"])
    agent = actor(admin.organisation, ["agent"])
    issued = accounts.issue_token(label="ERP", days=30, actor=agent)

    accounts.revoke_token(token=issued.token, actor=admin)
    settle()

    assert told_to(agent) == ["您的访问令牌已被单位管理员吊销"]


# Invitations


def invite(admin, **where):
    return accounts.invite_member(
        organisation=admin.organisation,
        role="finance",
        actor=admin,
        clock=DAY,
        **(where or {"email": "guest@test.example"}),
    )


def link_in(text):
    return re.search(r"(/invitations/IV-[\d-]+/[0-9a-f]{40}/)", text)[1]


def test_link_is_mailed_and_leads_to_the_answer():
    admin = actor(verified(name="示范科技"), user=user("示范管理员"))
    invitation = invite(admin)
    settle()

    [letter] = letters("email")
    person = user(email="guest@test.example")
    client = Client()
    client.force_login(person)
    client.post(link_in(letter.text) + "accept/")

    assert (letter.address, letter.subject.endswith("“示范科技”邀请您加入")) == ("guest@test.example", True)
    assert "示范管理员邀请您以“财务”身份加入“示范科技”" in letter.text
    assert Membership.objects.filter(user=person, organisation=admin.organisation, role="finance").exists()
    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_secret_is_in_no_log_and_no_table_and_gone_once_sent():
    invitation = invite(actor())
    settle()
    secret = secret_of(invitation)

    kept = (
        str(list(Message.objects.values())) + str(list(Payload.objects.values())) + str(list(Delivery.objects.values()))
    )
    box = Postbox()
    send_due(channel="email", adapter=box, clock=DAY)

    assert secret not in kept
    assert len(box.landed) == 1
    assert set(Message.objects.values_list("secret", flat=True)) == {""}


def test_where_only_a_number_is_known_the_link_goes_by_sms():
    admin = actor(verified(name="示范科技"))
    invite(admin, mobile="138 0013 8000")
    settle()

    [letter] = letters("sms")
    person = user()
    accounts.set_mobile(user=person, mobile="+8613800138000", clock=DAY)
    client = Client()
    client.force_login(person)
    client.post(link_in(letter.text) + "accept/")

    assert letters("email") == []
    assert letter.address == "+8613800138000"
    assert "“示范科技”邀请您以“财务”身份加入" in letter.text
    assert Membership.objects.filter(user=person, organisation=admin.organisation).exists()


def test_number_of_another_does_not_answer():
    admin = actor()
    invitation = invite(admin, mobile="13800138000")
    stranger, other = user(), user()
    accounts.set_mobile(user=other, mobile="+8613900139000", clock=DAY)

    for person in (stranger, other):
        with pytest.raises(Forbidden):
            accounts.accept_invitation(invitation=invitation, actor=Actor(user=person), clock=DAY)


def test_who_has_an_account_sees_it_in_the_list_without_the_key():
    known = user(email="guest@test.example")
    save_profile(language="en", quiet_from=None, quiet_to=None, wecom_id="", actor=Actor(user=known))
    invitation = invite(actor(verified(name="示范科技", name_en="Example Tech")))
    settle()

    [message] = Message.objects.filter(user=known, shown=True)
    [letter] = letters("email")
    assert message.title == "“示范科技”邀请您加入"
    assert secret_of(invitation) not in message.body + message.link
    assert list(message.deliveries.values_list("channel", flat=True)) == ["in_app"]
    assert "invites you to join “Example Tech”" in letter.text


def test_resending_makes_a_new_link_and_the_old_one_leads_nowhere():
    admin = actor()
    invitation = invite(admin)
    settle()
    old = link_in(letters("email")[0].text)
    send_due(channel="email", adapter=SandboxAdapter(), clock=DAY)

    accounts.resend_invitation(invitation=invitation, actor=admin, clock=LATER)
    settle()

    new = link_in(letters("email")[-1].text)
    assert new != old
    assert [Client().get(path).status_code for path in (old, new)] == [404, 200]
    invitation.refresh_from_db()
    assert invitation.expires_at == frozen("2027-03-16T10:00:00").at


def test_letter_that_still_waits_is_replaced_and_only_the_last_one_goes_out():
    admin = actor()
    invitation = invite(admin)
    settle()
    accounts.resend_invitation(invitation=invitation, actor=admin, clock=LATER)
    settle()
    box = Postbox()

    send_due(channel="email", adapter=box, clock=LATER)

    assert len(box.landed) == 1
    assert sorted(Delivery.objects.filter(channel="email").values_list("state", flat=True)) == ["needless", "sent"]


def test_lines_read_late_tell_the_last_link_once():
    admin = actor()
    invitation = invite(admin)
    accounts.resend_invitation(invitation=invitation, actor=admin, clock=LATER)

    settle()

    [letter] = letters("email")
    assert link_in(letter.text).endswith(f"/{secret_of(Invitation.objects.get())}/")


def test_withdrawn_invitation_is_not_mailed_and_its_link_cannot_be_answered():
    admin = actor()
    invitation = invite(admin)
    settle()
    link = link_in(letters("email")[0].text)

    accounts.withdraw_invitation(invitation=invitation, actor=admin)
    settle()
    box = Postbox()
    send_due(channel="email", adapter=box, clock=DAY)

    assert box.landed == []
    assert not Delivery.objects.filter(state="given_up").exists()  # nobody looks for a fault
    assert "已不能答复" in Client().get(link).text
    with pytest.raises(Refused):
        accounts.accept_invitation(invitation=invitation, actor=Actor(user=user(email="guest@test.example")), clock=DAY)


def test_resending_is_bounded():
    admin = actor()
    invitation = invite(admin)
    with pytest.raises(Refused, match="5 分钟"):
        accounts.resend_invitation(invitation=invitation, actor=admin, clock=frozen("2027-03-01T10:04:59"))

    for day in range(2, 11):
        clock = FrozenClock(frozen(f"2027-03-{day:02d}T10:00:00").at)
        accounts.resend_invitation(invitation=invitation, actor=admin, clock=clock)

    with pytest.raises(Refused, match="10 次"):
        accounts.resend_invitation(invitation=invitation, actor=admin, clock=frozen("2027-03-20T10:00:00"))


def test_expired_invitation_is_sent_again_with_a_new_term():
    admin = actor()
    invitation = invite(admin)
    person = Actor(user=user(email="guest@test.example"))

    accounts.resend_invitation(invitation=invitation, actor=admin, clock=frozen("2027-03-20T10:00:00"))
    accounts.accept_invitation(invitation=invitation, actor=person, clock=frozen("2027-03-21T10:00:00"))

    assert Membership.objects.filter(user=person.user).exists()


def test_who_accepts_and_who_declines_is_told_to_who_invited():
    admin = actor(verified(name="示范科技"))
    first, second = (user("示范甲", email="a@test.example"), user("示范乙", email="b@test.example"))
    accepted, declined = invite(admin, email=first.email), invite(admin, email=second.email)

    accounts.accept_invitation(invitation=accepted, actor=Actor(user=first), clock=DAY)
    accounts.decline_invitation(invitation=declined, actor=Actor(user=second), clock=DAY)
    settle()

    assert told_to(admin) == ["示范甲已加入示范科技", "加入示范科技的邀请被谢绝"]
