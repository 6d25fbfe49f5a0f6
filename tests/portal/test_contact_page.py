"""The page of a match once both sides have accepted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.core import sandbox_clock
from marketplace.matching.models import Contact
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of
from tests.files.factories import pdf
from tests.matching.factories import contact
from tests.portal.support import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    return agent_of(None)


@pytest.fixture
def seeker():
    return actor()


@pytest.fixture
def opened(supplier, seeker):
    sandbox_clock.freeze(TODAY.at)
    return contact(supplier=supplier, seeker=seeker)


def test_message_with_a_file_is_read_by_the_other_side(client, opened, supplier, seeker):
    said = {"text": "附试样说明。", "papers": [SimpleUploadedFile("试样.pdf", pdf())]}
    signed_in(client, supplier).post(f"/matches/{opened.match.number}/messages/", said)

    page = signed_in(client, seeker).get(f"/matches/{opened.match.number}/").content.decode()

    assert "附试样说明。" in page
    assert "试样.pdf" in page


def test_step_is_planned_and_finished(client, opened, seeker, supplier):
    said = {"step": "寄送样件", "by": "supplier", "due_date": "2027-03-09"}
    signed_in(client, seeker).post(f"/matches/{opened.match.number}/step/", said)

    page = signed_in(client, supplier).get(f"/matches/{opened.match.number}/").content.decode()
    client.post(f"/matches/{opened.match.number}/step/done/")

    assert "下一步由我方办理" in page
    assert Contact.objects.get().next_step == ""


def test_wrong_outcome_is_told_at_its_field(client, opened, seeker):
    said = {"kind": "met", "happened_date": "2020-01-01", "note": ""}

    answer = signed_in(client, seeker).post(f"/matches/{opened.match.number}/outcomes/", said)

    assert answer.status_code == 400
    assert list(answer.context["page"].thread.forms["outcome"].errors) == ["happened_date"]


def test_end_is_shown_with_its_reason_and_closes_the_forms(client, opened, seeker):
    signed_in(client, seeker).post(f"/matches/{opened.match.number}/end/", {"reason": "unsuitable", "note": "温度不够"})

    answer = client.get(f"/matches/{opened.match.number}/")

    assert "技术达不到要求" in answer.content.decode()
    assert answer.context["page"].thread.forms == {}


def test_strangers_find_no_contact(client, opened):
    answer = signed_in(client, actor()).post(f"/matches/{opened.match.number}/messages/", {"text": "示范"})

    assert answer.status_code == 404
