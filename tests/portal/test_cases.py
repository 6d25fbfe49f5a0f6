"""The page of a case: who sees what, what is done there, and that nothing typed is lost."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Kind, Role
from marketplace.audit.following import settle
from marketplace.core import sandbox_clock
from marketplace.desk import commands as desk
from marketplace.desk.models import Case, Stage, Step
from marketplace.messages.models import Delivery
from marketplace.messages.queries import told_about
from marketplace.portal.queries.case_page.happened import title_of
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, agent_of
from tests.desk.cases import accepted_case, announced_case, applied_case, tick_all
from tests.files.factories import pdf
from tests.portal.support import signed_in
from tests.support.markup import untranslated
from tests.trading.factories import bid, bidder, sale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    sandbox_clock.freeze(TODAY.read())


def page_of(client, who, case, query=""):
    return signed_in(client, who).get(f"/cases/{case.number}/{query}").context["page"]


def stage_of(case):
    return Case.objects.get(pk=case.pk).stage


def test_case_is_found_by_its_applicant_its_exchange_and_supervisors_only(client):
    case = applied_case(lister=(lister := agent_of(None)))
    supervisor = actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR])

    answers = [
        signed_in(client, who).get(f"/cases/{case.number}/").status_code
        for who in (lister, officer("SW"), supervisor, officer("CQ"), agent_of(None))
    ]

    assert answers == [200, 200, 200, 404, 404]


def test_supervisor_reads_and_is_offered_nothing_but_a_suspension(client):
    case = announced_case()

    page = page_of(client, actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR]), case)

    assert (page.watching, page.acts.assign, page.acts.take, page.acts.hand_in) == (True, False, False, False)
    assert [form.kind for form in page.forms] == ["suspension"]


def test_fifteen_stages_show_what_is_done_and_what_was_passed_over(client):
    page = page_of(client, officer("SW"), accepted_case())

    assert [mark.state for mark in page.stages] == ["done", "done", "skipped", "done", "now", *["todo"] * 10]
    assert page.words == "第 5 步，共 15 步：审核"


def test_limit_is_explained_as_the_rulebook_counts_it(client):
    page = page_of(client, officer("SW"), applied_case())

    assert page.due.words == "还剩 5 个工作日"
    assert page.explained[0] == "“形式审查”限 5 个工作日（规则 R-DSK-01）。"
    assert len(page.explained) > 1


def test_applicant_sees_which_papers_came_but_not_what_an_officer_found(client):
    case = applied_case(lister=(lister := agent_of(None)))
    clerk = officer("SW")
    told = {"code": "title_paper", "verdict": "missing", "note": "内部意见：存疑"}
    desk.tick_check(case=case, actor=clerk, clock=TODAY, **told)

    html = signed_in(client, lister).get(f"/cases/{case.number}/").content.decode()

    assert "内部意见" not in html
    assert "权属证明" in html


def test_applicant_hands_in_a_paper_and_it_stands_in_the_checklist(client):
    case = applied_case(lister=(lister := agent_of(None)))
    upload = SimpleUploadedFile("示范证书.pdf", pdf(), content_type="application/pdf")

    answer = signed_in(client, lister).post(f"/cases/{case.number}/paper/", {"purpose": "title", "file": upload})

    page = page_of(client, officer("SW"), case)
    assert (answer.status_code, answer.url) == (302, f"/cases/{case.number}/")
    assert [paper.name for line in page.lines for paper in line.papers] == ["示范证书.pdf"]
    assert [event.sort for event in page.events] == ["papers", "steps"]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b""), ("a.exe", b"MZ\x00\x00"), ("a.pdf", b"no pdf at all")])
def test_paper_that_is_not_taken_is_told_on_the_page(client, name, content):
    case = applied_case(lister=(lister := agent_of(None)))
    upload = SimpleUploadedFile(name, content)

    answer = signed_in(client, lister).post(f"/cases/{case.number}/paper/", {"purpose": "title", "file": upload})

    assert answer.status_code == 200
    assert answer.context["page"].errors


def test_ticks_are_kept_line_by_line_and_what_was_refused_stays_typed(client):
    case, clerk = applied_case(), officer("SW")
    sent = {
        "verdict-legal_status": "passed",
        "note-legal_status": "2027-03-01 已查询",
        "verdict-title_paper": "passed",
        "verdict-decision_paper": "waived",
        "opinion": "继续核对",
    }

    answer = signed_in(client, clerk).post(f"/cases/{case.number}/checks/", sent)

    page = answer.context["page"]
    kept = {tick.code: tick.verdict for tick in case.checks.all()}
    assert kept == {"legal_status": "passed"}
    assert "有 2 项没有保存，其余已保存。" in page.errors
    assert {line.code: line.verdict for line in page.lines}["title_paper"] == "passed"
    assert "继续核对" in answer.content.decode()


def test_every_missing_piece_is_asked_for_at_once(client):
    case, clerk = applied_case(lister=(lister := agent_of(None))), officer("SW")
    sent = {"piece-title_paper": "专利证书缺第 2 页", "piece-other-0": "年费凭证", "piece-other-1": " "}

    signed_in(client, clerk).post(f"/cases/{case.number}/pieces/", sent)

    page = page_of(client, lister, case)
    assert [piece["text"] for piece in page.asks[0].pieces] == ["专利证书缺第 2 页", "年费凭证"]
    assert page.acts.apply
    assert stage_of(case) == Stage.SUPPLEMENT


def test_empty_list_of_pieces_is_refused_and_the_form_stays_open(client):
    case, clerk = applied_case(), officer("SW")

    answer = signed_in(client, clerk).post(f"/cases/{case.number}/pieces/", {"opinion": "示范"})

    assert answer.context["page"].errors == ["请一次列出全部缺项。"]
    assert answer.context["page"].typed_act == "pieces"
    assert stage_of(case) == Stage.REVIEW


def test_who_accepted_is_not_offered_the_examination_and_is_refused(client):
    clerk = actor(officer("SW").organisation, [Role.OFFICER, Role.REVIEWER])
    case = accepted_case(by=clerk)

    page = page_of(client, clerk, case)
    answer = signed_in(client, clerk).post(f"/cases/{case.number}/checks/", {"then": "examine"})

    assert not page.acts.examine
    assert answer.status_code == 403


def test_second_person_examines_and_publishes(client):
    case, second = accepted_case(), reviewer("SW")
    tick_all(case, second)
    signed_in(client, second)

    client.post(f"/cases/{case.number}/checks/", {"then": "examine"})
    client.post(f"/cases/{case.number}/publish/")

    page = page_of(client, second, case)
    assert stage_of(case) == Stage.INTEREST
    assert [event.tag for event in page.events if event.sort == "notices"] == ["挂牌公告"]


def test_examiner_refers_back_with_reasons(client):
    case, second = accepted_case(), reviewer("SW")

    sent = {"to": "review", "piece-other-0": "份额与证书不一致"}
    signed_in(client, second).post(f"/cases/{case.number}/refer/", sent)

    assert stage_of(case) == Stage.REVIEW


def test_second_click_is_told_and_changes_nothing(client):
    case, second = accepted_case(), reviewer("SW")
    tick_all(case, second)
    signed_in(client, second)
    client.post(f"/cases/{case.number}/checks/", {"then": "examine"})
    client.post(f"/cases/{case.number}/publish/")

    again = client.post(f"/cases/{case.number}/publish/")

    assert again.status_code == 200
    assert "不能办理此项" in again.context["page"].errors[0]


def test_erratum_is_proposed_by_one_and_approved_by_another_only(client):
    case = announced_case()
    one, other = officer("SW"), reviewer("SW")
    sent = {"kind": "erratum", "title": "更正后的名称", "abstract": case.listing.abstract, "reason": "名称有误"}

    signed_in(client, one).post(f"/cases/{case.number}/propose/", sent)
    correction = case.corrections.get()
    own = client.post(f"/cases/{case.number}/approve/", {"correction": correction.number})
    waits = page_of(client, other, case).corrections[0]
    signed_in(client, other).post(f"/cases/{case.number}/approve/", {"correction": correction.number})

    correction.refresh_from_db()
    assert own.status_code == 403
    assert waits.may_decide
    assert waits.changes == ["成果名称：更正后的名称"]
    assert correction.state == "approved"
    assert correction.notice.corrects is not None


def test_change_of_price_is_read_in_yuan(client):
    case = announced_case()
    sent = {"kind": "change", "price": "2,600,000.00", "reason": "转让方申请"}
    sent |= {
        name: getattr(case.listing, name) for name in ("payment_terms", "buyer_conditions", "encumbrances", "defects")
    }

    signed_in(client, officer("SW")).post(f"/cases/{case.number}/propose/", sent)

    assert case.corrections.get().payload == {"changes": {"asking_price_fen": 2_600_000_00}}


def test_correction_that_lacks_its_reason_keeps_what_was_typed(client):
    case = announced_case()

    answer = signed_in(client, officer("SW")).post(
        f"/cases/{case.number}/propose/", {"kind": "suspension", "asked_by": "示范第三人", "reason": ""}
    )

    form = next(form for form in answer.context["page"].forms if form.kind == "suspension")
    assert answer.context["page"].errors
    assert form["asked_by"].value() == "示范第三人"


def test_correction_of_another_case_is_not_found(client):
    one, other = announced_case(), announced_case()
    told = {"kind": "termination", "reason": "示范原因", "clock": TODAY}
    correction = desk.propose_correction(case=one, actor=officer("SW"), **told)

    answer = signed_in(client, reviewer("SW")).post(
        f"/cases/{other.number}/approve/", {"correction": correction.number}
    )

    assert answer.status_code == 404


def test_time_line_is_narrowed_to_a_kind(client):
    case = announced_case()

    page = page_of(client, officer("SW"), case, "?show=notices")

    assert {event.sort for event in page.events} == {"notices"}
    assert [tab.count for tab in page.tabs if tab.current] == [1]
    assert page_of(client, officer("SW"), case, "?show=nonsense").tabs[0].current


def test_act_that_does_not_exist_is_not_found(client):
    assert signed_in(client, officer("SW")).post(f"/cases/{applied_case().number}/burn/").status_code == 404


def test_case_in_english_has_no_chinese_of_ours_left(client):
    case = accepted_case(title="Polishing of castings")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    for who in (reviewer("SW"), officer("SW")):
        signed_in(client, who)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert untranslated(client.get(f"/cases/{case.number}/").content.decode()) == []


@pytest.mark.parametrize(
    ("stage", "to_stage", "said"),
    [
        ("review", "examination", "形式审查办结，转入“审核”"),
        ("qualification", "qualification", "转入“资格确认”"),
        ("confirmation", "contract", "成交确认书办结，转入“合同”"),
        ("archive", "archive", "归档办结"),
    ],
)
def test_step_says_what_ended_or_what_began(stage, to_stage, said):
    assert title_of(Step(kind="done", stage=stage, to_stage=to_stage)) == said


def messages_of(client, who, case):
    return [(event.title, list(event.points)) for event in page_of(client, who, case, "?show=messages").events]


def test_messages_of_a_case_say_to_whom_by_which_way_and_whether_they_went(client):
    lister = agent_of(None)
    case = accepted_case(lister=lister, title="钒钛冶炼方法")
    settle()
    clerk = officer("SW")

    sent = dict(messages_of(client, clerk, case))

    [line] = sent["申请已受理：钒钛冶炼方法"]
    assert line == f"{lister.user}（{lister.organisation}）：站内信 已发送 · 电子邮件 待发送"
    assert sent["文书已出具：受理通知书"][0].endswith("站内信 已发送 · 电子邮件 待汇总")
    assert "@" not in str(sent)


def test_party_sees_what_it_was_told_and_not_what_the_desk_was(client):
    lister, clerk = agent_of(None), officer("SW")
    case = accepted_case(lister=lister, title="钒钛冶炼方法")
    settle()

    own, desk_s = (dict(messages_of(client, who, case)) for who in (lister, clerk))

    assert "申请已受理：钒钛冶炼方法" in own
    assert "新申请待形式审查：钒钛冶炼方法" in desk_s
    assert "新申请待形式审查：钒钛冶炼方法" not in own
    assert str(clerk.user) not in str(own)


def test_message_that_could_not_be_sent_is_marked(client):
    lister = agent_of(None)
    case = accepted_case(lister=lister)
    settle()
    Delivery.objects.filter(channel="email", message__kind="catalogue.listing_accepted").update(
        state="given_up", last_error="SMTP 550: no such person"
    )

    page = page_of(client, officer("SW"), case, "?show=messages")

    [event] = [event for event in page.events if event.title.startswith("申请已受理")]
    assert (event.tag_tone, "电子邮件 已放弃" in event.points[0]) == ("failed", True)


def test_who_was_outbid_is_nobody_elses_business(client):
    opened = sale()
    first, second = bidder(opened), bidder(opened)
    settle()
    bid(opened, first, "09:10:00", 2_800_000)
    bid(opened, second, "09:11:00", 2_850_000)
    settle()
    about = [f"sale:{opened.number}"]
    staff = officer(opened.exchange)

    seen = told_about(staff, about, parties=[first.organisation], exchange=opened.exchange)
    own = told_about(first, about, parties=[], exchange="")
    other = told_about(second, about, parties=[], exchange="")

    assert "trading.bid_placed" in {one.kind for one in own}
    assert "trading.bid_placed" not in {one.kind for one in [*seen, *other]}
