"""Declaring, checking and withdrawing terms; the database keeps them as they were declared (R-LIC-01, R-LIC-02, R-LIC-03)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.licensing import commands
from marketplace.licensing.models import Offer
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import accepted_listing, patent
from tests.licensing.factories import DECLARED, OPEN, TRIAL, declared, licensable, offer_draft, published

pytestmark = pytest.mark.django_db
LATER = frozen("2027-04-02T10:00:00")


def encumbered(listing, kind, **fields):
    given = {"right": listing.rights.get().number, "basis": "示范依据〔2027〕1 号", "from_date": date(2027, 1, 1)}
    return catalogue.record_encumbrance(
        listing=listing, kind=kind, actor=officer("SW"), clock=DECLARED, **given | fields
    )


def test_open_licence_is_an_encumbrance_until_it_is_withdrawn():
    offer = published(**OPEN)
    standing = offer.encumbrance

    commands.withdraw_offer(offer=offer, reasons="示范调整", actor=actor(offer.licensor), clock=LATER)
    standing.refresh_from_db()

    assert standing.kind == "open_licence"
    assert (standing.lifted_at, standing.lift_reason) == (LATER.at, "示范调整")
    assert declared(offer.listing, **OPEN).encumbrance != standing


def test_returned_offer_lifts_its_encumbrance_and_may_be_declared_anew():
    offer = declared(**OPEN)

    commands.return_offer(offer=offer, reasons="示范理由", actor=officer("SW"), clock=LATER)
    offer.encumbrance.refresh_from_db()

    assert offer.encumbrance.lifted_at == LATER.at
    assert declared(offer.listing, **OPEN).state == "declared"


def test_trial_stands_beside_an_open_licence_but_not_beside_a_second_trial():
    listing = licensable()
    declared(listing, **OPEN)
    declared(listing, **TRIAL)

    with pytest.raises(Refused) as second:
        declared(listing, **TRIAL)

    assert (second.value.code, second.value.rule) == ("offer_known", "R-LIC-01")


@pytest.mark.parametrize(
    ("terms", "kind", "code", "rule"),
    [
        (OPEN, "exclusive_licence", "licensed_already", "R-LIC-02"),
        (OPEN, "pledge", "right_pledged", "R-LIC-02"),
        (OPEN, "dispute", "right_disputed", "R-LIC-02"),
        (OPEN, "annuity_unpaid", "annuity_unpaid", "R-LIC-02"),
        (TRIAL, "exclusive_licence", "licensed_already", "R-CON-09"),
        (TRIAL, "dispute", "right_disputed", "R-LST-04"),
    ],
)
def test_what_stands_on_the_right_keeps_it_from_being_licensed(terms, kind, code, rule):
    listing = licensable()
    encumbered(listing, kind)

    with pytest.raises(Refused) as refused:
        declared(listing, **terms)

    assert (refused.value.code, refused.value.rule) == (code, rule)
    assert not Offer.objects.exists()


def test_pledgee_that_agrees_and_an_unpaid_annuity_leave_a_trial_possible():
    listing = licensable()
    encumbered(listing, "pledge", agreement="示范质权人同意书")
    encumbered(listing, "annuity_unpaid")

    assert declared(listing, **TRIAL).state == "declared"


def test_what_was_recorded_meanwhile_keeps_terms_from_being_published():
    offer = declared(**TRIAL)
    encumbered(offer.listing, "dispute")

    with pytest.raises(Refused) as refused:
        commands.publish_offer(offer=offer, actor=officer("SW"), clock=LATER)

    assert refused.value.code == "right_disputed"


def test_open_licence_is_published_with_its_announcement():
    offer = declared(**OPEN)

    with pytest.raises(Invalid) as without:
        commands.publish_offer(offer=offer, actor=officer("SW"), clock=LATER)
    commands.publish_offer(offer=offer, announcement="示范公告 第 1 号", actor=officer("SW"), clock=LATER)

    assert (list(without.value.fields), without.value.rule) == (["announcement"], "R-LIC-01")
    assert (offer.state, offer.announcement) == ("open", "示范公告 第 1 号")


def test_only_a_listing_on_offer_for_ordinary_licences_carries_terms():
    waiting = accepted_listing(transfer_modes=["ordinary_licence"], price_mode="negotiated")
    to_sell = licensable(transfer_modes=["assignment"])

    with pytest.raises(Refused) as early:
        declared(waiting, **OPEN)
    with pytest.raises(Refused) as otherwise:
        declared(to_sell, **OPEN)

    assert (early.value.code, early.value.rule) == ("not_on_offer", "R-LST-08")
    assert (otherwise.value.code, otherwise.value.rule) == ("not_licensed", "R-CON-09")


def test_terms_are_declared_of_a_right_of_the_listing_that_has_a_number():
    listing = licensable()
    draft = offer_draft(listing, **OPEN | {"right": patent().number})

    with pytest.raises(Invalid) as refused:
        commands.declare_offer(listing=listing, draft=draft, actor=actor(listing.lister), clock=DECLARED)

    assert list(refused.value.fields) == ["right"]


def test_only_the_lister_declares_and_only_its_venue_checks():
    offer = declared(**TRIAL)

    with pytest.raises(Forbidden):
        commands.declare_offer(
            listing=offer.listing, draft=offer_draft(offer.listing, **OPEN), actor=actor(), clock=DECLARED
        )
    for nobody in (officer("CQ"), actor(offer.licensor)):
        with pytest.raises(Forbidden):
            commands.publish_offer(offer=offer, actor=nobody, clock=DECLARED)


def test_database_keeps_terms_and_their_end():
    offer = published(**OPEN)
    for changes in ({"fixed_fen": 1}, {"scope": "更宽"}, {"nets_fee": False}, {"term_months": 1}):
        with pytest.raises(DatabaseError, match="terms of an offer are fixed"), transaction.atomic():
            Offer.objects.filter(pk=offer.pk).update(**changes)
    with pytest.raises(DatabaseError, match="an offer is kept"), transaction.atomic():
        Offer.objects.filter(pk=offer.pk)._raw_delete(using="default")
    commands.withdraw_offer(offer=offer, reasons="示范调整", actor=actor(offer.licensor), clock=LATER)

    with pytest.raises(DatabaseError, match="its end is final"), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(state="open")
