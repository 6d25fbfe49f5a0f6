"""Alerts follow the log, and people look at them."""

import pytest

from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.reporting import commands
from marketplace.reporting.models import Alert
from tests.accounts.factories import actor, officer, verified
from tests.reporting.factories import MAY, offered
from tests.trading.factories import AFTER, won_sale

pytestmark = pytest.mark.django_db


def supervisor():
    return actor(verified("supervisor"), ["supervisor"])


def raised(rule):
    settle()
    return Alert.objects.get(rule=rule)


def test_same_telephone_on_both_sides_is_told_after_the_sale():
    seller, buyer = verified("university", contact_phone="028-85000001"), verified(contact_phone="028 8500 0001")
    from_one = offered_by(seller)
    sold, _winner = won_sale(listing=from_one, winner=actor(buyer))

    alert = raised("R-SUP-03")

    assert (alert.subject, alert.exchange, alert.state) == (f"sale:{sold.number}", "SW", "open")
    assert alert.facts["shared"] == ["phone"]


def offered_by(organisation):
    listing = offered()
    listing.lister = organisation
    listing.save()
    return listing


def test_second_suspension_raises_one_alert_and_a_third_none():
    halted = offered()
    for _n in range(3):
        catalogue.suspend_listing(listing=halted, reasons="示范中止", actor=officer(), clock=AFTER)
        catalogue.resume_listing(listing=halted, actor=officer(), clock=AFTER)

    assert raised("R-SUP-06").facts["times"] >= 2


def suspended_twice():
    halted = offered()
    for _n in range(2):
        catalogue.suspend_listing(listing=halted, reasons="示范中止", actor=officer(), clock=AFTER)
        catalogue.resume_listing(listing=halted, actor=officer(), clock=AFTER)
    return raised("R-SUP-06")


def test_note_decides_and_says_who_looked():
    alert = suspended_twice()
    commands.note_alert(alert=alert, text="调取中止通知", outcome="pursued", actor=officer(), clock=MAY)

    commands.note_alert(
        alert=alert, text="两次中止均系专利年费补缴", outcome="explained", actor=supervisor(), clock=MAY
    )

    assert alert.state == "explained"
    assert alert.notes.count() == 2
    with pytest.raises(Refused):
        commands.note_alert(alert=alert, text="再次", outcome="referred", actor=officer(), clock=MAY)


def test_note_without_a_text_and_of_another_exchange_are_refused():
    alert = suspended_twice()

    with pytest.raises(Invalid):
        commands.note_alert(alert=alert, text=" ", actor=officer(), clock=MAY)
    with pytest.raises(Invalid):
        commands.note_alert(alert=alert, text="示范", outcome="guilty", actor=officer(), clock=MAY)
    with pytest.raises(Forbidden):
        commands.note_alert(alert=alert, text="示范", actor=officer("CQ"), clock=MAY)


def test_ordinary_deal_raises_nothing_but_its_price():
    """The price of S1's bidding lies near the asking price, weeks after the listing, among strangers."""
    won_sale(listing=offered(asking_price_fen=2_900_000_00))
    settle()

    assert list(Alert.objects.all()) == []
