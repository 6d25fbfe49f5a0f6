"""The whole matrix of who may do what in a sale, here one at SW whose payment has arrived."""

import pytest

from accounts.actor import ANONYMOUS, system_actor
from accounts.models import Kind, Role
from marketplace.trading import rules
from marketplace.trading.queries.bids import bidder_of
from tests.accounts.factories import actor, exchange, officer, reviewer, user, verified
from tests.trading.factories import AFTER, paid_sale

MATRIX = """
                 announce  register  independent  bid  qualify  release  settle  sign  certify  staff  side
anonymous        .         .         x            .    .        .        .       .     .        .      -
system           .         .         x            .    .        .        .       .     .        .      -
seller_agent     x         x         .            .    .        .        .       x     .        .      seller
seller_finance   .         .         .            .    .        .        .       .     .        .      seller
buyer_agent      .         x         x            x    .        .        .       x     .        .      buyer
buyer_finance    .         .         x            .    .        .        .       .     .        .      buyer
both_sides       .         x         .            .    .        .        .       x     .        .      buyer
other_agent      .         x         x            .    .        .        .       .     .        .      -
sw_officer       x         .         .            .    x        .        .       .     x        x      -
sw_reviewer      .         .         .            .    .        x        x       .     x        x      -
sw_clerk         x         .         .            .    x        x        .       .     x        x      -
sw_admin         .         x         .            .    .        .        .       .     .        .      -
cq_officer       .         .         .            .    .        .        .       .     .        .      -
cq_reviewer      .         .         .            .    .        .        .       .     .        .      -
supervisor       .         .         x            .    .        .        .       .     .        .      -
"""


def may_bid(who, sold):
    found = bidder_of(sold, who, sold.start_fen, AFTER.at)
    return rules.may_bid(who, found) and rules.is_qualified(who, found) and rules.bids_without_conflict(who, found)


COLUMNS = {
    "announce": lambda who, sold: rules.may_announce(who, sold.listing),
    "register": rules.may_register,
    "independent": rules.is_independent,
    "bid": may_bid,
    "qualify": rules.may_qualify,
    "release": lambda who, sold: rules.may_release_deposit(who, sold.leading_registration),
    "settle": lambda who, sold: rules.may_settle(who, sold.settlement),
    "sign": lambda who, sold: rules.may_sign(who, sold.contract),
    "certify": rules.may_certify,
    "staff": rules.is_staff_of,
}


def persons(sold, clerk):
    """Everybody who might try, around a sale whose payment `clerk` has confirmed."""
    seller, buyer = sold.listing.lister, sold.leading_registration.organisation
    return {
        "anonymous": ANONYMOUS,
        "system": system_actor("beat"),
        "seller_agent": actor(seller, {Role.AGENT}),
        "seller_finance": actor(seller, {Role.FINANCE}),
        "buyer_agent": actor(buyer, {Role.AGENT}),
        "buyer_finance": actor(buyer, {Role.FINANCE}),
        "both_sides": actor(buyer, {Role.AGENT}, user=actor(seller, {Role.AGENT}).user),
        "other_agent": actor(verified(), {Role.AGENT}),
        "sw_officer": officer(),
        "sw_reviewer": reviewer(),
        "sw_clerk": reviewer(user=clerk),
        "sw_admin": actor(exchange(), {Role.ADMIN}),
        "cq_officer": officer("CQ"),
        "cq_reviewer": reviewer("CQ"),
        "supervisor": actor(verified(Kind.SUPERVISOR), {Role.SUPERVISOR}),
    }


@pytest.mark.django_db
def test_matrix_of_rights():
    clerk = user()
    sold, _winner = paid_sale(by=officer(user=clerk))

    rows = {
        name: [*("x" if may(who, sold) else "." for may in COLUMNS.values()), rules.side_of(who, sold) or "-"]
        for name, who in persons(sold, clerk).items()
    }

    header, *lines = [line.split() for line in MATRIX.strip().splitlines()]
    assert [*COLUMNS, "side"] == header
    assert rows == {name: marks for name, *marks in lines}
