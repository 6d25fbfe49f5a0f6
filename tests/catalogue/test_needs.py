from datetime import date

import pytest

from accounts.actor import system_actor
from accounts.models import Kind
from marketplace.audit.queries import history
from marketplace.catalogue import commands
from marketplace.catalogue.models import Need
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, organisation, verified
from tests.catalogue.factories import TODAY, need

pytestmark = pytest.mark.django_db


def test_need_is_open_from_its_posting():
    firm = verified(Kind.FIRM, home_exchange="CQ")

    posted = need(seeker=firm, budget_low_fen=0, budget_high_fen=500_000_00, deadline_date=date(2027, 3, 1))

    posted.refresh_from_db()
    assert posted.number.startswith("N-")
    assert (posted.state, posted.organisation, posted.exchange) == ("open", firm, "CQ")
    assert posted.posted_at == TODAY.read()
    assert [entry.verb for entry in history(f"need:{posted.number}")] == ["catalogue.need_posted"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"content": " "}, "content"),
        ({"kind": "wish"}, "kind"),
        ({"cooperation_modes": ["gift"]}, "cooperation_modes"),
        ({"budget_low_fen": -1}, "budget_low_fen"),
        ({"budget_low_fen": 2, "budget_high_fen": 1}, "budget_high_fen"),
        ({"deadline_date": date(2027, 2, 28)}, "deadline_date"),
        ({"ipc_codes": ["B24"]}, "ipc_codes"),
        ({"technology_field": "alchemy"}, "technology_field"),
    ],
)
def test_need_with_a_wrong_field_is_refused_by_its_name(fields, field):
    with pytest.raises(Invalid) as refused:
        need(**fields)

    assert list(refused.value.fields) == [field]
    assert not Need.objects.exists()


def test_need_of_an_unverified_firm_is_forbidden():
    with pytest.raises(Forbidden):
        need(seeker=organisation())


def test_need_is_closed_once_by_its_firm():
    agent = actor()
    posted = need(seeker=agent)

    with pytest.raises(Forbidden):
        commands.close_need(need=posted, reason="", actor=actor(), clock=TODAY)
    commands.close_need(need=posted, reason="已解决", actor=agent, clock=TODAY)
    with pytest.raises(Refused):
        commands.close_need(need=posted, reason="", actor=agent, clock=TODAY)

    assert (posted.state, posted.closed_at, posted.close_reason) == ("closed", TODAY.read(), "已解决")


def test_need_closes_after_its_last_day():
    last_day = need(deadline_date=date(2027, 3, 31))
    later = need(deadline_date=date(2027, 4, 1))
    forever = need()
    sweep = system_actor("catalogue.close_due_needs")

    during = commands.close_due_needs(actor=sweep, clock=frozen("2027-03-31T23:59:59.999"))
    after = commands.close_due_needs(actor=sweep, clock=frozen("2027-04-01T00:00:00"))

    assert (during, after) == (0, 1)
    assert set(Need.objects.open()) == {later, forever}
    assert history(f"need:{last_day.number}")[-1].verb == "catalogue.need_closed"
