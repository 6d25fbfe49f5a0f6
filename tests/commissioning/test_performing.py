"""Milestones that do not go as planned, through the API: late, returned and handed in again, disputed, ended with what was paid."""

import pytest

from marketplace.audit.following import settle
from marketplace.contracts.models import Handover
from marketplace.contracts.tasks import watch_deeds
from marketplace.messages.models import Message
from tests.accounts.factories import actor, officer, reviewer
from tests.clients import client_of, ok
from tests.commissioning.factories import engaged, paid, signed
from tests.files.factories import upload

pytestmark = pytest.mark.django_db


class Story:
    """Both sides and the exchange of a work of 800,000.00 whose first milestone of 300,000.00 is paid and due on 2027-08-11."""

    def __init__(self, at):
        self.at = at
        self.work = signed(engaged())
        self.payment = paid(self.work.payments.get())
        self.milestone = self.payment.milestone
        self.supplier, self.client = (client_of(actor(one)) for one in (self.work.supplier, self.work.client))
        self.officer, self.reviewer = client_of(officer("SW")), client_of(reviewer("SW"))

    def post(self, by, path, body=None):
        return by.post(f"/api/v1/{path}", body or {}, format="json")

    def hand_in(self):
        file = ok(self.supplier.post("/api/v1/files", {"file": upload(), "purpose": "handover"}))["number"]
        return ok(
            self.post(
                self.supplier,
                f"deed-milestones/{self.milestone.number}/handovers",
                {"note": "示范交付", "files": [file]},
            )
        )

    def settle(self):
        return self.post(self.reviewer, f"stage-payments/{self.payment.number}/settlement")

    def shown(self):
        return ok(self.client.get(f"/api/v1/engagements/{self.work.number}"))


@pytest.fixture
def story(sandbox_at):
    sandbox_at("2027-05-10T10:00:00")
    return Story(sandbox_at)


def refused(answer):
    told = answer.json()
    return answer.status_code, list(told.get("errors", {})) or told["code"], told["rule"]


def test_late_milestone_is_told_once_to_both_and_may_still_be_handed_in(story):
    due = story.milestone.due_at
    story.at(due.isoformat())
    watch_deeds()
    watch_deeds()
    settle()

    told = Message.objects.filter(title__contains="里程碑已逾期")
    assert sorted({one.organisation for one in told}, key=lambda one: one.pk) == sorted(
        [story.work.supplier, story.work.client], key=lambda one: one.pk
    )
    story.milestone.refresh_from_db()
    assert story.milestone.overdue_at is not None
    assert story.hand_in()["state"] == "handed_in"


def test_returned_work_is_handed_in_again_and_only_then_paid(story):
    first = story.hand_in()
    assert refused(story.settle()) == (409, "not_accepted", "R-SET-08")
    answers = f"handovers/{first['number']}/answers"
    lacking = story.post(story.client, answers, {"answer": "return", "reason": " "})
    assert refused(lacking) == (400, ["answer"], "R-CON-03")
    ok(story.post(story.client, answers, {"answer": "return", "reason": "示范：精度不足"}))
    assert refused(story.settle()) == (409, "not_accepted", "R-SET-08")

    second = story.hand_in()
    ok(story.post(story.client, f"handovers/{second['number']}/answers", {"answer": "accept"}))

    assert ok(story.settle())["state"] == "settled"
    rounds = Handover.objects.filter(milestone=story.milestone).order_by("position")
    assert [(one.state, one.answer) for one in rounds] == [("returned", "示范：精度不足"), ("accepted", "")]


def test_disputed_end_waits_for_its_result_and_gives_back_what_was_not_accepted(story):
    asked = {"ground": "breach", "reason": "示范：催告后仍未交付", "settlement": ""}
    ended = ok(story.post(story.client, f"deeds/{story.work.deed.number}/terminations", asked))["number"]
    answers = f"terminations/{ended}/answers"
    ok(story.post(story.supplier, answers, {"answer": "object", "reason": "示范：对方未提供场地"}))
    refund = f"stage-payments/{story.payment.number}/refund"
    assert refused(story.post(story.officer, refund, {"reason": "示范"})) == (409, "in_force", "R-SET-08")
    assert story.shown()["state"] == "in_force"

    ok(story.post(story.reviewer, answers, {"answer": "confirm", "reason": "示范调解书 2027-1 号"}))

    assert story.shown()["state"] == "terminated"
    ok(story.post(story.officer, refund, {"reason": "示范：未验收"}))
    ok(story.post(story.reviewer, f"{refund}-confirmation"))
    assert [one["state"] for one in story.shown()["payments"]] == ["refunded"]


def test_nobody_but_the_client_answers_a_handover(story):
    handed = story.hand_in()["number"]

    for by in (story.supplier, story.officer):
        assert story.post(by, f"handovers/{handed}/answers", {"answer": "accept"}).status_code == 403
