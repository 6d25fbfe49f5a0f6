"""The registry of practitioners, and who brought a deal about."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.actor import ANONYMOUS, actor_for
from marketplace.agency.commands import (
    confirm_attribution,
    decline_attribution,
    freeze_attributions,
    publish_practitioner,
    register_practitioner,
    reinstate_practitioner,
    return_practitioner,
    suspend_practitioner,
    verify_practitioner,
)
from marketplace.agency.models import Attribution
from marketplace.agency.queries import practitioners_for, record_of
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.trading.commands import attribute_sale, issue_certificate
from tests.accounts.factories import actor, officer
from tests.agency.factories import broker, practitioner, registered
from tests.catalogue.factories import TODAY
from tests.trading.factories import AFTER, sale, settled_sale, won_sale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_april(sandbox_at):
    sandbox_at("2027-04-20T10:00:00")


def himself(row):
    return actor_for(row.user, row.organisation)


def attributed(sold, row, share="1/2", **fields):
    return attribute_sale(
        sale=sold,
        practitioner=row,
        role="matching",
        share=Fraction(share),
        **{"actor": actor(sold.listing.lister), "clock": AFTER, **fields},
    )


def test_registry_shows_who_is_verified_and_consents():
    waiting, shown, private = registered(), practitioner(), practitioner(consents=False)

    public = set(practitioners_for(ANONYMOUS))

    assert public == {shown}
    assert private in practitioners_for(himself(private))
    assert waiting in practitioners_for(officer())


def test_withdrawn_consent_takes_effect_at_once():
    row = practitioner()

    publish_practitioner(practitioner=row, consents=False, actor=himself(row), clock=TODAY)

    assert row not in practitioners_for(ANONYMOUS)


def test_officer_verifies_neither_himself_nor_a_colleague():
    colleague = officer("SW")
    row = registered(colleague)

    for own in (colleague, officer("SW")):
        with pytest.raises(Forbidden, match="回避"):
            verify_practitioner(practitioner=row, actor=own, clock=TODAY)
    verify_practitioner(practitioner=row, actor=officer("CQ"), clock=TODAY)

    assert row.verified_by == "CQ"


def test_expired_certificate_is_refused():
    with pytest.raises(Invalid, match="已过期"):
        registered(valid_to=date(2027, 2, 28))


def test_certificate_is_entered_by_one_person():
    registered(certificate_number="示范证甲")

    with pytest.raises(Invalid, match="已登记"):
        registered(certificate_number="示范证甲")


def test_returned_entry_is_corrected_and_waits_again():
    who = broker()
    row = registered(who)

    return_practitioner(practitioner=row, reason="证书照片不清", actor=officer(), clock=TODAY)
    again = registered(who, level="senior")

    assert (again.pk, again.state, again.level) == (row.pk, "pending", "senior")


def test_suspended_practitioner_is_attributed_nothing():
    row, (sold, _winner) = practitioner(), won_sale()
    suspend_practitioner(practitioner=row, reason="投诉调查", actor=officer(), clock=TODAY)

    with pytest.raises(Refused, match="R-CRD-04"):
        attributed(sold, row)
    with pytest.raises(Refused, match="暂停"):
        register_practitioner(
            name="x", level="junior", certificate_number="y", issued_by="z", actor=himself(row), clock=TODAY
        )
    reinstate_practitioner(practitioner=row, actor=officer(), clock=TODAY)
    assert attributed(sold, row).state == "proposed"


def test_shares_of_a_deal_never_exceed_the_whole():
    sold, _winner = won_sale()
    first, second = practitioner(), practitioner()
    attributed(sold, first, "2/3")

    with pytest.raises(Refused, match="不得超过 1"):
        attributed(sold, second, "334/1000")
    attributed(sold, second, "1/3")

    with pytest.raises(DatabaseError, match="exceed the whole"), transaction.atomic():
        Attribution.objects.filter(practitioner=second).update(share_numerator=2)


def test_declined_share_is_free_again():
    sold, _winner = won_sale()
    first, second = practitioner(), practitioner()

    decline_attribution(attribution=attributed(sold, first, "1"), actor=himself(first), clock=AFTER)

    assert attributed(sold, second, "1").share == "100%"


def test_stranger_attributes_nothing_and_nothing_before_the_deal():
    sold, _winner = won_sale()

    with pytest.raises(Forbidden):
        attributed(sold, practitioner(), actor=broker())
    announced = sale()
    with pytest.raises(Refused, match="成交之后"):
        attributed(announced, practitioner())


def test_only_the_practitioner_confirms():
    sold, _winner = won_sale()
    attribution = attributed(sold, practitioner())

    with pytest.raises(Forbidden, match="本人"):
        confirm_attribution(attribution=attribution, actor=officer(), clock=AFTER)


def test_certificate_freezes_confirmed_shares_and_drops_the_others():
    sold, _winner = settled_sale()
    first, second = practitioner(), practitioner()
    mine, silent = attributed(sold, first, "1/3"), attributed(sold, second, "1/3")
    confirm_attribution(attribution=mine, actor=himself(first), clock=AFTER)

    issue_certificate(sale=sold, actor=officer(), clock=AFTER)

    mine.refresh_from_db()
    silent.refresh_from_db()
    assert (mine.state, mine.amount_fen, silent.state) == ("frozen", 3_000_000_00, "declined")
    assert (record_of(first).deals, record_of(first).amount_fen) == (1, 1_000_000_00)
    assert record_of(second).deals == 0
    with pytest.raises(DatabaseError, match="certified"), transaction.atomic():
        Attribution.objects.filter(pk=mine.pk).update(share_numerator=2)
    with pytest.raises(Refused, match="锁定"):
        attributed(sold, practitioner(), "1/10")


def test_deal_freezes_once():
    sold, _winner = won_sale()
    row = practitioner()
    confirm_attribution(attribution=attributed(sold, row), actor=himself(row), clock=AFTER)
    subject = f"sale:{sold.number}"

    first = freeze_attributions(subject=subject, amount_fen=3_000_000_00, actor=officer(), clock=AFTER)
    second = freeze_attributions(subject=subject, amount_fen=9_000_000_00, actor=officer(), clock=AFTER)

    assert (first, second) == (1, 0)
    assert Attribution.objects.get(subject=subject).amount_fen == 3_000_000_00


def test_the_same_person_stands_once_in_a_deal():
    sold, _winner = won_sale()
    row = practitioner()
    attributed(sold, row, "1/4")

    with pytest.raises(Refused):
        attributed(sold, row, "1/4")
    with pytest.raises(IntegrityError), transaction.atomic():
        Attribution.objects.create(
            subject=f"sale:{sold.number}",
            practitioner=row,
            role="other",
            share_numerator=1,
            share_denominator=4,
            proposed_by=row.user,
            proposed_for=row.organisation,
            proposed_at=AFTER.at,
        )
