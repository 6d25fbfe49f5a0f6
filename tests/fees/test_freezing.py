"""A case is charged by what was in force on the day of its acceptance, whatever came later (R-GEN-08)."""

from datetime import date
from fractions import Fraction

import pytest

from accounts.models import Scale
from marketplace.core.clock import frozen
from marketplace.core.errors import Invalid, Refused
from marketplace.fees.commands import adopt_schedule
from marketplace.fees.models import Base, Method
from marketplace.fees.pricing import Band
from marketplace.fees.queries import replays, schedule
from marketplace.fees.telling import sentences_of
from marketplace.fees.terms import RateTerms, ReliefTerms, Terms
from tests.accounts.factories import reviewer, verified
from tests.fees.factories import activated
from tests.fees.tariffs import CQ, E1
from tests.fees.test_billing import quoted

pytestmark = pytest.mark.django_db

AFTER = frozen("2027-02-01T10:00:00")
BOTH = {"seller": E1, "buyer": E1}


@pytest.mark.parametrize(
    ("accepted", "amount_fen"),
    [
        (date(2023, 6, 1), 23_450_00),
        (date(2024, 6, 1), 34_050_00),
        (date(2025, 6, 1), 44_650_00),
        (date(2026, 6, 1), 55_250_00),
    ],
)
def test_phase_is_that_of_the_day_of_acceptance(accepted, amount_fen):
    made = quoted(verified(), exchange="CQ", day=accepted)

    assert made.amount_fen == amount_fen
    assert replays(made)


def test_small_firm_pays_no_more_than_the_legacy_fee_because_it_is_one():
    made = quoted(verified(scale=Scale.SMALL), exchange="CQ", day=date(2024, 6, 1))

    assert made.amount_fen == 23_450_00
    assert replays(made)


def test_payer_is_told_how_the_phase_made_up_the_fee():
    made = quoted(verified(scale=Scale.SMALL), exchange="CQ", day=date(2024, 6, 1))

    assert sentences_of(made)[-3:] == [
        "过渡期：原标准 23,450.00 元 × 2/3 + 新标准 55,250.00 元 × 1/3 = 34,050.00 元（R-FEE-13）。",
        "中小微企业不高于原标准：按 23,450.00 元收取。",
        "应收 23,450.00 元。",
    ]


def test_large_firm_pays_the_mix_even_if_it_is_local():
    made = quoted(verified(scale=Scale.LARGE), exchange="CQ", day=date(2024, 6, 1))

    assert made.amount_fen == 34_050_00


def test_relief_of_the_day_of_acceptance_stays_with_the_case():
    free = ReliefTerms("everyone", Fraction(1), "", date(2027, 2, 1), date(2027, 2, 28))
    activated(terms=Terms(Terms.of(BOTH).rates, reliefs=(free,)))
    own = {"schedule": schedule("SW2", frozen("2027-03-05T10:00:00").at), "exchange": "SW"}

    in_time, late = (quoted(verified(), day=day, **own) for day in (date(2027, 2, 28), date(2027, 3, 1)))

    assert (in_time.amount_fen, late.amount_fen) == (0, 55_250_00)
    assert replays(in_time)
    assert in_time.breakdown["cuts"] == [{"reason": "everyone", "share": "1"}]


def test_version_of_the_day_of_acceptance_is_charged_after_a_new_one_came():
    first = schedule("E1", frozen("2027-01-05T10:00:00").at)

    made = quoted(verified(), schedule=first, day=date(2027, 1, 5))

    assert (made.schedule.number, made.amount_fen) == ("E1.1", 55_250_00)


def test_exchange_may_charge_everybody_less_by_its_own_instrument():
    made = activated(code="E2", exchange="", terms=Terms.of(BOTH))
    for code, reduction in (("SW", Fraction(1, 10)), ("CQ", Fraction(0))):
        adopt_schedule(
            schedule=made,
            instrument="演示决定",
            reduction=reduction,
            actor=reviewer(code),
            clock=frozen("2027-01-18T09:00:00"),
        )
    one, day = schedule("E2", AFTER.at), {"day": date(2027, 2, 1)}

    at_sw, at_cq = (quoted(verified(), schedule=one, exchange=code, **day) for code in ("SW", "CQ"))

    assert (at_sw.amount_fen, at_cq.amount_fen) == (49_725_00, 55_250_00)
    assert replays(at_sw)


@pytest.mark.parametrize("reduction", [Fraction(1), Fraction(-1, 10), Fraction(1, 3)])
def test_reduction_that_is_none_is_refused(reduction):
    made = activated(code="E2", exchange="", terms=Terms.of(BOTH))

    with pytest.raises(Invalid) as refused:
        adopt_schedule(schedule=made, instrument="演示", reduction=reduction, actor=reviewer("SW"), clock=AFTER)

    assert set(refused.value.fields) == {"reduction"}


def test_fee_of_a_case_accepted_before_the_venue_adopted_the_schedule_is_refused():
    with pytest.raises(Refused, match="未采用"):
        quoted(verified(), exchange="CQ", day=date(2022, 12, 31))


def test_payments_that_follow_each_other_are_quoted_by_what_came_before_and_sum_up():
    payer, accepted = verified(), {"exchange": "CQ", "day": date(2024, 6, 1)}

    parts = [
        quoted(payer, price_fen, received_before_fen=before_fen, **accepted)
        for price_fen, before_fen in ((67_500_00, 0), (90_000_00, 67_500_00), (442_500_00, 157_500_00))
    ]

    whole = quoted(payer, 600_000_00, **accepted)
    assert sum(part.amount_fen for part in parts) == whole.amount_fen
    assert all(replays(part) for part in parts)


def floor_terms():
    rates = (RateTerms("seller", (Band(0, None, Fraction(1, 100)),), method=Method.COMPETITIVE, base=Base.FLOOR),)
    return Terms(
        (*Terms.of({"seller": E1, "buyer": CQ}).rates, *rates, RateTerms.of("buyer", CQ, method="competitive"))
    )


def test_fee_on_the_floor_price_does_not_follow_the_bids():
    activated(terms=floor_terms())
    own = {"schedule": schedule("SW2", AFTER.at), "side": "seller", "method": "competitive", "day": date(2027, 2, 1)}

    made = quoted(verified(), floor_fen=1_000_000_00, **own)

    assert made.amount_fen == 10_000_00
    assert replays(made)
    with pytest.raises(Invalid, match="底价"):
        quoted(verified(), **own)
