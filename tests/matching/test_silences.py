"""Silence in a contact goes to a technology manager (R-MAT-01)."""

import pytest

from marketplace.audit.following import settle
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Refused
from marketplace.matching.commands import close_silence, nudge, raise_silence, take_silence, write_message
from marketplace.matching.models import Silence
from marketplace.matching.queries import silences_for
from marketplace.matching.tasks import watch_contacts
from marketplace.messages.models import Message
from tests.accounts.factories import actor, officer
from tests.agency.factories import custody
from tests.catalogue.factories import agent_of
from tests.matching.factories import contact
from tests.portal.support import signed_in

pytestmark = pytest.mark.django_db
LATER = frozen("2027-03-16T10:00:00")


@pytest.fixture
def supplier():
    return agent_of(None)


@pytest.fixture
def seeker():
    return actor()


@pytest.fixture
def opened(supplier, seeker):
    return contact(supplier=supplier, seeker=seeker)


@pytest.fixture
def silence(opened):
    return raise_silence(contact=opened, actor=officer(), clock=LATER)


def test_sweep_hands_over_what_is_silent_once_and_tells_the_officers(opened):
    sandbox_clock.freeze(frozen("2027-03-15T23:59:59").at)
    early = watch_contacts()
    manager = officer("SW")
    sandbox_clock.freeze(LATER.at)

    swept = [watch_contacts(), watch_contacts()]
    settle()

    assert (early, swept) == (0, [1, 0])
    assert Message.objects.filter(kind__startswith="matching.contact_silent", user=manager.user).exists()


def test_manager_takes_and_nudges_and_both_sides_are_told(silence, supplier, seeker):
    manager = officer("SW")
    take_silence(silence=silence, actor=manager, clock=LATER)

    nudge(silence=silence, words_to_both="请确认试样安排。", note="已电话联系", actor=manager, clock=LATER)
    settle()

    assert (silence.nudges, silence.note) == (1, "已电话联系")
    told = Message.objects.filter(kind__startswith="matching.nudged")
    assert {one.user_id for one in told} == {supplier.user.pk, seeker.user.pk}
    assert "请确认试样安排。" in told[0].body


def test_only_whoever_took_it_nudges(silence):
    take_silence(silence=silence, actor=officer("SW"), clock=LATER)

    with pytest.raises(Refused):
        nudge(silence=silence, words_to_both="示范", actor=officer("SW"), clock=LATER)


def test_act_of_a_side_breaks_the_silence(silence, opened, seeker):
    opened.refresh_from_db()

    write_message(contact=opened, text="抱歉，刚刚出差回来。", actor=seeker, clock=LATER)

    silence.refresh_from_db()
    assert silence.state == "broken"
    assert opened.quiet_at > LATER.at


def test_what_is_left_alone_comes_back(silence, opened):
    manager = officer("SW")
    take_silence(silence=silence, actor=manager, clock=LATER)

    close_silence(silence=silence, note="双方在等样件", actor=manager, clock=LATER)

    opened.refresh_from_db()
    assert opened.quiet_at > LATER.at


def test_managers_of_others_and_the_sides_themselves_do_not_attend(silence, seeker):
    for other in (officer("CQ"), seeker):
        with pytest.raises(Forbidden):
            take_silence(silence=silence, actor=other, clock=LATER)
        assert not silences_for(other).exists()


def test_custodian_of_the_supplier_attends(silence, supplier):
    sandbox_clock.freeze(LATER.at)
    broker = actor(custody(owner=supplier.organisation).custodian)

    take_silence(silence=silence, actor=broker, clock=LATER)

    assert [one.pk for one in silences_for(broker)] == [silence.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_whatever_its_length(client, supplier, seeker, django_assert_num_queries, count):
    for _turn in range(count):
        raise_silence(contact=contact(supplier=supplier, seeker=seeker), actor=officer(), clock=LATER)
    signed_in(client, officer("SW")).get("/silent-contacts/")

    with django_assert_num_queries(10):
        page = client.get("/silent-contacts/").context["page"]

    assert len(page.rows) == count == Silence.objects.count()
