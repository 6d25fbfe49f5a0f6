"""What a custodian does in its owner's stead, in the catalogue and in a sale; and what it may not."""

import pytest

from accounts.actor import actor_for
from accounts.models import Kind
from marketplace.catalogue.commands import accept_listing, declare_secrecy, draft_listing, edit_listing, submit_listing
from marketplace.catalogue.queries import listings_for
from marketplace.core.errors import Forbidden
from marketplace.trading.commands import sign_contract
from tests.accounts.factories import actor, exchange, officer, verified
from tests.agency.factories import broker, custody, proposed
from tests.catalogue.factories import TODAY, listing, listing_draft, patent, published_listing, submitted_listing
from tests.trading.factories import at, registered, sale, won_sale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march(sandbox_at):
    sandbox_at("2027-03-01T10:00:00")


def test_custodian_drafts_and_submits_and_the_owner_stays_the_owner():
    agreement = custody()
    custodian = actor(agreement.custodian)

    drafted = draft_listing(draft=listing_draft(), owner=agreement.owner, actor=custodian, clock=TODAY)
    submit_listing(listing=drafted, actor=custodian, clock=TODAY)

    assert drafted.lister == agreement.owner
    assert [row.organisation for row in drafted.ownerships.all()] == [agreement.owner]
    assert drafted in listings_for(custodian)


def test_custodian_without_a_signed_agreement_drafts_nothing():
    agreement = proposed()

    with pytest.raises(Forbidden, match="尚未由双方签署"):
        draft_listing(draft=listing_draft(), owner=agreement.owner, actor=actor(agreement.custodian), clock=TODAY)
    with pytest.raises(Forbidden):
        draft_listing(draft=listing_draft(), owner=agreement.owner, actor=broker(), clock=TODAY)


def test_custodian_out_of_scope_or_term_is_told_so(sandbox_at):
    annuities, expired = custody(scopes=["annuities"]), custody()

    with pytest.raises(Forbidden, match="不包括“登记和委托挂牌”"):
        draft_listing(draft=listing_draft(), owner=annuities.owner, actor=actor(annuities.custodian), clock=TODAY)
    sandbox_at("2028-01-01T00:00:00")
    with pytest.raises(Forbidden, match="不在期限内"):
        draft_listing(draft=listing_draft(), owner=expired.owner, actor=actor(expired.custodian), clock=TODAY)


def test_custodian_of_named_rights_writes_no_other_right_into_a_listing():
    mine = patent()
    agreement = custody(all_rights=False, rights=[(mine.number, mine.title)])
    custodian = actor(agreement.custodian)
    drafted = draft_listing(draft=listing_draft(rights=[mine]), owner=agreement.owner, actor=custodian, clock=TODAY)

    with pytest.raises(Forbidden, match="没有列明"):
        edit_listing(listing=drafted, draft=listing_draft(rights=[patent()]), actor=custodian, clock=TODAY)
    other = listing(lister=agreement.owner)
    assert drafted in listings_for(custodian)
    assert other not in listings_for(custodian)


def test_custodian_says_nothing_about_secrecy_in_the_owners_stead():
    agreement = custody()

    with pytest.raises(Forbidden, match="托管机构不能代办"):
        declare_secrecy(
            listing=listing(lister=agreement.owner),
            reviewer="示范",
            reviewed_date=TODAY.at.date(),
            actor=actor(agreement.custodian),
            clock=TODAY,
        )


def test_exchange_in_custody_has_another_officer_decide():
    owner = verified(Kind.UNIVERSITY)
    custody(owner, exchange("SW"))
    handler = officer("SW")
    drafted = draft_listing(draft=listing_draft(), owner=owner, actor=handler, clock=TODAY)
    submit_listing(listing=drafted, actor=handler, clock=TODAY)

    with pytest.raises(Forbidden, match="R-LST-08"):
        accept_listing(listing=drafted, actor=handler, clock=TODAY)
    accept_listing(listing=drafted, actor=officer("SW"), clock=TODAY)

    assert drafted.state == "accepted"


def test_officer_who_signed_the_custody_does_not_decide():
    owner = verified(Kind.UNIVERSITY)
    agreement = custody(owner, exchange("SW"))
    submitted = submitted_listing(lister=owner)

    with pytest.raises(Forbidden):
        accept_listing(listing=submitted, actor=actor_for(agreement.signed_by, exchange("SW")), clock=TODAY)


def test_custodian_announces_and_does_not_bid(sandbox_at):
    agreement = custody()
    custodian = actor(agreement.custodian)
    sandbox_at("2027-03-22T10:00:00")
    announced = sale(listing=published_listing(lister=actor(agreement.owner)), by=custodian)

    with pytest.raises(Forbidden, match="R-BID-12"):
        registered(announced, custodian)


def test_custodian_signs_up_to_its_limit(sandbox_at):
    enough, little = custody(limit_fen=3_000_000_00), custody(limit_fen=2_999_999_99)
    signed = []
    for agreement in (enough, little):
        sold, _winner = won_sale(listing=published_listing(lister=actor(agreement.owner)))
        try:
            signed.append(bool(sign_contract(sale=sold, actor=actor(agreement.custodian), clock=at("16:00:00"))))
        except Forbidden as error:
            signed.append("2,999,999.99" in str(error))

    assert signed == [True, True]
